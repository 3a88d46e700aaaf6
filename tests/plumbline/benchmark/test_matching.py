"""What counts as found: one finding for one error, at its place, by one of its rules."""

import msgspec
import pytest

from plumbline.audit.model import Consequence, Finding, FormAudit, ObligationCount
from plumbline.benchmark.goals import goals_of
from plumbline.benchmark.matching import judge, owner_of
from plumbline.benchmark.model import CaseForm, Label, Truth
from plumbline.benchmark.tables import page
from plumbline.benchmark.tally import Tally

FORM = CaseForm("a.docx", 1, "national-self-evaluation", "docx", 8, "half_up")
ABOVE = Label("score-above-weight", 0, ("S-04",), ("indicators[2]",), "error")
MIX = Label("unit-mix", 0, ("U-01",), ("funds",), "error")


def finding(rule: str, path: str, *under: tuple[str, str]) -> Finding:
    consequences = tuple(Consequence(one, "x", at, None, None, None, "后果", "consequence", None) for one, at in under)
    return Finding(
        rule=rule,
        severity="error",
        field=path.rpartition(".")[2],
        path=path,
        message_zh="问题",
        message_en="problem",
        advice_zh="建议",
        advice_en="advice",
        consequences=consequences,
    )


def audit(*findings: Finding, source: str = "a.docx") -> FormAudit:
    return FormAudit(
        source=source,
        ordinal=1,
        kind="self_evaluation",
        project_name="项目",
        rulebook="national-2020",
        rulebook_use=None,
        rounding=None,
        findings=findings,
        obligations=ObligationCount(passed=0, fail=len(findings), not_applicable=0, undetermined=0),
        scores=None,
    )


def truth(*labels: Label) -> Truth:
    return Truth("case-000001", 1, (FORM,), labels)


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("indicators[3].claimed_score", "indicators[3]"),
        ("funds[0].executed", "funds[0]"),
        ("funds", "funds"),
        ("indicators", "form"),
        ("grade_printed", "form"),
    ],
)
def test_a_path_belongs_to_its_row_or_to_the_form(path: str, owner: str) -> None:
    assert owner_of(path) == owner


def test_the_right_rule_at_the_right_place_finds_the_error() -> None:
    result = judge(truth(ABOVE), [audit(finding("S-04", "indicators[2].claimed_score"))])

    assert result.found == (ABOVE,)
    assert not result.judged[0].is_repeat


@pytest.mark.parametrize(
    "wrong", [finding("S-04", "indicators[3].claimed_score"), finding("S-05", "indicators[2].claimed_score")]
)
def test_another_row_or_another_rule_is_a_false_finding(wrong: Finding) -> None:
    result = judge(truth(ABOVE), [audit(wrong)])

    assert result.missed == (ABOVE,)
    assert result.judged[0].label is None


def test_any_row_of_funds_answers_for_the_funds() -> None:
    assert judge(truth(MIX), [audit(finding("U-01", "funds[2].executed"))]).found == (MIX,)


def test_an_error_that_is_named_twice_is_found_once_and_repeated_once() -> None:
    twice = audit(finding("U-01", "funds[0].executed"), finding("U-01", "funds[1].executed"))

    result = judge(truth(MIX), [twice])

    assert [one.is_repeat for one in result.judged] == [False, True]


def test_a_consequence_counts_for_its_cause_only() -> None:
    result = judge(
        truth(MIX, ABOVE), [audit(finding("U-01", "funds[0].executed", ("S-04", "indicators[2].claimed_score")))]
    )

    assert result.found == (MIX,)
    assert result.hidden == (ABOVE,)
    assert result.missed == (ABOVE,)


def test_a_file_that_is_read_as_something_else_is_missed_altogether() -> None:
    result = judge(truth(ABOVE), [audit(finding("S-04", "indicators[2].claimed_score"), source="b.docx")])

    assert result.unread
    assert result.missed == (ABOVE,)
    assert result.judged[0].label is None


def test_an_error_between_two_forms_may_be_named_in_either() -> None:
    shared = Label("pair-goal-shared", -1, ("S-31",), ("form",), "warning")
    other = msgspec.structs.replace(FORM, file="b.docx")

    result = judge(
        Truth("case-000002", 1, (FORM, other), (shared,)),
        [audit(), audit(finding("S-31", "expected_goal"), source="b.docx")],
    )

    assert result.found == (shared,)


def counted() -> Tally:
    tally = Tally()
    tally.add(judge(truth(ABOVE), [audit(finding("S-04", "indicators[2].claimed_score"))]))
    tally.add(judge(truth(MIX), [audit(finding("U-01", "funds[0].executed"), finding("U-01", "funds[1].executed"))]))
    tally.add(judge(truth(ABOVE), [audit()]))
    tally.add(judge(truth(), [audit(finding("B-01", "project_name"))]))
    return tally


def test_precision_and_recall_are_counted_per_kind_layout_and_file() -> None:
    tally = counted()

    assert (tally.total.labels, tally.total.found, tally.total.findings, tally.total.true) == (3, 2, 4, 2)
    assert tally.total.recall == pytest.approx(2 / 3)
    assert tally.total.precision == pytest.approx(1 / 2)
    assert tally.by_kind["score-above-weight"].recall == pytest.approx(1 / 2)
    assert tally.by_layout["national-self-evaluation"].repeats == 1
    assert tally.by_format["docx"].findings == 4
    assert tally.false_by_rule == {"B-01": 1}
    assert (tally.clean_forms, tally.clean_errors, tally.clean_errors_per_hundred) == (1, 1, 100)


def test_the_goals_say_what_was_reached() -> None:
    goals = {goal.en: goal for goal in goals_of(counted())}

    assert not goals["precision"].is_met
    assert goals["precision"].reached == "0.5000"
    assert not goals["false errors per hundred clean forms"].is_met


def test_the_page_names_every_kind_with_its_rules() -> None:
    text = page(counted(), seed=1)

    assert (
        "| `unit-mix` | Executed amounts in yuan beside budgets in ten thousand yuan | U-01 | 1 | 1 | 0 | 1.000 | 2 | 1 | 0.500 |"
        in text
    )
    assert "| B-01 | 1 |" in text
