"""Reading the official prints of a pack back: each must say what the form says, row by row."""

from decimal import Decimal
from typing import Any, Protocol

from plumbline.errors import PlumblineError
from plumbline.forms.model import SelfEvaluation
from plumbline.forms.reading import read_forms
from plumbline.forms.value_grammar import parse_amount
from plumbline.packs.findings import PackFinding, found
from plumbline.packs.model import PRINTS


class Readable(Protocol):
    """The members of a pack."""

    def read(self, path: str) -> bytes | None:
        """Return a member whole; None when it cannot be had."""


def check_prints(form: SelfEvaluation, source: Readable) -> list[PackFinding]:
    """Return a finding for each print that does not say what the form says; one that is missing is named elsewhere."""
    findings = []
    for kind in PRINTS:
        path = print_path(kind)
        data = source.read(path)
        if data is not None and not _says_the_same(data, path, form):
            findings.append(found("wrong_print", path, path=path))
    return findings


def print_path(kind: str) -> str:
    """Return where the print of a kind is in a pack."""
    return f"form/self-evaluation.{kind}"


def total_of(form: SelfEvaluation) -> Decimal | None:
    """Return the printed total; None where none is printed, or no number."""
    return parse_amount(form.total_score_printed) if form.total_score_printed else None


def _says_the_same(data: bytes, path: str, form: SelfEvaluation) -> bool:
    try:
        read = read_forms(data, path).forms
    except PlumblineError:
        return False
    return len(read) == 1 and isinstance(read[0], SelfEvaluation) and _said(read[0]) == _said(form)


def _said(form: SelfEvaluation) -> tuple[Any, ...]:
    rows = tuple(
        (
            _tight(row.level1),
            _tight(row.level2),
            _tight(row.level3),
            _tight(row.printed.target),
            _tight(row.printed.actual),
            row.weight,
            row.claimed_score,
        )
        for row in form.indicators
    )
    money = tuple((fund.annual_budget, fund.executed, fund.claimed_score) for fund in form.funds[:1])
    return rows, money, _tight(form.total_score_printed), _tight(form.grade_printed), _tight(form.project_name)


def _tight(text: str | None) -> str:
    return "".join((text or "").split())
