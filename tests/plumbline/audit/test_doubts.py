"""Nobody is blamed for what a conversion lost."""

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from tests.plumbline.audit.builders import fund, part, row, rows_of_90, self_evaluation
from tests.plumbline.audit.cases import found, outcomes

from plumbline.audit import FormAudit, audit_form
from plumbline.forms.layouts.problems import reading_problem
from plumbline.forms.model import Form, Indicator
from plumbline.forms.places import Cell
from plumbline.forms.reading import read_forms
from plumbline.rulebooks import load_rulebook

PLACE = Cell("自评表.txt", "text", 7, 1)


def audited(form: Form) -> list[FormAudit]:
    return [audit_form(form, load_rulebook("shanghai-2023"), detailed=True)]


def shifted(indicator: Indicator) -> Indicator:
    return replace(indicator, shifted=True)


def with_problem(form: Form, code: str, place: Cell = PLACE) -> Any:
    return replace(form, problems=(*form.problems, reading_problem(code, place, "某行")))


BLANKS = {
    "I-05": row(target=None),
    "S-01": row(actual=None),
    "S-25": row(score=None),
    "S-08": row("服务企业数", "≥100(家)", "90(家)", score="9"),
    "S-11": row("服务企业数", "≥100(家)", "190(家)"),
}


@pytest.mark.parametrize("rule_id", sorted(BLANKS))
def test_a_blank_of_a_displaced_row_is_undetermined(rule_id: str) -> None:
    rest = rows_of_90()[1:]
    whole = audited(self_evaluation(BLANKS[rule_id], *rest))
    damaged = audited(with_problem(self_evaluation(shifted(BLANKS[rule_id]), *rest), "shifted_row"))

    assert [one.path.partition(".")[0] for one in found(whole, rule_id)] == ["indicators[0]"]
    assert found(damaged, rule_id) == []
    assert outcomes(damaged, rule_id).count("undetermined") == outcomes(whole, rule_id).count("undetermined") + 1


def test_what_a_displaced_row_does_say_is_still_audited() -> None:
    wrong = shifted(
        row("服务企业数", "≥100(家)", "90(家)", weight="20", score="19", deviation="两场活动因场地整修取消。")
    )
    audits = audited(with_problem(self_evaluation(wrong, *rows_of_90()[1:]), "shifted_row"))

    assert [one.expected for one in found(audits, "S-06")] == ["18"]


def test_a_text_with_lost_letters_is_undetermined() -> None:
    rest = rows_of_90()[1:]

    assert found(audited(self_evaluation(row(actual="大多完成"), *rest)), "S-02")
    assert found(audited(self_evaluation(row(actual="大多\ufffd成"), *rest)), "S-02") == []
    assert "undetermined" in outcomes(audited(self_evaluation(row(actual="大多\ufffd成"), *rest)), "S-02")


def test_parts_of_which_the_column_is_unknown_do_not_contradict_the_total() -> None:
    odd = replace(part("上年结转资金", "5.00", "0.00", None), cell=PLACE)
    form = self_evaluation(funds=(fund(), part(), odd))

    assert [one.path for one in found(audited(form), "F-01")] == ["funds[0].initial_budget"]
    assert found(audited(with_problem(form, "fund_cell_blank")), "F-01") == []
    assert "undetermined" in outcomes(audited(with_problem(form, "fund_cell_blank")), "F-01")


def test_zeros_are_the_same_in_every_column() -> None:
    zeros = replace(part("上年结转资金", "0.00", "0.00", None), cell=PLACE)
    form = with_problem(self_evaluation(funds=(fund(), part(annual="90.00"), zeros)), "fund_cell_blank")

    assert [one.path for one in found(audited(form), "F-01")] == ["funds[0].annual_budget"]


@pytest.mark.parametrize(
    ("problem", "rule_id", "changes"),
    [
        ("no_project_block", "B-01", {"project_name": None}),
        ("no_project_block", "B-02", {"supervising_department": None}),
        ("no_project_block", "B-03", {"implementing_unit": None}),
        (
            "goals_not_separable",
            "S-17",
            {"actual_completion": "全年走访企业一百家，组织供需对接活动，帮助企业获得融资。"},
        ),
    ],
)
def test_what_may_have_been_cut_off_is_undetermined(problem: str, rule_id: str, changes: dict[str, Any]) -> None:
    form = self_evaluation(**changes)

    assert found(audited(form), rule_id)
    assert found(audited(with_problem(form, problem)), rule_id) == []
    assert "undetermined" in outcomes(audited(with_problem(form, problem)), rule_id)


@pytest.mark.shared_forms
def test_targets_that_the_conversion_lost_are_not_the_authors_fault(shared_forms: Path) -> None:
    (path,) = shared_forms.glob("003_*.txt")
    for form in read_forms(path.read_bytes(), path.name).forms[:2]:
        audits = audited(form)

        assert found(audits, "I-05") == []
        assert outcomes(audits, "I-05").count("undetermined") == 1
