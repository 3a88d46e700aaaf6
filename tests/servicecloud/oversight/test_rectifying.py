"""Rectification: required with a deadline in working days, answered, returned or accepted, never by the same person; overdue is told."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone
from tests.servicecloud.oversight import making as own
from tests.servicecloud.performance import making

from servicecloud.errors import NotPermittedError
from servicecloud.notifications.models import Notification
from servicecloud.oversight import errors
from servicecloud.oversight.models import Examination, Rectification, RectificationStep
from servicecloud.oversight.selectors.starting import reason_from_monitoring, start_from
from servicecloud.oversight.services import rectifying
from servicecloud.performance.models import Monitoring
from servicecloud.performance.services.monitoring import build_monitoring
from servicecloud.workcalendar.clock import working_days_between
from servicecloud.workcalendar.selectors import current_calendar


def test_the_deadline_counts_working_days(bench):
    made = own.required(bench)

    today = timezone.localdate()
    assert working_days_between(today, made.due_on, calendar=current_calendar()) == 10
    assert Notification.objects.filter(kind="oversight.rectify").count() == 2


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"what": " "}, errors.WordsNeededError),
        ({"requirement": ""}, errors.WordsNeededError),
        ({"days": 0}, errors.DueDayError),
        ({"days": 121}, errors.DueDayError),
    ],
)
def test_without_words_or_with_an_impossible_term_nothing_is_required(bench, values, refusal):
    with pytest.raises(refusal):
        own.required(bench, **values)

    assert not Rectification.objects.exists()


def test_it_is_answered_returned_answered_again_and_closed(bench):
    made = own.answered(bench)
    with pytest.raises(errors.WordsNeededError):
        rectifying.return_answer(actor=bench.house.reviewer, rectification_id=made.pk, text="")
    rectifying.return_answer(actor=bench.house.reviewer, rectification_id=made.pk, text="还缺样本说明")
    rectifying.answer(actor=bench.house.head, rectification_id=made.pk, text="已补样本说明")
    rectifying.accept(actor=bench.checker, rectification_id=made.pk, text="符合要求")

    found = Rectification.objects.get()
    kinds = list(RectificationStep.objects.order_by("pk").values_list("kind", flat=True))
    assert (found.state, found.closed_at is not None) == ("closed", True)
    assert kinds == ["required", "answered", "returned", "answered", "accepted"]


def test_each_does_only_what_is_theirs_and_only_at_its_time(bench):
    made = own.required(bench)
    for stranger in (bench.house.reviewer, bench.house.finance):
        with pytest.raises(NotPermittedError):
            rectifying.answer(actor=stranger, rectification_id=made.pk, text="x")
    with pytest.raises(errors.WrongStepError):
        rectifying.accept(actor=bench.house.reviewer, rectification_id=made.pk)
    rectifying.answer(actor=bench.house.officer, rectification_id=made.pk, text="x")
    with pytest.raises(errors.WrongStepError):
        rectifying.answer(actor=bench.house.officer, rectification_id=made.pk, text="again")
    for stranger in (bench.house.officer, bench.house.finance):
        with pytest.raises(NotPermittedError):
            rectifying.accept(actor=stranger, rectification_id=made.pk)

    assert Rectification.objects.get().state == "answered"


def test_the_database_keeps_who_answers_from_accepting_and_steps_from_changing(bench):
    made = own.answered(bench)
    officer = bench.house.officer

    with pytest.raises(IntegrityError), transaction.atomic():
        RectificationStep.objects.create(
            rectification=made, kind="accepted", text="", actor=officer, answered_by=officer
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        RectificationStep.objects.all().delete()


def test_what_is_due_soon_or_overdue_is_told_once_and_what_waits_for_acceptance_is_not(bench):
    made = own.required(bench)
    today = made.due_on
    assert rectifying.remind(today=today - timedelta(days=4)) == 0

    for _twice in (1, 2):
        assert rectifying.remind(today=today) == 1
        assert rectifying.remind(today=today + timedelta(days=1)) == 1

    assert Notification.objects.filter(kind="oversight.due_soon").count() == 2
    overdue = Notification.objects.filter(kind="oversight.overdue").values_list("recipient__username", flat=True)
    assert set(overdue) == {"the-officer", "the-head", "the-reviewer", "the-checker"}
    rectifying.answer(actor=bench.house.officer, rectification_id=made.pk, text="x")
    assert rectifying.remind(today=today + timedelta(days=2)) == 0


def test_from_a_re_check_it_begins_with_what_was_found(bench):
    examination = own.sent(bench)

    start = start_from(examination.project, {"examination": examination.pk})
    made = rectifying.require(
        actor=bench.checker,
        project=examination.project,
        what=start.what,
        requirement=start.requirement,
        days=5,
        rests_on=start.rests_on,
    )

    assert "参训企业满意度：没有佐证材料" in start.requirement
    assert (made.basis, made.examination_id) == ("recheck", examination.pk)


def test_from_monitoring_it_begins_with_the_rows_that_lag_and_so_does_an_adjustment(bench):
    project = making.approved(bench.house, year=2024, first_target="≥100(家次)")
    build_monitoring(actor=bench.house.officer, project_id=project.pk, end_month=7)
    monitoring = Monitoring.objects.get()

    start = start_from(project, {"monitoring": monitoring.pk})

    assert "培训企业家次：年度指标值 ≥100(家次)，截至7月 5(家次)" in start.requirement
    assert "知晓" not in start.requirement
    assert reason_from_monitoring(project, "7").startswith("1—7月监控进度滞后")
    assert reason_from_monitoring(project, "8") == reason_from_monitoring(project, "x") == ""


def test_it_rests_on_a_record_of_the_same_project_alone(bench):
    examination = own.sent(bench)
    other = making.approved(bench.house, name="别的项目")

    with pytest.raises(Examination.DoesNotExist):
        own.required(bench, other, rests_on={"examination": examination.pk})
