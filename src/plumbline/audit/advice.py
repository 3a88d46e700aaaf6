"""Advice on targets from what a project promised and reached in earlier years.

Three things are said of a target: that it lies below what was reached last, that its kind never failed, or never was met. The interval is
the one in which the next value lies four times out of five if years differ by chance alone. The same distribution gives the chance of
reaching the target. Under three years there is neither: one or two values tell nothing about how much years differ.
"""

import math
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

import msgspec

from plumbline.audit.context import DOWNWARD, AuditedForm, RowFacts
from plumbline.audit.name_facts import canonical, name_facts
from plumbline.audit.wording import plain
from plumbline.forms.model import Form, SelfEvaluation
from plumbline.rulebooks.model import Rulebook
from plumbline.scoring.units import reconcile_units

Flag = Literal["below_last_actual", "never_failing", "never_reached"]

FEWEST_YEARS = 3
LEVEL = Decimal("0.80")
_T = (3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372, 1.363, 1.356, 1.350, 1.345, 1.341)
"""Student's t at 90 % (two-sided 80 %) for 1 to 15 degrees of freedom."""
_T_LARGE = 1.282
"""The same for many."""


class YearValue(msgspec.Struct, frozen=True):
    """What a year promised and reached, in the unit of the target that is advised on; `reached` None when there was no number to meet."""

    year: int
    target: str | None
    actual: Decimal
    reached: bool | None


class HistoryInterval(msgspec.Struct, frozen=True):
    """Where the next value lies with probability `level` if years differ by chance alone; `years` values stand behind it."""

    low: Decimal
    high: Decimal
    level: Decimal
    years: int


class TargetAdvice(msgspec.Struct, frozen=True):
    """What history says of one target. No flags: history has nothing against it.

    The `judgement` is what the sentence concludes, without the values, the interval and the chance, for whoever shows these beside it.
    `chance` is how probable it is that the target is met, in whole percent from 1 to 99; None where there is no interval.
    """

    path: str
    level3: str
    target: str
    history: tuple[YearValue, ...]
    flags: tuple[Flag, ...]
    interval: HistoryInterval | None
    sentence_zh: str
    sentence_en: str
    chance: int | None = None
    judgement_zh: str = ""
    judgement_en: str = ""


def advise(form: Form, history: Iterable[Form], rulebook: Rulebook) -> tuple[TargetAdvice, ...]:
    """Compare the numeric targets of a form with earlier self-evaluations of the same project.

    Forms of other projects, of the same or later years and without a year are left out; of two forms of one year the last one counts.
    Rows without a past are not returned: there is nothing to say of them.
    """
    now = AuditedForm(form, rulebook)
    past = _past_of(now, history, rulebook)
    advice = []
    for row in now.rows:
        values = _values(row, past.get(canonical(row.name), {}))
        if values and row.aimed is not None and row.target is not None:
            advice.append(_advice(row, row.aimed, values))
    return tuple(advice)


def _past_of(now: AuditedForm, history: Iterable[Form], rulebook: Rulebook) -> dict[str, dict[int, RowFacts]]:
    past: dict[str, dict[int, RowFacts]] = {}
    for form in history:
        if not isinstance(form, SelfEvaluation) or form.year is None:
            continue
        if now.form.year is not None and form.year >= now.form.year:
            continue
        before = AuditedForm(form, rulebook)
        if not now.project_key or before.project_key != now.project_key:
            continue
        for row in before.rows:
            if row.done is not None:
                past.setdefault(canonical(row.name), {})[form.year] = row
    return past


def _values(row: RowFacts, past: dict[int, RowFacts]) -> tuple[YearValue, ...]:
    values = []
    unit = row.target.unit if row.target else None
    for year, before in sorted(past.items()):
        units = reconcile_units(
            unit, (before.actual.unit if before.actual else None) or (before.target.unit if before.target else None)
        )
        if units.relation == "mismatch" or before.done is None:
            continue
        printed = before.target.raw if before.target else None
        values.append(YearValue(year, printed, before.done * units.factor, _was_reached(before)))
    return tuple(values)


