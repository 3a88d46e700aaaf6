"""How heavily a finding weighs, and what is said once instead of many times."""

import pytest
from tests.plumbline.audit.builders import benefit, fund, row, satisfaction, self_evaluation, target_table
from tests.plumbline.audit.cases import found

from plumbline.audit import Finding, audit_form
from plumbline.forms.model import Form
from plumbline.rulebooks import load_rulebook


def findings(form: Form, rule: str, *, book: str = "shanghai-2023") -> list[Finding]:
    return [one for one in audit_form(form, load_rulebook(book)).findings if one.rule == rule]


def weighted(output: str, effect: str, asked: str) -> Form:
    return self_evaluation(
        row(weight=output, score=output), benefit(weight=effect, score=effect), satisfaction(weight=asked, score=asked)
    )


@pytest.mark.parametrize(
    ("book", "weights", "is_named"),
    [
        ("shanghai-2023", ("65", "15", "10"), False),
        ("shanghai-2023", ("70", "10", "10"), False),
        ("shanghai-2023", ("75", "10", "5"), True),
        ("shanghai-2022", ("65", "15", "10"), True),
        ("national-2020", ("65", "15", "10"), True),
    ],
)
def test_weights_that_are_customary_in_a_region_are_not_named(
    book: str, weights: tuple[str, str, str], is_named: bool
) -> None:
    assert [one.severity for one in findings(weighted(*weights), "W-03", book=book)] == ["warning"] * is_named


def test_two_heavy_indicators_are_one_finding() -> None:
    (finding,) = findings(
        self_evaluation(
            row(weight="25", score="25"), row("举办活动", weight="25", score="25"), benefit(weight="30", score="30"), satisfaction()
        ),
        "W-05",
    )  # fmt: skip

    assert [one.path for one in finding.consequences] == ["indicators[1].weight", "indicators[2].weight"]


def test_rows_under_the_same_wrong_heading_are_one_finding() -> None:
    form = self_evaluation(
        *(row(name, "≥90(%)", "95(%)", level2="质量指标") for name in ("学员满意度", "企业满意度")),
        row("完成及时率", "≥95(%)", "98(%)", level2="质量指标"),
    )

    assert [one.path for one in findings(form, "I-11")] == ["indicators[0].level2", "indicators[2].level2"]


def test_vague_targets_are_one_hint_once_they_are_approved() -> None:
    vague = (benefit("社会影响", "提高", "达成指标"), benefit("服务能力", "有效", "达成指标"))

    (hint,) = findings(self_evaluation(*vague), "I-08")

    assert (hint.severity, [one.path for one in hint.consequences]) == ("info", ["indicators[1].target"])
    assert [one.severity for one in findings(target_table(*vague), "I-08")] == ["warning", "warning"]


def test_a_hundredth_of_a_point_stands_under_the_unit_mix_that_made_it() -> None:
    funds = (fund(initial="165.00", annual="165.00", executed="1,649,991.69", rate="999994.96", score="10.00"),)
    form = self_evaluation(row(weight="90", score="87"), funds=funds, total="97")

    (mix,) = findings(form, "U-01")

    under = {one.rule: (one.printed, one.expected) for one in mix.consequences}
    assert (under["F-04"], under["S-13"]) == (("10.00", "9.99"), ("97", "96.99"))


def test_a_hundredth_of_a_point_without_a_unit_mix_is_rounding() -> None:
    form = self_evaluation(funds=(fund(executed="95.00", score="9.51"),), total="99.39")

    assert not found([audit_form(form, load_rulebook("shanghai-2023"))], "F-04")


def test_a_score_that_no_document_fixes_is_to_be_explained_and_no_error() -> None:
    late = row("完工时间", "11月底前", "12月", score="8", level2="时效指标")
    missed = row("走访企业数", "≥100(家)", "80(家)", score="9")

    by_row = {one.path: one.severity for one in findings(self_evaluation(late, missed), "S-06")}

    assert by_row == {"indicators[0].claimed_score": "warning", "indicators[1].claimed_score": "error"}


@pytest.mark.parametrize(("actual", "severity"), [("12(场)", "warning"), ("12(家)", "error"), ("12(人次)", "error")])
def test_units_that_stand_for_each_other_in_speech_are_no_error_yet(actual: str, severity: str) -> None:
    (finding,) = findings(self_evaluation(row("举办活动", "≥10(次)", actual)), "U-04")

    assert finding.severity == severity
