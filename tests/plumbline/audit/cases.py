"""Cases of audit rules: a sentence, the forms, and what the rule must say of them.

Each rule has one module of cases beside this one, named like the rule's own file (`rules/s/s04_score_above_weight.py`), with
`RULE` and `CASES`. `test_rule_cases` runs them all; an invariant demands one that fires and one that is silent for every rule.
"""

import importlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Literal, NamedTuple

from plumbline.audit import audit_form, audit_forms
from plumbline.audit.model import Consequence, Finding, FormAudit
from plumbline.forms.model import Form
from plumbline.rulebooks import load_rulebook

FOLDER = Path(__file__).parent / "rules"
BOOK = "shanghai-2023"

Kind = Literal["fires", "silent", "undecided", "skipped"]


class Case(NamedTuple):
    """What a rule must say of one form, or of several that are audited together."""

    kind: Kind
    sentence: str
    forms: tuple[Form, ...]
    at: str | None
    printed: str | None
    expected: str | None
    book: str
    times: int = 1


def fires(
    sentence: str,
    *forms: Form,
    at: str,
    printed: str | None = None,
    expected: str | None = None,
    book: str = BOOK,
    times: int = 1,
) -> Case:
    """The rule finds exactly one fault, at this path (`times` in several forms); the figures are compared when they are given."""
    return Case("fires", sentence, forms, at, printed, expected, book, times)


def silent(sentence: str, *forms: Form, book: str = BOOK) -> Case:
    """The rule checks something and finds it in order."""
    return Case("silent", sentence, forms, None, None, None, book)


def undecided(sentence: str, *forms: Form, book: str = BOOK) -> Case:
    """The rule says that it cannot tell, and finds no fault."""
    return Case("undecided", sentence, forms, None, None, None, book)


def skipped(sentence: str, *forms: Form, book: str = BOOK) -> Case:
    """The rule says that there is nothing for it to check."""
    return Case("skipped", sentence, forms, None, None, None, book)


def audits_of(case: Case) -> list[FormAudit]:
    """Audit the forms of a case."""
    book = load_rulebook(case.book)
    if len(case.forms) == 1:
        return [audit_form(case.forms[0], book, detailed=True)]
    return audit_forms(case.forms, lambda _: book, detailed=True)


def outcomes(audits: list[FormAudit], rule_id: str) -> list[str]:
    """Return what a rule said of each thing that it checked."""
    return [one.outcome for audit in audits for one in audit.obligations.list or () if one.rule == rule_id]


def found(audits: list[FormAudit], rule_id: str) -> list[Finding | Consequence]:
    """Return the findings of a rule, also those that stand under a root cause."""
    everything = [one for audit in audits for finding in audit.findings for one in (finding, *finding.consequences)]
    return [one for one in everything if one.rule == rule_id]


@lru_cache(maxsize=1)
def case_modules() -> dict[str, ModuleType]:
    """Return every module of cases by the id of its rule."""
    modules = {}
    for path in sorted(FOLDER.glob("*/*.py")):
        module = importlib.import_module(
            ".".join(("tests", "plumbline", "audit", "rules", path.parent.name, path.stem))
        )
        modules[module.RULE] = module
    return modules


def all_cases() -> Iterator[tuple[str, Case]]:
    """Return every case with the id of its rule."""
    for rule_id, module in case_modules().items():
        for case in module.CASES:
            yield rule_id, case