def _was_reached(row: RowFacts) -> bool | None:
    ratio, target = row.ratio, row.target
    if ratio is None or target is None:
        return None
    return ratio <= 1 if _is_downward(row) else ratio >= 1


def _is_downward(row: RowFacts) -> bool:
    target = row.target
    return target is not None and (target.operator in DOWNWARD or (target.operator == "=" and name_facts(row.name).bad))


def _advice(row: RowFacts, aimed: Decimal, values: tuple[YearValue, ...]) -> TargetAdvice:
    downward = _is_downward(row)
    last = values[-1]
    limit = row.form.limit("I-14") / 100
    flags: list[Flag] = []
    if aimed > last.actual * (1 + limit) if downward else aimed < last.actual * (1 - limit):
        flags.append("below_last_actual")
    outcomes = [value.reached for value in values if value.reached is not None]
    if len(outcomes) >= FEWEST_YEARS:
        if all(outcomes):
            flags.append("never_failing")
        elif not any(outcomes):
            flags.append("never_reached")
    is_share = row.target is not None and row.target.kind == "percent" and name_facts(row.name).share
    actuals = [value.actual for value in values]
    interval = prediction_interval(actuals, is_share=is_share)
    chance = chance_of_reaching(aimed, actuals, is_share=is_share, is_downward=downward)
    raw = row.target.raw if row.target else ""
    judgement = _judgement(values, tuple(flags), interval, easier="高于" if downward else "低于")
    zh, en = _sentences(row, values, judgement, interval)
    if chance is not None:
        zh, en = (
            f"{zh}按此推断，达到指标值的可能性约{chance}%。",
            f"{en} The target is met with a probability of about {chance} %.",
        )
    return TargetAdvice(
        row.path, row.name, raw, values, tuple(flags), interval, zh, en, chance, *map(_joined, judgement, "；;", "。.")
    )


def prediction_interval(values: list[Decimal], *, is_share: bool) -> HistoryInterval | None:
    """Return where a further value lies with 80 % probability, by Student's t; None for fewer than three values.

    Positive amounts are taken by their logarithms, since they differ by proportion; shares in percent as they are, within 0 and 100.
    """
    if len(values) < FEWEST_YEARS:
        return None
    sample = _sample(values, is_share=is_share)
    reach = (_T[sample.degrees - 1] if sample.degrees <= len(_T) else _T_LARGE) * sample.error
    low, high = sample.mean - reach, sample.mean + reach
    if sample.by_proportion:
        low, high = math.exp(low), math.exp(high)
    elif is_share:
        low, high = max(0.0, low), min(100.0, high)
    places = Decimal("0.01") if max(abs(low), abs(high)) < 1000 else Decimal(1)
    return HistoryInterval(Decimal(low).quantize(places), Decimal(high).quantize(places), LEVEL, len(values))


def chance_of_reaching(aimed: Decimal, values: list[Decimal], *, is_share: bool, is_downward: bool) -> int | None:
    """Return how probable it is that a further value meets what is aimed at, in whole percent from 1 to 99; None under three values.

    It is the interval's own distribution: a target at the lower end of the interval is met in nine cases of ten.
    """
    if len(values) < FEWEST_YEARS:
        return None
    sample = _sample(values, is_share=is_share)
    if sample.by_proportion and aimed <= 0:
        above = 1.0
    else:
        distance = (math.log(aimed) if sample.by_proportion else float(aimed)) - sample.mean
        above = student_tail(distance / sample.error, sample.degrees) if sample.error else float(distance <= _SAME)
        if not sample.error and is_downward:
            above = float(distance < -_SAME)
    return min(99, max(1, round(100 * (1 - above if is_downward else above))))


