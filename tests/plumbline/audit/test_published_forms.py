"""The published files: what a person found in them, and what is in order."""

from functools import lru_cache
from pathlib import Path

import pytest

from plumbline.audit import Finding, FormAudit, audit_forms
from plumbline.audit.choosing import AutomaticRulebooks
from plumbline.forms.reading import read_forms

pytestmark = pytest.mark.shared_forms

UNIT_MIXES = {
    4: ("406.30143万元", "99.71%", "9.97分"),
    5: ("91.10778万元", "99.22%", "9.92分"),
    6: ("48.42963万元", "98.83%", "9.88分"),
    7: ("77.197万元", "97.71%", "9.77分"),
    8: ("301.306954万元", "99.88%", "9.98分"),
    9: ("164.999169万元", "99.99%", "9.99分"),
    10: ("49.3922万元", "99.62%", "9.96分"),
    11: ("398.939728万元", "93.85%", "9.38分"),
}
WRONG_SCORES = {
    ("001", 1): {"indicators[1]": "19.56", "indicators[3]": "6.43", "indicators[4]": "6.43", "indicators[5]": "9.78"},
    ("001", 2): {"indicators[3]": "12.86", "indicators[4]": "6.43"},
    ("004", 1): {"indicators[3]": "14.84"},
    ("004", 9): {"indicators[6]": "9.69"},
    ("004", 12): {"indicators[13]": "9.94"},
}


@lru_cache(maxsize=1)
def _audits(folder: Path) -> dict[tuple[str, int], FormAudit]:
    forms = [form for path in sorted(folder.glob("*.txt")) for form in read_forms(path.read_bytes(), path.name).forms]
    return {(audit.source[:3], audit.ordinal): audit for audit in audit_forms(forms, AutomaticRulebooks(forms))}


def _found(folder: Path, rule: str) -> dict[tuple[str, int], list[Finding]]:
    everything = {key: [one for one in audit.findings if one.rule == rule] for key, audit in _audits(folder).items()}
    return {key: findings for key, findings in everything.items() if findings}


def test_each_of_the_eight_unit_mixes_is_named_once_with_the_true_rate_and_score(shared_forms: Path) -> None:
    found = _found(shared_forms, "U-01")

    assert {key: len(findings) for key, findings in found.items()} == {("004", ordinal): 1 for ordinal in UNIT_MIXES}
    for (_, ordinal), (finding,) in found.items():
        corrected, rate, score = UNIT_MIXES[ordinal]
        assert finding.expected == f"{corrected}，执行率{rate}，得分{score}"


def test_the_unit_mix_explains_rate_score_sums_and_overspending(shared_forms: Path) -> None:
    mixed = _audits(shared_forms)["004", 5]

    (finding,) = (one for one in mixed.findings if one.rule == "U-01")
    consequences = {(one.rule, one.path, one.printed, one.expected) for one in finding.consequences}
    assert ("S-04", "funds[0].claimed_score", "99224.33", "9.92") in consequences
    assert ("F-03", "funds[0].execution_rate", "992243.30", "99.22%") in consequences
    assert ("S-13", "total_score_printed", "97", "96.92") in consequences
    assert not [one for one in mixed.findings if one.rule in {"F-03", "F-04", "F-05", "S-04", "S-13"}]


def test_2022_rounds_and_2023_cuts_off(shared_forms: Path) -> None:
    rounding = {key: audit.rounding for key, audit in _audits(shared_forms).items() if audit.rounding is not None}

    assert {one.inferred for (number, _), one in rounding.items() if number == "001"} == {"half_up"}
    assert {one.inferred for (number, _), one in rounding.items() if number != "001"} == {"truncate", "undecidable"}
    assert {one.used for (number, _), one in rounding.items() if number != "001"} == {"truncate"}


def test_wrong_proportional_scores_are_found_with_the_right_ones(shared_forms: Path) -> None:
    found = _found(shared_forms, "S-06")

    shown = {
        key: {one.path.removesuffix(".claimed_score"): one.expected for one in findings}
        for key, findings in found.items()
    }
    assert shown == WRONG_SCORES


def test_partly_reached_is_not_worth_80_percent(shared_forms: Path) -> None:
    found = _found(shared_forms, "S-07")

    assert [(key, one.path, one.printed, one.expected) for key, findings in found.items() for one in findings] == [
        (("004", 4), "indicators[17].claimed_score", "4.00", "3–3.99")
    ]


def test_parts_that_do_not_make_the_adjusted_budget_are_found(shared_forms: Path) -> None:
    found = _found(shared_forms, "F-01")

    assert {key: [(one.path, one.expected) for one in findings] for key, findings in found.items()} == {
        ("001", 1): [("funds[0].annual_budget", "650,000元")],
        ("001", 2): [("funds[0].annual_budget", "1,307,000元")],
    }


def test_copied_goals_are_found(shared_forms: Path) -> None:
    assert set(_found(shared_forms, "S-17")) == {("002", 3), *(("004", ordinal) for ordinal in range(1, 12))}


def test_a_missing_total_and_missing_grades_are_found(shared_forms: Path) -> None:
    assert set(_found(shared_forms, "S-23")) == {("004", 12)}
    assert set(_found(shared_forms, "S-24")) == {("001", 1), ("001", 2)}


def test_low_rates_without_a_reason_are_found(shared_forms: Path) -> None:
    assert set(_found(shared_forms, "F-07")) == {("001", 1), ("002", 2)}


@pytest.mark.parametrize(
    "rule", ["W-01", "S-14", "F-03", "F-04", "F-05", "F-10", "S-04", "S-05", "S-08", "S-13", "U-02", "U-03", "U-04"]
)
def test_what_is_in_order_has_no_finding(shared_forms: Path, rule: str) -> None:
    assert _found(shared_forms, rule) == {}


def test_a_bare_number_of_trainees_is_the_only_target_without_a_unit(shared_forms: Path) -> None:
    assert [(key, one.printed) for key, findings in _found(shared_forms, "U-05").items() for one in findings] == [
        (("003", 2), ">=60")
    ]
