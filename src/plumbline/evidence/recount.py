"""The authoritative recount: from entries to the number, with what counted and why the rest did not.

Naive on purpose. Whatever keeps running totals is checked against it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Context, Decimal
from fractions import Fraction
from typing import Final, Literal

import msgspec

from plumbline.evidence.entry import EntryRecord
from plumbline.evidence.measures import SHARES, CountingRule, Rounding
from plumbline.evidence.units import check_unit

ExclusionCode = Literal[
    "reversed",
    "reversal",
    "other_version",
    "not_yet",
    "outside_window",
    "filtered_out",
    "excluded",
    "no_subject",
    "repeated_subject",
    "not_latest",
    "no_due_date",
    "no_valid_answer",
]


_EXACT: Final = Context(prec=120)
"""Wide enough for any sum of quantities of 38 digits: nothing is rounded on the way."""


class Excluded(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the measure that does not count, and why."""

    entry: int
    code: ExclusionCode
    reason_zh: str
    reason_en: str


class MeasureValue(msgspec.Struct, frozen=True, kw_only=True):
    """The number of a rule as of a date.

    `number` is None where nothing can be said (a share of nothing, a mean of nothing), never zero for that. `n` is how many entries
    count; a share also has its two parts. `contributing` and `excluded` together are all entries of the measure.
    `last_recorded_at` is when the newest of them was recorded.
    """

    number: Decimal | None
    unit: str
    as_of: date
    n: int
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    contributing: tuple[int, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    last_recorded_at: datetime | None = None


class _Answer(msgspec.Struct, frozen=True):
    """What an aggregation makes of the entries left to it."""

    counting: Sequence[EntryRecord]
    excluded: Sequence[Excluded] = ()
    whole: Decimal | None = None
    part: Decimal | None = None
    total: Decimal | None = None


def evaluate(rule: CountingRule, entries: Iterable[EntryRecord], *, as_of: date) -> MeasureValue:
    """Count again from the entries that happened by `as_of`; a later reversal does not yet count.

    Raises `UnitMismatchError` when an entry of the measure is in another unit than the rule's.
    """
    if rule.numerator is not None and rule.denominator is not None:
        return _ratio(rule, list(entries), as_of=as_of, parts=(rule.numerator, rule.denominator))
    own = [entry for entry in entries if entry.measure == rule.measure]
    for entry in own:
        check_unit(rule.unit_of_entries, entry.unit)
    excluded: list[Excluded] = []
    left: list[EntryRecord] = []
    reversed_by = _reversals(own, as_of)
    for entry in own:
        why = _why_not(rule, entry, as_of=as_of, reversed_by=reversed_by)
        if why is None:
            left.append(entry)
        else:
            excluded.append(why)
    answer = _AGGREGATIONS[rule.aggregation](rule, left)
    number = answer.whole
    if answer.total:
        number = rounded_for(rule, answer.part or Decimal(0), answer.total)
    return MeasureValue(
        number=number,
        unit=rule.unit,
        as_of=as_of,
        n=len(answer.counting),
        numerator=answer.part,
        denominator=answer.total,
        contributing=tuple(sorted(entry.id for entry in answer.counting)),
        excluded=tuple(sorted((*excluded, *answer.excluded), key=lambda each: each.entry)),
        last_recorded_at=max((entry.recorded_at for entry in own if entry.happened_on <= as_of), default=None),
    )


def round_fraction(value: Fraction, *, decimals: int, rounding: Rounding) -> Decimal:
    """Round an exact fraction once: half away from zero, or towards zero."""
    scaled = abs(value) * 10**decimals
    digits = int(scaled + Fraction(1, 2)) if rounding == "half_up" else int(scaled)
    return Decimal(digits if value >= 0 else -digits).scaleb(-decimals)


def rounded_for(rule: CountingRule, part: Decimal, total: Decimal) -> Decimal:
    """Return a share or a mean as its rule rounds it; a share in % is multiplied by 100 first."""
    percent = rule.aggregation in SHARES and rule.unit in ("%", "％")
    share = Fraction(part) / Fraction(total) * (100 if percent else 1)
    return round_fraction(share, decimals=rule.decimals, rounding=rule.rounding)


def _ratio(
    rule: CountingRule, entries: list[EntryRecord], *, as_of: date, parts: tuple[CountingRule, CountingRule]
) -> MeasureValue:
    above, below = (evaluate(part, entries, as_of=as_of) for part in parts)
    number = None
    if above.number is not None and below.number:
        number = rounded_for(rule, above.number, below.number)
    recorded = [each.last_recorded_at for each in (above, below) if each.last_recorded_at is not None]
    contributing = {*above.contributing, *below.contributing}
    excluded = {each.entry: each for each in (*above.excluded, *below.excluded) if each.entry not in contributing}
    return MeasureValue(
        number=number,
        unit=rule.unit,
        as_of=as_of,
        n=len(contributing),
        numerator=above.number,
        denominator=below.number,
        contributing=tuple(sorted(contributing)),
        excluded=tuple(excluded[entry] for entry in sorted(excluded)),
        last_recorded_at=max(recorded, default=None),
    )


def _reversals(entries: Sequence[EntryRecord], as_of: date) -> dict[int, EntryRecord]:
    """Return the entries made void by then, each with its reversal. A reversal that is itself reversed makes nothing void."""
    void: dict[int, EntryRecord] = {}
    for entry in sorted(entries, key=lambda each: each.id, reverse=True):
        if entry.reverses is not None and entry.happened_on <= as_of and entry.id not in void:
            void.setdefault(entry.reverses, entry)
    return void


def _why_not(
    rule: CountingRule, entry: EntryRecord, *, as_of: date, reversed_by: dict[int, EntryRecord]
) -> Excluded | None:
    """Return the first reason that an entry of the measure does not count, None when it does."""
    for code, zh, en in _reasons(rule, entry, as_of=as_of, reversed_by=reversed_by):
        return Excluded(entry=entry.id, code=code, reason_zh=zh, reason_en=en)
    return None


def _reasons(
    rule: CountingRule, entry: EntryRecord, *, as_of: date, reversed_by: dict[int, EntryRecord]
) -> Iterator[tuple[ExclusionCode, str, str]]:
    happened, window = entry.happened_on, rule.window
    if entry.id in reversed_by and entry.reverses is None:
        reversal = reversed_by[entry.id]
        yield (
            "reversed",
            f"已由记录 {reversal.id} 冲销：{reversal.reason}",
            f"reversed by entry {reversal.id}: {reversal.reason}",
        )
    if entry.reverses is not None:
        yield (
            "reversal",
            f"冲销记录 {entry.reverses}：{entry.reason}",
            f"reverses entry {entry.reverses}: {entry.reason}",
        )
    if entry.measure_version not in rule.accepted_versions:
        version = entry.measure_version
        yield "other_version", f"按口径第 {version} 版登记", f"posted under version {version} of the measure"
    if happened > as_of:
        yield "not_yet", f"发生于 {happened}，在 {as_of} 之后", f"happened on {happened}, after {as_of}"
    if (window.start and happened < window.start) or (window.end and happened > window.end):
        yield "outside_window", f"发生于 {happened}，不在统计期内", f"happened on {happened}, outside the period"
    for each in rule.filters:
        value = entry.dimensions.get(each.dimension)
        if value not in each.values:
            shown = (f"“{value}”", value) if value is not None else ("未填", "not given")
            yield (
                "filtered_out",
                f"{each.title_zh}为{shown[0]}，不在所计范围",
                f"{each.title_en} is {shown[1]}, not counted",
            )
    for exclusion in rule.exclusions:
        if entry.dimensions.get(exclusion.dimension) in exclusion.values:
            yield "excluded", exclusion.reason_zh, exclusion.reason_en


def _count(_rule: CountingRule, left: list[EntryRecord]) -> _Answer:
    return _Answer(left, whole=Decimal(len(left)))


def _sum(_rule: CountingRule, left: list[EntryRecord]) -> _Answer:
    return _Answer(left, whole=_total(left))


def _distinct(_rule: CountingRule, left: list[EntryRecord]) -> _Answer:
    first: dict[str, EntryRecord] = {}
    excluded: list[Excluded] = []
    for entry in sorted(left, key=_when):
        if not entry.subject:
            excluded.append(
                _excluded(entry, "no_subject", "没有服务对象，无从判断是否重复", "no subject to tell apart")
            )
        elif entry.subject in first:
            by = first[entry.subject].id
            excluded.append(
                _excluded(entry, "repeated_subject", f"该对象已由记录 {by} 计入", f"subject counted by entry {by}")
            )
        else:
            first[entry.subject] = entry
    return _Answer(list(first.values()), excluded, whole=Decimal(len(first)))


def _mean(_rule: CountingRule, left: list[EntryRecord]) -> _Answer:
    return _Answer(left, part=_total(left), total=Decimal(len(left)))


def _latest(_rule: CountingRule, left: list[EntryRecord]) -> _Answer:
    if not left:
        return _Answer(())
    *earlier, latest = sorted(left, key=_when)
    why = (f"其后有记录 {latest.id}", f"entry {latest.id} is later")
    return _Answer([latest], [_excluded(entry, "not_latest", *why) for entry in earlier], whole=latest.quantity)


def _on_time_share(rule: CountingRule, left: list[EntryRecord]) -> _Answer:
    counting: list[EntryRecord] = []
    excluded: list[Excluded] = []
    on_time = 0
    for entry in left:
        due = _date(entry.dimensions.get(rule.due_dimension or ""))
        if due is None:
            excluded.append(_excluded(entry, "no_due_date", "没有期限", "it has no due date"))
        else:
            counting.append(entry)
            on_time += entry.happened_on <= due
    return _Answer(counting, excluded, part=Decimal(on_time), total=Decimal(len(counting)))


def _answer_share(rule: CountingRule, left: list[EntryRecord]) -> _Answer:
    counting: list[EntryRecord] = []
    excluded: list[Excluded] = []
    asked = 0
    for entry in left:
        answer = entry.dimensions.get(rule.answer_dimension or "")
        if answer not in rule.valid_answers:
            excluded.append(_excluded(entry, "no_valid_answer", "没有有效答案", "it has no valid answer"))
        else:
            counting.append(entry)
            asked += answer in rule.counted_answers
    return _Answer(counting, excluded, part=Decimal(asked), total=Decimal(len(counting)))


_AGGREGATIONS: Final = {
    "count": _count,
    "sum": _sum,
    "distinct": _distinct,
    "mean": _mean,
    "latest": _latest,
    "on_time_share": _on_time_share,
    "answer_share": _answer_share,
}


def _total(entries: Sequence[EntryRecord]) -> Decimal:
    total = Decimal(0)
    for entry in entries:
        total = _EXACT.add(total, entry.quantity)
    return total


def _when(entry: EntryRecord) -> tuple[date, datetime, int]:
    return entry.happened_on, entry.recorded_at, entry.id


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _excluded(entry: EntryRecord, code: ExclusionCode, zh: str, en: str) -> Excluded:
    return Excluded(entry=entry.id, code=code, reason_zh=zh, reason_en=en)
