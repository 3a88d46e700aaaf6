"""What follows from a fault is listed under it, not beside it."""

from msgspec.structs import replace
from tests.plumbline.audit.builders import (
    fund,
    monitored,
    monitoring_table,
    part,
    projected,
    row,
    rows_of_90,
    satisfaction,
    self_evaluation,
    target_table,
)

from plumbline.audit import audit_form
from plumbline.forms.model import Form
from plumbline.rulebooks import load_rulebook


def rules_of(form: Form, *interesting: str) -> list[tuple[str, list[str]]]:
    """The findings of these rules with the rules that stand under each."""
    audit = audit_form(form, load_rulebook("shanghai-2023"))
    return [(one.rule, [under.rule for under in one.consequences]) for one in audit.findings if one.rule in interesting]


def test_a_part_overspent_by_as_much_as_the_total_stands_under_it():
    form = self_evaluation(funds=[fund(executed="104.00", rate="104.00"), part(annual="90.00", executed="94.00")])

    assert [rule for rule, _ in rules_of(form, "F-05")] == ["F-05"]


def test_a_share_above_hundred_explains_that_its_target_looks_exceeded():
    rows = (*rows_of_90()[:-1], satisfaction("≥85(%)", "104(%)", score="10"))

    found = rules_of(self_evaluation(*rows), "U-02", "S-11")

    assert [rule for rule, _ in found] == ["U-02"]
    assert "S-11" in found[0][1]


def test_a_copied_goal_explains_that_its_figures_are_not_those_of_the_table():
    goal = "全年服务企业数300家，组织供需对接活动，帮助企业获得融资，对接活动按季度举办，年底前完成验收并结算。"

    found = rules_of(self_evaluation(expected_goal=goal, actual_completion=goal), "S-17", "S-27")

    assert [rule for rule, _ in found] == ["S-17"]


def test_a_mistyped_end_of_the_project_explains_that_deadlines_are_late():
    form = target_table(row("验收", "11月底前", None), plan_start="2023-01-01", plan_end="2022-12-31")

    assert [rule for rule, _ in rules_of(form, "B-05", "I-13")] == ["B-05"]


def test_a_row_far_behind_explains_that_targets_and_money_differ():
    form = monitoring_table(monitored("服务企业数", "≥120(家)", "10(家)"), monitored("办理诉求", "≥240(件)", "140(件)"))

    assert [rule for rule, _ in rules_of(form, "M-03", "M-04")] == ["M-03"]


def test_a_projection_that_is_wrong_in_the_total_is_not_repeated_for_its_part():
    total = projected("50.00")
    form = monitoring_table(funds=(total, replace(total, name="其中：财政拨款")))

    assert [rule for rule, _ in rules_of(form, "M-02")] == ["M-02"]
