"""Two pairs of eyes: nobody confirms, decides or accepts what they wrote themselves."""

import pytest
from django.db import DatabaseError, transaction
from tests.servicecloud.factories import MembershipFactory
from tests.servicecloud.oversight import making as own
from tests.servicecloud.performance import making

from servicecloud.errors import NotPermittedError
from servicecloud.identity.enums import Role
from servicecloud.identity.models import Membership
from servicecloud.notifications.models import Notification
from servicecloud.oversight import errors
from servicecloud.oversight.enums import ConfirmationKind
from servicecloud.oversight.models import (
    BudgetAdvice,
    Evaluation,
    EvaluationConfirmation,
    EvaluationReport,
    Examination,
    ExaminationResult,
    Rectification,
)
from servicecloud.oversight.selectors.waiting import waiting_oversight
from servicecloud.oversight.services import confirming, evaluating, examining, objections, rectifying
from servicecloud.oversight.services.advising import decide_advice

MAKE = {Evaluation: own.submitted, Examination: own.submitted_review}
BOTH = pytest.mark.parametrize("of", MAKE, ids=["report", "review"])


def kinds_waiting(person, today):
    return {each.kind for each in waiting_oversight(person, today=today)}


@BOTH
def test_somebody_else_of_the_body_confirms_and_then_it_stands(of, bench):
    made = MAKE[of](bench)
    assert made.state == "submitted"

    confirmed = confirming.confirm(actor=bench.checker, of=of, pk=made.pk)

    assert confirmed.state == "final"
    kept = EvaluationReport if of is Evaluation else ExaminationResult
    assert kept.objects.latest("pk").made_by == bench.house.reviewer
    told = {"oversight.report_final", "oversight.verified"}
    assert Notification.objects.filter(recipient=bench.house.officer, kind__in=told).exists()


@BOTH
def test_whoever_wrote_in_it_neither_confirms_nor_returns(of, bench):
    made = MAKE[of](bench)

    for act in (
        lambda: confirming.confirm(actor=bench.house.reviewer, of=of, pk=made.pk),
        lambda: confirming.send_back(actor=bench.house.reviewer, of=of, pk=made.pk, text="x"),
    ):
        with pytest.raises(errors.WriterConfirmsError):
            act()

    made.refresh_from_db()
    assert made.state == "submitted"


@BOTH
@pytest.mark.parametrize("who", ["officer", "finance"])
def test_other_bodies_do_not_confirm(of, who, bench):
    made = MAKE[of](bench)

    with pytest.raises(NotPermittedError):
        confirming.confirm(actor=getattr(bench.house, who), of=of, pk=made.pk)


@BOTH
def test_a_return_needs_its_reason_and_the_writers_are_told(of, bench):
    made = MAKE[of](bench)
    with pytest.raises(errors.WordsNeededError):
        confirming.send_back(actor=bench.checker, of=of, pk=made.pk, text=" ")

    back = confirming.send_back(actor=bench.checker, of=of, pk=made.pk, text="依据不足")

    assert back.state == ("sent" if of is Evaluation else "working")
    told = Notification.objects.get(recipient=bench.house.reviewer, kind__endswith="_returned")
    assert "依据不足" in str(told.data)
    confirming.submit(actor=bench.house.reviewer, of=of, pk=made.pk, expected=back.version)
    assert confirming.confirm(actor=bench.checker, of=of, pk=made.pk).state == "final"


@BOTH
def test_a_writer_takes_a_submission_back_and_somebody_else_does_not(of, bench):
    made = MAKE[of](bench)
    with pytest.raises(errors.WrongStepError):
        confirming.take_back(actor=bench.checker, of=of, pk=made.pk)

    assert confirming.take_back(actor=bench.house.reviewer, of=of, pk=made.pk).state != "submitted"
    with pytest.raises(errors.WrongStepError):
        confirming.confirm(actor=bench.checker, of=of, pk=made.pk)


def test_everybody_who_ever_wrote_is_excluded_and_the_refusal_says_what_to_do(bench):
    made = own.replied(bench)
    saved = evaluating.save_evaluation(
        actor=bench.checker, evaluation_id=made.pk, expected=made.version, items={}, texts={"work": "补充一句。"}
    )

    with pytest.raises(errors.NobodyElseConfirmsError) as refused:
        confirming.submit(actor=bench.house.reviewer, of=Evaluation, pk=made.pk, expected=saved.version)

    assert "再设一名审核人" in str(refused.value)
    assert (Evaluation.objects.get().state, EvaluationConfirmation.objects.count()) == ("sent", 0)
    third = MembershipFactory(organisation=bench.house.department, role=Role.DEPARTMENT_REVIEWER).user
    confirming.submit(actor=bench.house.reviewer, of=Evaluation, pk=made.pk, expected=saved.version)
    with pytest.raises(errors.WriterConfirmsError):
        confirming.confirm(actor=bench.checker, of=Evaluation, pk=made.pk)
    assert confirming.confirm(actor=third, of=Evaluation, pk=made.pk).state == "final"


