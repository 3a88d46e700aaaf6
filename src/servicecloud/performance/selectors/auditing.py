"""The audit of what is being filled in: findings beside rows, errors that block, warnings that need a word."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from django.utils.translation import get_language

from plumbline.audit import Finding, FormAudit, audit_form, audit_forms
from plumbline.forms.model import Form, MonitoringTable, SelfEvaluation, TargetTable
from plumbline.rulebooks.model import Rulebook

BLOCKING = frozenset({"S-27"})
"""Rules of the audit that block where the form is filled in here: a text that gives another figure than its own table."""


@dataclass(frozen=True)
class Said:
    """A finding as a page shows it: its key, how grave it is, what is wrong and what to do; `word` is the person's answer."""

    key: str
    rule: str
    severity: str
    message: str
    advice: str
    word: str

    @property
    def needs_word(self) -> bool:
        """Whether somebody must say why, and has not."""
        return self.severity == "warning" and not self.word


@dataclass(frozen=True)
class Lint:
    """The findings of a form, by row and for the form as a whole, and the weights added up."""

    by_row: dict[int, list[Said]]
    of_form: list[Said]
    weights: Decimal | None
    full: Decimal

    @property
    def all(self) -> list[Said]:
        """Every finding."""
        return [*self.of_form, *(said for row in sorted(self.by_row) for said in self.by_row[row])]

    @property
    def errors(self) -> list[Said]:
        """Those that block."""
        return [said for said in self.all if said.severity == "error"]

    @property
    def unanswered(self) -> list[Said]:
        """Warnings that still need a word."""
        return [said for said in self.all if said.needs_word]


@dataclass(frozen=True)
class Known:
    """What the site itself found under a rule that no form can answer, in the active language: at a row (from 0), or of the form."""

    row: int | None
    rule: str
    message: str
    advice: str
    of: str = ""
    severity: Literal["error", "warning"] = "warning"

    @property
    def key(self) -> str:
        """By what a person's word on it is kept: the rule, the row, and what of the row it is about."""
        place = "form" if self.row is None else f"indicators[{self.row}]"
        return f"{self.rule}@{place}.{self.of}"


def lint_target(form: TargetTable, book: Rulebook) -> Lint:
    """Audit a target table as it is being filled in."""
    return _lint(audit_target(form, book), _weights(form), book.weights.declaration_total, {})


def audit_target(form: TargetTable, book: Rulebook) -> FormAudit:
    """Audit a target table that was made here: its indicators have the points that the money leaves."""
    return audit_form(form, book, rows_total=book.weights.declaration_total)


def lint_beside_target(
    form: SelfEvaluation | MonitoringTable,
    target: TargetTable,
    book: Rulebook,
    *,
    words: Mapping[str, str],
    beside: Sequence[Form] = (),
    known: Iterable[Known] = (),
) -> Lint:
    """Audit a self-evaluation or a monitoring table beside the approved target it answers, and other forms of the project.

    `known` is what was found from things that no form holds. What in other forms is a warning, since a reader may mistake their text,
    is an error here under a rule of `BLOCKING`: the number can be bound instead.
    """
    found = audit_forms([target, *beside, form], lambda _form: book)[-1]
    lint = _lint(found, _weights(form), book.weights.total, words)
    for each in known:
        said = Said(each.key, each.rule, each.severity, each.message, each.advice, words.get(each.key, ""))
        (lint.of_form if each.row is None else lint.by_row.setdefault(each.row, [])).append(said)
    return lint


def with_word(lint: Lint, rule: str, word: str) -> Lint:
    """Return findings in which those of a rule about the form as a whole have a word where they had none."""
    of_form = [replace(said, word=said.word or word) if said.rule == rule else said for said in lint.of_form]
    return replace(lint, of_form=of_form)


def _weights(form: TargetTable | SelfEvaluation | MonitoringTable) -> Decimal | None:
    weights = [row.weight for row in form.indicators if row.weight is not None]
    weights += [fund.weight for fund in form.funds if fund.weight is not None]
    return sum(weights, Decimal(0)) if weights else None


def _lint(audit: FormAudit, weights: Decimal | None, full: Decimal, words: Mapping[str, str]) -> Lint:
    by_row: dict[int, list[Said]] = defaultdict(list)
    of_form: list[Said] = []
    for finding in audit.findings:
        said = _said(finding, words)
        row = _row_of(finding.path)
        (of_form if row is None else by_row[row]).append(said)
    return Lint(dict(by_row), of_form, weights, full)


def _said(finding: Finding, words: Mapping[str, str]) -> Said:
    is_english = (get_language() or "").startswith("en")
    return Said(
        key=finding.key,
        rule=finding.rule,
        severity="error" if finding.rule in BLOCKING else finding.severity,
        message=finding.message_en if is_english else finding.message_zh,
        advice=finding.advice_en if is_english else finding.advice_zh,
        word=words.get(finding.key, ""),
    )


def _row_of(path: str) -> int | None:
    """Return the number of the indicator row (from 0) that a path is about."""
    if not path.startswith("indicators["):
        return None
    return int(path[len("indicators[") : path.index("]")])
