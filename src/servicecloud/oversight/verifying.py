"""From what an examiner found to verified scores: the verified value is scored anew by the rules, deductions are taken from that."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import msgspec
from django.utils.text import format_lazy

from plumbline.forms.model import SelfEvaluation as Form
from plumbline.forms.value_grammar import parse_actual
from plumbline.rulebooks.model import Rulebook
from plumbline.scoring import FormScores, score
from servicecloud.oversight import words
from servicecloud.oversight.declarations import Reason, reasons
from servicecloud.oversight.values import (
    FUNDS,
    Deduction,
    ExaminedContent,
    ExaminedRow,
    VerifiedResult,
    VerifiedRow,
)

ZERO = Decimal(0)


@dataclass(frozen=True)
class Examined:
    """What an examination is about: the frozen form, the keys of its rows, the rulebook it was scored under."""

    form: Form
    keys: tuple[str, ...]
    book: Rulebook


@dataclass(frozen=True)
class _Row:
    key: str
    level1: str
    name: str
    target: str
    weight: Decimal
    reported: str
    claimed: Decimal | None
    computed: Decimal | None


def verified(of: Examined, content: ExaminedContent) -> tuple[VerifiedResult, dict[str, list[str]]]:
    """Return the result of what was found so far, and what has to be mended at each row before it can be sent."""
    told = score(of.form, of.book, rounding=of.book.rounding.row.how)
    again = _rescored(of, content)
    rows, problems = [], {}
    for number, row in enumerate(_rows(of, told)):
        found = content.row(row.key)
        anew = again.rows[number].computed_high if found.actual and row.key != FUNDS else None
        faults = [str(fault) for fault in _faults(row, found, anew)]
        if faults:
            problems[row.key] = faults
        rows.append(_verified(row, found, anew))
    return _total(rows, of, content.comment), problems


def without(content: ExaminedContent, keys: Iterable[str]) -> ExaminedContent:
    """Return a content in which nothing is held against these rows."""
    gone = set(keys)
    rows = tuple(
        msgspec.structs.replace(row, actual="", deductions=()) if row.key in gone else row for row in content.rows
    )
    return msgspec.structs.replace(content, rows=rows)


def _rows(of: Examined, told: FormScores) -> list[_Row]:
    rows = [
        _Row(
            key=key,
            level1=item.level1 or "",
            name=item.level3,
            target=item.printed.target or "",
            weight=item.weight or ZERO,
            reported=item.printed.actual or "",
            claimed=item.claimed_score,
            computed=told.rows[number].settled,
        )
        for number, (key, item) in enumerate(zip(of.keys, of.form.indicators, strict=True))
    ]
    if of.form.funds:
        fund = of.form.funds[0]
        rate = "" if fund.execution_rate is None else f"{fund.execution_rate}%"
        weight = fund.weight or ZERO
        rows.append(_Row(FUNDS, "", "预算执行率", "", weight, rate, fund.claimed_score, told.funds.settled))
    return rows


def _rescored(of: Examined, content: ExaminedContent) -> FormScores:
    """Score the form with every verified value in the place of the reported one."""
    rows = []
    for key, item in zip(of.keys, of.form.indicators, strict=True):
        actual = content.row(key).actual
        if actual:
            printed = msgspec.structs.replace(item.printed, actual=actual)
            item = msgspec.structs.replace(item, printed=printed, actual=parse_actual(actual), claimed_score=None)  # noqa: PLW2901
        rows.append(item)
    form = msgspec.structs.replace(of.form, indicators=tuple(rows))
    return score(form, of.book, rounding=of.book.rounding.row.how)


def _faults(row: _Row, found: ExaminedRow, anew: Decimal | None) -> list[object]:
    name = row.name
    faults: list[object] = []
    for each in found.deductions:
        reason = reasons().get(each.code)
        if reason is None:
            faults.append(format_lazy(words.NO_EXAMINEE, name=name, code=each.code))
            continue
        faults += _faults_of_deduction(row, found, each, reason)
    if found.actual and row.key != FUNDS:
        if anew is None:
            faults.append(format_lazy(words.NOT_SCORED, name=name, actual=found.actual))
        if found.actual != row.reported and not found.deductions:
            faults.append(format_lazy(words.REASON_NEEDED, name=name))
    return faults


def _faults_of_deduction(row: _Row, found: ExaminedRow, each: Deduction, reason: Reason) -> list[object]:
    told = {"name": row.name, "reason": reason.title}
    if reason.effect == "percent" and each.percent not in reason.percents:
        allowed = "、".join(f"{percent}%" for percent in reason.percents)
        return [format_lazy(words.PERCENT_NEEDED, allowed=allowed, **told)]
    if reason.effect == "points":
        if each.points is None or not ZERO < each.points <= row.weight:
            return [format_lazy(words.POINTS_NEEDED, weight=f"{row.weight.normalize():f}", **told)]
        return [] if each.note else [format_lazy(words.NOTE_NEEDED, **told)]
    if reason.effect == "rescore" and not found.actual and row.key != FUNDS:
        return [format_lazy(words.ACTUAL_NEEDED, **told)]
    return []


def _verified(row: _Row, found: ExaminedRow, anew: Decimal | None) -> VerifiedRow:
    base = anew if anew is not None else row.claimed if row.claimed is not None else row.computed or ZERO
    taken = min(base, sum((_taken(each, row.weight, base) for each in found.deductions), ZERO))
    return VerifiedRow(
        key=row.key,
        level1=row.level1,
        name=row.name,
        target=row.target,
        weight=row.weight,
        reported=row.reported,
        actual=found.actual,
        claimed_score=row.claimed,
        computed_score=row.computed,
        base_score=base,
        deducted=taken,
        verified_score=base - taken,
        deductions=found.deductions,
        comment=found.comment,
        entries=found.entries,
    )


def _taken(each: Deduction, weight: Decimal, base: Decimal) -> Decimal:
    reason = reasons().get(each.code)
    if reason is None or reason.effect in ("rescore", "note"):
        return ZERO
    if reason.effect == "zero":
        return base
    if reason.effect == "percent":
        return (weight * (each.percent or 0) / 100).quantize(Decimal("0.01"))
    return max(ZERO, each.points or ZERO)


def _total(rows: list[VerifiedRow], of: Examined, comment: str) -> VerifiedResult:
    claimed = sum((row.claimed_score or ZERO for row in rows), ZERO)
    known = [row.computed_score for row in rows]
    total = sum((row.verified_score for row in rows), ZERO)
    grades = of.book.grades
    claimed_grade, verified_grade = grades.grade_of(claimed), grades.grade_of(total)
    return VerifiedResult(
        rows=tuple(rows),
        claimed_total=claimed,
        computed_total=None if None in known else sum((each for each in known if each is not None), ZERO),
        verified_total=total,
        claimed_grade=claimed_grade.name if claimed_grade else "",
        verified_grade=verified_grade.name if verified_grade else "",
        rulebook=of.book.id,
        comment=comment,
    )