@BOTH
def test_a_body_of_one_person_is_told_so_before_anything_is_frozen(of, bench):
    made = (
        own.replied(bench)
        if of is Evaluation
        else examining.begin_review(actor=bench.house.reviewer, project_id=making.evaluated(bench.house).pk)
    )
    Membership.everywhere.filter(user=bench.checker).delete()

    with pytest.raises(errors.NobodyElseConfirmsError):
        confirming.submit(actor=bench.house.reviewer, of=of, pk=made.pk, expected=made.version)


def test_while_it_waits_nobody_writes_in_it(bench):
    made = own.submitted(bench)

    with pytest.raises(errors.WrongStepError):
        evaluating.save_evaluation(
            actor=bench.house.reviewer, evaluation_id=made.pk, expected=made.version, items={}, texts={}
        )


def test_the_inbox_has_a_line_for_who_may_confirm_and_none_for_the_writer(bench):
    made = own.submitted(bench)
    own.submitted_review(bench, making.evaluated(bench.house, name="另一个项目"))
    today = made.reply_on

    assert {"confirm_report", "confirm_review"} <= kinds_waiting(bench.checker, today)
    assert not {"confirm_report", "confirm_review"} & kinds_waiting(bench.house.reviewer, today)
    assert not {"confirm_report", "confirm_review"} & kinds_waiting(bench.decider, today)
    told = Notification.objects.filter(kind__endswith="_to_confirm")
    assert set(told.values_list("recipient__username", flat=True)) == {"the-checker"}


def test_the_database_refuses_a_confirmation_by_who_submitted(bench):
    made = own.submitted(bench)

    with pytest.raises(DatabaseError), transaction.atomic():
        EvaluationConfirmation.objects.create(
            evaluation=made,
            kind=ConfirmationKind.CONFIRMED,
            submitted_by=bench.house.reviewer,
            actor=bench.house.reviewer,
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        EvaluationConfirmation.objects.all().delete()


def test_an_objection_is_not_decided_by_anybody_who_wrote_in_the_examination(bench):
    third = MembershipFactory(organisation=bench.house.department, role=Role.DEPARTMENT_REVIEWER).user
    made = own.examined(bench, actor=third)
    saved = own.examined(bench, made)
    examining.send_result(actor=bench.checker, examination_id=made.pk, expected=saved.version)
    objections.object_to(actor=bench.house.officer, examination_id=made.pk, statement="有异议", rows={})

    for person in (third, bench.checker):
        with pytest.raises(errors.ExaminerDecidesError):
            objections.decide_objection(actor=person, examination_id=made.pk, restored=[], grounds="维持")
        assert "decide" not in kinds_waiting(person, saved.created_at.date())

    objections.decide_objection(actor=bench.house.reviewer, examination_id=made.pk, restored=[], grounds="维持")


def test_who_answered_once_never_accepts_even_when_somebody_else_answered_last(bench):
    MembershipFactory(user=bench.checker, organisation=bench.house.unit, role=Role.PROJECT_OFFICER)
    made = own.required(bench)
    rectifying.answer(actor=bench.checker, rectification_id=made.pk, text="已整改")
    rectifying.return_answer(actor=bench.house.reviewer, rectification_id=made.pk, text="请补充")
    rectifying.answer(actor=bench.house.officer, rectification_id=made.pk, text="已补充")

    for act in (rectifying.accept, rectifying.return_answer):
        with pytest.raises(errors.AnswererAcceptsError):
            act(actor=bench.checker, rectification_id=made.pk, text="同意")

    assert Rectification.objects.get().state == "answered"
    assert "accept" not in kinds_waiting(bench.checker, made.due_on)
    rectifying.accept(actor=bench.house.reviewer, rectification_id=made.pk)


def test_who_wrote_the_result_does_not_decide_the_advice_that_rests_on_it(bench):
    project = making.evaluated(bench.house)
    evaluating.begin_evaluation(actor=bench.house.finance, project=project)

    with pytest.raises(errors.OwnResultAdvisedError):
        decide_advice(actor=bench.house.finance, project=project, decided="keep", grounds="支持")

    assert not BudgetAdvice.objects.exists()
    decide_advice(actor=bench.decider, project=project, decided="keep", grounds="支持")
