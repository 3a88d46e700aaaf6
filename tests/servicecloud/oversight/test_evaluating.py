"""Evaluation by the framework: weights, scores with grounds, the unit's view, a frozen report; and the advice that follows."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from tests.servicecloud.oversight import making as own
from tests.servicecloud.performance import making

from servicecloud.errors import InvalidInputError, NotPermittedError
from servicecloud.oversight import errors
from servicecloud.oversight.declarations import advice_rules, framework
from servicecloud.oversight.models import BudgetAdvice, Evaluation, EvaluationReport
from servicecloud.oversight.selectors.advice import Standing, advice_for, rule_for
from servicecloud.oversight.services import confirming, evaluating, examining, rectifying
from servicecloud.oversight.services.advising import decide_advice
from servicecloud.oversight.values import EvaluatedContent, read


def test_the_declared_framework_adds_up_and_gives_results_their_due():
    declared = framework()

    assert sum(item.weight for item in declared.items) == 100
    assert sum(item.weight for item in declared.items if item.is_result) >= 60
    assert declared.outline[0].code == "basics"
    assert len(declared.outline) == 7


def test_everything_missing_is_named_before_a_report_leaves(bench):
    project = making.evaluated(bench.house)
    made = evaluating.begin_evaluation(actor=bench.house.reviewer, project=project)

    with pytest.raises(errors.UnfinishedError) as refused:
        evaluating.send_for_view(actor=bench.house.reviewer, evaluation_id=made.pk, expected=made.version)

    assert len(refused.value.problems) == len(framework().items) + 6
    assert not EvaluationReport.objects.exists()


@pytest.mark.parametrize(
    ("code", "change", "words"),
    [
        ("A11", {"weight": "4", "score": "4"}, "合计应为100"),
        ("D12", {"weight": "2", "score": "2"}, "不得低于"),
        ("A11", {"score": "9"}, "0到 3"),
        ("A11", {"score": "2", "basis": ""}, "评分依据"),
        ("A11", {"score": ""}, "还没有评分"),
    ],
)
def test_weights_and_scores_hold_their_bounds(bench, code, change, words):
    made = own.evaluation(bench)
    items = {code: own.full_marks()[code] | change}

    saved = evaluating.save_evaluation(
        actor=bench.house.reviewer, evaluation_id=made.pk, expected=made.version, items=items, texts={}
    )

    problems = evaluating.problems_of(read(saved.content, EvaluatedContent))
    assert any(words in problem for problem in problems)


def test_the_unit_says_its_view_once_and_then_the_report_is_final(bench):
    made = own.asked(bench)
    assert (made.total, made.grade) == (Decimal(99), "优")
    with pytest.raises(errors.WrongStepError):
        confirming.submit(actor=bench.house.reviewer, of=Evaluation, pk=made.pk, expected=made.version)
    evaluating.reply(actor=bench.house.officer, evaluation_id=made.pk, text="立项依据已更新。")
    with pytest.raises(errors.WrongStepError):
        evaluating.reply(actor=bench.house.officer, evaluation_id=made.pk, text="再说一次")

    saved = evaluating.save_evaluation(
        actor=bench.house.reviewer,
        evaluation_id=made.pk,
        expected=made.version,
        items={"A11": own.full_marks()["A12"] | {"weight": "3", "score": "3"}},
        texts={},
    )
    confirming.submit(actor=bench.house.reviewer, of=Evaluation, pk=made.pk, expected=saved.version)
    final = confirming.confirm(actor=bench.checker, of=Evaluation, pk=made.pk)

    assert (final.state, final.total) == ("final", Decimal(100))
    assert [each.number for each in EvaluationReport.objects.order_by("number")] == [1, 2]
    with pytest.raises(errors.WrongStepError):
        evaluating.save_evaluation(
            actor=bench.house.reviewer, evaluation_id=made.pk, expected=final.version, items={}, texts={}
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        EvaluationReport.objects.all().delete()


def test_department_and_finance_evaluate_each_once(bench):
    project = making.evaluated(bench.house)
    evaluating.begin_evaluation(actor=bench.house.reviewer, project=project)
    evaluating.begin_evaluation(actor=bench.house.finance, project=project)

    with pytest.raises(errors.OpenAlreadyError):
        evaluating.begin_evaluation(actor=bench.decider, project=project)
    with pytest.raises(NotPermittedError):
        evaluating.begin_evaluation(actor=bench.house.officer, project=project)

    assert set(Evaluation.objects.values_list("kind", flat=True)) == {"department", "finance"}


@pytest.mark.parametrize(
    ("standing", "code", "give"),
    [
        (Standing(grade="优", rate=Decimal("0.95")), "U-9", "keep"),
        (Standing(grade="良", rate=Decimal("0.9")), "U-9", "keep"),
        (Standing(grade="良", rate=Decimal("0.899")), "U-8", "improve"),
        (Standing(grade="优", rate=Decimal("0.69")), "U-4", "reduce"),
        (Standing(grade="优", rate=Decimal(1), rectification="open"), "U-7", "improve"),
        (Standing(grade="优", rate=Decimal(1), rectification="overdue"), "U-3", "reduce"),
        (Standing(self_total=Decimal(95), total=Decimal(90), grade="优", rate=Decimal(1)), "U-6", "improve"),
        (Standing(grade="中", rate=Decimal(1)), "U-5", "reduce"),
        (Standing(grade="差", rate=Decimal(1)), "U-2", "reduce"),
        (Standing(grade="差", rate=Decimal(1), rectification="overdue"), "U-1", "stop"),
    ],
)
def test_the_first_rule_that_fits_gives_the_advice(standing, code, give):
    rule = rule_for(standing)

    assert (rule.code, rule.give) == (code, give)


def test_of_a_project_without_results_nothing_is_said():
    assert rule_for(Standing()) is None
    assert advice_rules().cite


def test_the_advice_follows_the_score_that_weighs_most(bench):
    project = making.evaluated(bench.house)
    assert advice_for(project).standing.source == "self"
    made = examining.begin_review(actor=bench.house.reviewer, project_id=project.pk)
    saved = examining.save_examination(
        actor=bench.house.reviewer,
        examination_id=made.pk,
        expected=made.version,
        rows=own.found(made, row0={"deductions": [{"code": "K-01"}]}),
        comment="",
    )
    assert saved.state == "working"
    own.verified(bench, made)

    suggestion = advice_for(project)

    assert (suggestion.standing.source, suggestion.standing.gap) == ("review", Decimal(50))
    assert (suggestion.standing.grade, suggestion.rule, suggestion.give) == ("差", "U-2", "reduce")


def test_an_open_rectification_asks_for_improvement_until_it_is_closed(bench):
    project = making.evaluated(bench.house)
    made = own.answered(bench, project=project)
    assert advice_for(project).rule == "U-7"

    rectifying.accept(actor=bench.house.reviewer, rectification_id=made.pk)

    assert advice_for(project).rule == "U-9"


def test_the_bureau_decides_with_its_reason_and_what_was_suggested_stays_beside_it(bench):
    project = making.evaluated(bench.house)
    with pytest.raises(NotPermittedError):
        decide_advice(actor=bench.house.reviewer, project=project, decided="reduce", grounds="x")
    with pytest.raises(errors.WordsNeededError):
        decide_advice(actor=bench.house.finance, project=project, decided="reduce", grounds=" ")
    with pytest.raises(InvalidInputError):
        decide_advice(actor=bench.house.finance, project=project, decided="double", grounds="x")

    decide_advice(actor=bench.house.finance, project=project, decided="reduce", grounds="与另一项目合并")

    kept = BudgetAdvice.objects.get()
    assert (kept.suggested, kept.rule, kept.decided) == ("keep", "U-9", "reduce")
    assert advice_for(project).decided == "核减预算"
