"""The published files: what a person found in their indicators, reasons and texts, and what is in order."""

from functools import lru_cache
from pathlib import Path

import pytest

from plumbline.audit import Consequence, Finding, audit_forms
from plumbline.audit.choosing import AutomaticRulebooks
from plumbline.forms.reading import read_forms

pytestmark = pytest.mark.shared_forms

EXPECTED = {
    "F-11": {("001", 1): 1, ("004", 5): 1, ("004", 7): 1, ("004", 10): 1, ("004", 11): 1},
    "I-01": {},
    "I-02": {},
    "I-05": {},
    "I-06": {},
    "I-07": {("004", 6): 1},
    "I-09": {},
    "I-10": {("000", 1): 1, ("003", 2): 1, ("004", 5): 2, ("004", 7): 1},
    "I-12": {("004", 11): 1},
    "I-13": {},
    "I-15": {("004", 1): 1, ("004", 2): 1},
    "I-20": {("001", 1): 1},
    "U-06": {("004", 11): 1},
    "W-08": {("004", 4): 1, ("004", 7): 1},
    "S-27": {("002", 1): 1},
    "S-28": {("004", 5): 1, ("004", 8): 1},
    "S-29": {("004", 5): 1, ("004", 8): 1, ("004", 12): 1},
    "S-31": {("004", 2): 2},
    "S-32": {("004", 6): 1, ("004", 7): 1, ("004", 10): 1, ("004", 11): 1},
    "S-33": {("001", 2): 1, ("004", 10): 1},
    "V-07": {},
    "D-03": {},
    "D-04": {},
}
LEVELS_FOR_NUMBERS = {
    ("002", 1): 1, ("002", 2): 8, ("002", 3): 8, ("004", 3): 4, ("004", 4): 3, ("004", 5): 7, ("004", 6): 5, ("004", 7): 3,
    ("004", 8): 4, ("004", 10): 3, ("004", 11): 2,
}  # fmt: skip


@lru_cache(maxsize=1)
def _everything(folder: Path) -> list[tuple[tuple[str, int], Finding | Consequence]]:
    forms = [form for path in sorted(folder.glob("*.txt")) for form in read_forms(path.read_bytes(), path.name).forms]
    audits = audit_forms(forms, AutomaticRulebooks(forms))
    return [
        ((audit.source[:3], audit.ordinal), one)
        for audit in audits
        for finding in audit.findings
        for one in (finding, *finding.consequences)
    ]


def _count(folder: Path, rule: str) -> dict[tuple[str, int], int]:
    counts: dict[tuple[str, int], int] = {}
    for key, one in _everything(folder):
        if one.rule == rule:
            counts[key] = counts.get(key, 0) + 1
    return counts


@pytest.mark.parametrize("rule", sorted(EXPECTED))
def test_the_rule_finds_what_a_person_found(shared_forms: Path, rule: str) -> None:
    assert _count(shared_forms, rule) == EXPECTED[rule]


def test_levels_in_the_place_of_numbers_are_one_finding_a_form(shared_forms: Path) -> None:
    assert _count(shared_forms, "S-26") == LEVELS_FOR_NUMBERS
    whole = [key for key, one in _everything(shared_forms) if one.rule == "S-26" and isinstance(one, Finding)]
    assert sorted(whole) == sorted(LEVELS_FOR_NUMBERS)


def test_the_orders_contradict_the_table_and_running_totals_do_not(shared_forms: Path) -> None:
    (found,) = (one for _, one in _everything(shared_forms) if one.rule == "S-27")

    assert (found.path, found.printed, found.expected) == ("indicators[0].actual", "120722.00(次)", "超4.7万个")


def test_the_training_that_may_be_held_at_most_once_is_turned_round(shared_forms: Path) -> None:
    (found,) = (one for _, one in _everything(shared_forms) if one.rule == "I-07")

    assert (found.path, found.printed, found.expected) == ("indicators[2].target", "≤1.00(次)", "≥1.00次")


def test_the_two_growth_rates_of_one_office_and_year_are_named(shared_forms: Path) -> None:
    found = next(one for key, one in _everything(shared_forms) if one.rule == "S-33" and key == ("001", 2))

    assert (found.printed, found.expected) == ("0.6%", "0.3%")