def student_tail(t: float, degrees: int) -> float:
    """Return the probability that Student's t with whole degrees of freedom is at least `t` (Abramowitz and Stegun 26.7.3, 26.7.4)."""
    angle = math.atan(t / math.sqrt(degrees))
    cosine, sine = math.cos(angle), math.sin(angle)
    term, total = (cosine, 0.0) if degrees % 2 else (1.0, 0.0)
    for power in range(2 + degrees % 2, degrees + 1, 2):
        total += term
        term *= cosine * cosine * (power - 1) / power
    within = 2 / math.pi * (angle + sine * total) if degrees % 2 else sine * total
    return (1 - within) / 2


class _Sample(msgspec.Struct, frozen=True):
    """What a few years say of the next: `error` is that of one further value; by proportion, both numbers are logarithms."""

    mean: float
    error: float
    degrees: int
    by_proportion: bool


_SAME = 1e-9


def _sample(values: list[Decimal], *, is_share: bool) -> _Sample:
    by_proportion = not is_share and all(value > 0 for value in values)
    numbers = [math.log(value) if by_proportion else float(value) for value in values]
    count = len(numbers)
    mean = math.fsum(numbers) / count
    spread = math.sqrt(math.fsum((number - mean) ** 2 for number in numbers) / (count - 1))
    error = 0.0 if spread < _SAME else spread * math.sqrt(1 + 1 / count)
    return _Sample(mean, error, count - 1, by_proportion)


def _judgement(
    values: tuple[YearValue, ...], flags: tuple[Flag, ...], interval: HistoryInterval | None, *, easier: str
) -> tuple[list[str], list[str]]:
    """Return what is concluded, in Chinese and in English."""
    zh: list[str] = []
    en: list[str] = []
    if "below_last_actual" in flags:
        year = values[-1].year
        zh.append(f"指标值{easier}{year}年实际完成值，请说明依据或按{year}年水平设定")
        en.append(f"it asks for less than was achieved in {year}; justify it or set it by the result of {year}")
    if "never_failing" in flags:
        zh.append(f"{len(values)}年年年完成，指标值缺乏约束力")
        en.append(f"the target was met in each of {len(values)} years, so it sets no challenge")
    if "never_reached" in flags:
        zh.append(f"{len(values)}年都未完成，指标值可能脱离实际")
        en.append(f"the target was missed in each of {len(values)} years and may be out of reach")
    if interval is None:
        years = "one year" if len(values) == 1 else f"{len(values)} years"
        zh.append(f"只有{len(values)}年数据，不足以推断合理区间")
        en.append(f"{years} of data are not enough to suggest an interval")
    return zh, en


def _joined(parts: list[str], between: str, end: str) -> str:
    """Return parts as one sentence, blank without any."""
    space = " " if between == ";" else ""
    return f"{between}{space}".join(parts) + end if parts else ""


def _sentences(
    row: RowFacts,
    values: tuple[YearValue, ...],
    judgement: tuple[list[str], list[str]],
    interval: HistoryInterval | None,
) -> tuple[str, str]:
    raw, unit = (row.target.raw, row.target.unit or "") if row.target else ("", "")
    shown = "、".join(f"{value.year}年{plain(value.actual)}{unit}" for value in values[-5:])
    shown_en = ", ".join(f"{plain(value.actual)}{unit} in {value.year}" for value in values[-5:])
    zh = [f"“{row.name}”指标值{raw}；历年完成{shown}", *judgement[0]]
    en = [f"“{row.name}”: target {raw}; reached {shown_en}", *judgement[1]]
    if interval is not None:
        zh.append(
            f"按{interval.years}年数据，下一年有八成可能在{plain(interval.low)}–{plain(interval.high)}{unit}之间（假定无明显趋势）"
        )
        en.append(
            f"on {interval.years} years of data the next value lies between {plain(interval.low)} and {plain(interval.high)}{unit} "
            "with a probability of 80 %, if there is no trend"
        )
    return _joined(zh, "；", "。"), _joined(en, ";", ".")
