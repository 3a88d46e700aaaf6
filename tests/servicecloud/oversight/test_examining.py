"""Verified scores: the rules score the verified value, reasons take points off, results stay; objections are decided by somebody else."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.servicecloud.oversight import making as own
from tests.servicecloud.performance import making

from plumbline.forms.model import Indicator, PrintedIndicator, SelfEvaluation
from plumbline.forms.places import Cell
from plumbline.forms.value_grammar import parse_actual, parse_target
from plumbline.rulebooks import load_rulebook
from servicecloud.errors import NotPermittedError
from servicecloud.identity.standing import scope_of
from servicecloud.notifications.models import Notification
from servicecloud.oversight import errors
from servicecloud.oversight.declarations import reasons
from servicecloud.oversight.models import Examination, ExaminationResult, Objection, ObjectionDecision
from servicecloud.oversight.selectors.inflation import gaps
from servicecloud.oversight.selectors.records import (
    examinations_seen_by,
    latest_result,
    public_result,
    result_of,
)
from servicecloud.oversight.selectors.waiting import waiting_oversight
from servicecloud.oversight.services import examining, objections
from servicecloud.oversight.values import Deduction, ExaminedContent, ExaminedRow
from servicecloud.oversight.verifying import Examined, verified
from servicecloud.versioning import StaleRecordError


def a_form(claimed: str = "50", actual: str = "5(家次)") -> Examined:
    """One indicator of 50 points with a target of at least 4."""
    row = Indicator(
        level1="产出指标",
        level2="数量指标",
        level3="培训企业家次",
        shifted=False,
        cell=Cell("x", "indicators", 1, 1),
        printed=PrintedIndicator(target="≥4(家次)", actual=actual),
        target=parse_target("≥4(家次)"),
        actual=parse_actual(actual),
        weight=Decimal(50),
        claimed_score=Decimal(claimed),
    )
    form = SelfEvaluation(
        source="x", ordinal=1, layout="national-self-evaluation", title_printed="x", indicators=(row,)
    )
    return Examined(form, ("k",), load_rulebook("national-2020"))


def found(*deductions: Deduction, actual: str = "") -> ExaminedContent:
    return ExaminedContent(rows=(ExaminedRow(key="k", actual=actual, deductions=deductions),))


@pytest.mark.parametrize(
    ("content", "base", "deducted", "score"),
    [
        (found(), "50", "0", "50"),
        (found(Deduction(code="K-01")), "50", "50", "0"),
        (found(Deduction(code="K-03", percent=30)), "50", "15.00", "35.00"),
        (found(Deduction(code="K-09", points=Decimal("4.5"), note="上年已达6家")), "50", "4.5", "45.5"),
        (found(Deduction(code="K-08"), actual="3(家次)"), "37.50", "0", "37.50"),
        (found(Deduction(code="K-08"), Deduction(code="K-03", percent=60), actual="3(家次)"), "37.50", "30.00", "7.50"),
        (found(Deduction(code="K-03", percent=100), Deduction(code="K-01")), "50", "50", "0"),
        (found(Deduction(code="K-05")), "50", "0", "50"),
    ],
)
def test_the_verified_score_is_the_rules_score_less_the_deductions(content, base, deducted, score):
    result, problems = verified(a_form(), content)

    row = result.rows[0]
    assert problems == {}
    assert [row.base_score, row.deducted, row.verified_score] == [Decimal(each) for each in (base, deducted, score)]
    assert (row.claimed_score, row.computed_score, row.reported) == (Decimal(50), Decimal(50), "5(家次)")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (found(Deduction(code="K-03")), "扣减比例"),
        (found(Deduction(code="K-03", percent=50)), "扣减比例"),
        (found(Deduction(code="K-09", note="x")), "扣分"),
        (found(Deduction(code="K-09", points=Decimal(51), note="x")), "扣分"),
        (found(Deduction(code="K-09", points=Decimal(3))), "说明"),
        (found(Deduction(code="K-08")), "核定的实际完成值"),
        (found(actual="3(家次)"), "扣分理由"),
        (found(Deduction(code="K-08"), actual="不少"), "不能计分"),
        (found(Deduction(code="K-99")), "K-99"),
    ],
)
def test_what_cannot_be_sent_is_said_at_its_row(content, words):
    _result, problems = verified(a_form(), content)

    assert list(problems) == ["k"]
    assert words in problems["k"][0]


CODES = [reason.code for reason in reasons().reasons]
TAKEN = st.tuples(st.sampled_from(CODES), st.integers(-6000, 6000), st.sampled_from([None, 30, 60, 100]))


@settings(suppress_health_check=[HealthCheck.too_slow])  # the first draw reads the library's tables
@given(st.lists(TAKEN, max_size=3), st.integers(0, 5000))
def test_a_verified_score_lies_between_zero_and_what_it_is_taken_from(taken, cents):
    claimed = Decimal(cents) / 100
    deductions = [
        Deduction(code=code, points=Decimal(points) / 100, percent=percent) for code, points, percent in taken
    ]
    row = verified(a_form(claimed=str(claimed)), found(*deductions))[0].rows[0]

    assert 0 <= row.verified_score <= row.base_score == claimed
    assert row.base_score - row.deducted == row.verified_score


def test_the_catalogue_cites_and_says_both_languages():
    for reason in reasons().reasons:
        assert reason.cite
        assert reason.title_zh != reason.title_en
        assert bool(reason.percents) == (reason.effect == "percent")


def test_a_result_is_frozen_told_to_the_unit_and_leaves_the_self_score_alone(bench):
    made = own.sent(bench)

    result = result_of(latest_result(made))
    before = making.evaluation_of(made.project).total_score
    assert (made.state, made.claimed_total) == ("sent", before)
    assert made.verified_total == before - 10 == result.verified_total
    assert result.rows[2].deductions[0].code == "K-01"
    assert result.rows[-1].key == "funds"
    assert making.evaluation_of(made.project).total_score == before
    told = Notification.objects.filter(kind="oversight.result").values_list("recipient__username", flat=True)
    assert set(told) == {"the-officer", "the-head"}


def test_whoever_approved_a_self_evaluation_does_not_re_check_it(bench):
    made = own.a_recheck(bench)

    with pytest.raises(errors.NotYoursToExamineError):
        own.examined(bench, made, actor=bench.house.reviewer)
    for stranger in (bench.house.officer, bench.house.finance):
        with pytest.raises(NotPermittedError):
            own.examined(bench, made, actor=stranger)

    assert Examination.objects.get().content == {}


def test_everything_that_is_wrong_is_named_at_once_and_nothing_is_sent(bench):
    made = own.a_recheck(bench)
    rows = own.found(
        made,
        row0={"actual": "2(家次)", "entries": "999999"},
        row1={"deductions": [{"code": "K-09", "points": "99", "note": "x"}]},
    )
    saved = examining.save_examination(
        actor=bench.checker, examination_id=made.pk, expected=made.version, rows=rows, comment=""
    )

    with pytest.raises(errors.UnfinishedError) as refused:
        examining.send_result(actor=bench.checker, examination_id=made.pk, expected=saved.version)

    assert len(refused.value.problems) == 3
    assert not ExaminationResult.objects.exists()
    assert Examination.objects.get().state == "working"


def test_of_two_people_saving_the_second_is_told_and_loses_nothing(bench):
    made = own.a_recheck(bench)
    own.examined(bench, made)

    with pytest.raises(StaleRecordError) as refused:
        examining.save_examination(
            actor=bench.checker, examination_id=made.pk, expected=made.version, rows={}, comment="另一份"
        )

    assert refused.value.submitted["content"]["comment"] == "另一份"


def test_what_is_being_examined_is_seen_by_its_body_alone(bench):
    made = own.a_recheck(bench)

    def seen_by(person):
        with scope_of(person):
            return list(examinations_seen_by(person).values_list("pk", flat=True))

    assert seen_by(bench.checker) == [made.pk]
    assert seen_by(bench.house.officer) == seen_by(bench.house.finance) == []
    own.sent(bench, made)
    assert seen_by(bench.house.officer) == [made.pk]


def test_a_department_verifies_in_rounds_each_kept(bench):
    project = making.evaluated(bench.house)
    for _round in (1, 2):
        made = examining.begin_review(actor=bench.house.reviewer, project_id=project.pk)
        with pytest.raises(errors.OpenAlreadyError):
            examining.begin_review(actor=bench.house.reviewer, project_id=project.pk)
        own.verified(bench, made)

    assert [each.state for each in Examination.objects.all()] == ["final", "final"]
    assert ExaminationResult.objects.count() == 2
    with pytest.raises(NotPermittedError):
        examining.begin_review(actor=bench.house.finance, project_id=project.pk)


def test_without_a_submitted_self_evaluation_there_is_nothing_to_verify(bench):
    project = making.built(bench.house)

    with pytest.raises(errors.NothingToExamineError):
        examining.begin_review(actor=bench.house.reviewer, project_id=project.pk)


def test_an_objection_is_decided_by_somebody_else_and_what_is_restored_counts(bench):
    made = own.objected(bench)
    with pytest.raises(errors.ExaminerDecidesError):
        objections.decide_objection(actor=bench.checker, examination_id=made.pk, restored=[], grounds="维持")
    with pytest.raises(errors.WordsNeededError):
        objections.decide_objection(actor=bench.house.reviewer, examination_id=made.pk, restored=[], grounds=" ")

    decision = objections.decide_objection(
        actor=bench.house.reviewer, examination_id=made.pk, restored=[own.keys_of(made)[2]], grounds="问卷已补交"
    )

    made.refresh_from_db()
    assert (made.state, made.verified_total) == ("final", made.claimed_total)
    assert decision.verdict == "changed"
    assert [each.number for each in ExaminationResult.objects.order_by("number")] == [1, 2]


def test_an_objection_not_taken_up_leaves_the_result(bench):
    made = own.objected(bench)

    decision = objections.decide_objection(
        actor=bench.house.reviewer, examination_id=made.pk, restored=[], grounds="问卷日期晚于年度"
    )

    made.refresh_from_db()
    assert decision.verdict == "upheld"
    assert decision.result.number == 1
    assert made.verified_total == made.claimed_total - 10


def test_the_database_keeps_the_examiner_from_deciding(bench):
    made = own.objected(bench)
    values = {"objection": made.objection, "result": latest_result(made), "verdict": "upheld", "grounds": "x"}

    with pytest.raises(IntegrityError), transaction.atomic():
        ObjectionDecision.objects.create(examiner=bench.checker, decided_by=bench.checker, **values)


def test_after_the_term_nobody_objects_and_the_result_is_final(bench):
    made = own.sent(bench)
    Examination.objects.filter(pk=made.pk).update(term_on=timezone.localdate() - timedelta(days=1))

    with pytest.raises(errors.TermOverError):
        objections.object_to(actor=bench.house.officer, examination_id=made.pk, statement="晚了", rows={})
    closed = objections.close_terms(today=timezone.localdate())

    assert closed == 1
    assert objections.close_terms(today=timezone.localdate()) == 0
    assert Examination.objects.get().state == "final"
    assert not Objection.objects.exists()


def test_on_the_last_day_of_the_term_one_can_still_object(bench):
    made = own.sent(bench)
    Examination.objects.filter(pk=made.pk).update(term_on=timezone.localdate())

    assert objections.close_terms(today=timezone.localdate()) == 0
    objections.object_to(actor=bench.house.officer, examination_id=made.pk, statement="有异议", rows={})

    assert Examination.objects.get().state == "objected"


def test_results_objections_and_decisions_cannot_be_changed(bench):
    made = own.objected(bench)
    objections.decide_objection(actor=bench.house.reviewer, examination_id=made.pk, restored=[], grounds="维持")

    for model in (ExaminationResult, Objection, ObjectionDecision):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.all().delete()


def test_only_what_is_final_and_disclosed_is_public(bench):
    project = making.disclosed(bench.house)
    made = own.sent(bench, own.drawn(bench))
    assert public_result(project.pk) is None

    objections.accept_result(actor=bench.house.officer, examination_id=made.pk)

    examination, result = public_result(project.pk)
    assert (examination.pk, result.verified_total) == (made.pk, made.verified_total)


def test_the_signal_of_a_unit_rests_on_final_re_checks(bench):
    made = own.sent(bench)
    assert gaps() == []

    objections.accept_result(actor=bench.house.officer, examination_id=made.pk)

    (row,) = gaps()
    assert (row.unit, row.found.count, row.found.mean, row.found.is_signal) == (bench.house.unit, 1, Decimal(10), False)


def test_each_finds_in_the_inbox_what_is_theirs(bench):
    made = own.a_recheck(bench)

    def waiting(person):
        with scope_of(person):
            return [each.kind for each in waiting_oversight(person, today=timezone.localdate())]

    assert waiting(bench.checker) == ["examine"]
    own.sent(bench, made)
    assert (waiting(bench.checker), waiting(bench.house.head)) == ([], ["result"])
    objections.object_to(actor=bench.house.officer, examination_id=made.pk, statement="有异议", rows={})
    assert (waiting(bench.checker), waiting(bench.house.reviewer)) == ([], ["decide"])
