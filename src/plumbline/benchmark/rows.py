"""Indicators of a clean form: names, levels, targets that fit them, and what was reached."""

import datetime as dt
from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal
from random import Random
from typing import TypeVar

from plumbline.benchmark import phrases
from plumbline.benchmark.model import DraftRow, Nature
from plumbline.benchmark.values import (
    PARTLY,
    REACHED_LEVELS,
    Convention,
    number,
    print_actual,
    print_date,
    print_deadline,
    print_target,
)
from plumbline.benchmark.vocabulary import Counted, Theme

OUTPUT, BENEFIT, HAPPY, COST = "产出指标", "效益指标", "满意度指标", "成本指标"
_BELOW_HUNDRED = Decimal("99.6")
_FEW = 30

Item = TypeVar("Item")


def indicator_rows(theme: Theme, *, rng: Random, many: bool, cost_level: bool, happy: bool) -> list[DraftRow]:
    """Choose the indicators of a project and their true targets; nothing is printed yet."""
    rows = [_counted(OUTPUT, "数量指标", "count", one, rng) for one in _some(theme.count, 2, 5 if many else 3, rng)]
    rows += [_share(OUTPUT, "质量指标", one, rng) for one in _some(theme.share, 1, 2, rng)]
    if rng.random() < 0.8:
        rows += [_promise(OUTPUT, "质量指标", *one) for one in _some(theme.words, 1, 2 if many else 1, rng)]
    rows += [_share(OUTPUT, "时效指标", one, rng) for one in _some(theme.timely, 0, 1, rng)]
    if rows[-1].level2 != "时效指标" or rng.random() < 0.4:
        rows.append(DraftRow(OUTPUT, "时效指标", rng.choice(("年度任务完成时间", "项目验收时间")), "deadline", None))
    limits = [
        _counted(COST if cost_level else OUTPUT, "经济成本指标" if cost_level else "成本指标", "limit", one, rng)
        for one in theme.limit
    ]
    if cost_level:
        rows = limits + rows
    elif rng.random() < 0.5:
        rows += limits
    rows += _benefits(theme, rng, least=3 if not happy else 2)
    if happy:
        rows.append(_share(HAPPY, "服务对象满意度指标", (theme.happy, Decimal(90)), rng))
    return rows


def _benefits(theme: Theme, rng: Random, *, least: int) -> list[DraftRow]:
    rows: list[DraftRow] = []
    if rng.random() < 0.5:
        rows += [_counted(BENEFIT, "经济效益指标", "money", one, rng) for one in theme.money]
    if rng.random() < 0.5:
        name, low, high = rng.choice(theme.growth)
        aimed = _half_steps(low, high, rng)
        rows.append(DraftRow(BENEFIT, "经济效益指标", name, "growth", None, aimed=aimed, unit="%"))
    if rng.random() < 0.6:
        rows += [_counted(BENEFIT, "社会效益指标", "scope", one, rng) for one in theme.scope]
    lasting = [_promise(BENEFIT, "可持续影响指标", *one) for one in theme.lasting]
    while len(rows) + len(lasting) > least and len(lasting) > 1 and rng.random() < 0.5:
        lasting.pop(rng.randrange(len(lasting)))
    rows += lasting
    if len(rows) < least:
        used = {row.name for row in rows}
        spare = [("经济效益指标", "money", one) for one in theme.money] + [
            ("社会效益指标", "scope", one) for one in theme.scope
        ]
        natures: dict[str, Nature] = {"money": "money", "scope": "scope"}
        extra = [
            _counted(BENEFIT, level2, natures[nature], one, rng)
            for level2, nature, one in spare
            if one.name not in used
        ]
        rows = extra[: least - len(rows)] + rows
    order = ("经济效益指标", "社会效益指标", "可持续影响指标")
    return sorted(rows, key=lambda row: order.index(row.level2))


def _some(items: Sequence[Item], least: int, most: int, rng: Random) -> list[Item]:
    count = min(len(items), rng.randint(least, most))
    chosen = sorted(rng.sample(range(len(items)), count))
    return [items[index] for index in chosen]


def _counted(level1: str, level2: str, nature: Nature, one: Counted, rng: Random) -> DraftRow:
    return DraftRow(
        level1,
        level2,
        one.name,
        nature,
        None,
        aimed=_round_figure(one.low, one.high, rng, in_halves="元" in one.unit),
        unit=one.unit,
        clause=one.clause or None,
    )


def _share(level1: str, level2: str, one: tuple[str, Decimal], rng: Random) -> DraftRow:
    name, usual = one
    aimed = usual if usual == 100 or rng.random() < 0.6 else usual - rng.choice((1, 2, 3, 5))
    return DraftRow(level1, level2, name, "share", None, aimed=aimed, unit="%")


def _promise(level1: str, level2: str, name: str, words: str) -> DraftRow:
    return DraftRow(level1, level2, name, "words", words)


def _round_figure(low: Decimal, high: Decimal, rng: Random, *, in_halves: bool) -> Decimal:
    """Choose a target as people set them: a round figure, of small amounts of money also a half."""
    if high <= _FEW:
        return _half_steps(low, high, rng) if in_halves and high <= 10 else Decimal(rng.randint(int(low), int(high)))
    value = Decimal(rng.randint(int(low), int(high)))
    step = Decimal(5).scaleb(value.adjusted() - 1) if value >= 100 else Decimal(5)
    return max(low, (value / step).to_integral_value(ROUND_FLOOR) * step)


def _half_steps(low: Decimal, high: Decimal, rng: Random) -> Decimal:
    return Decimal(rng.randint(int(low * 2), int(high * 2))) / 2


def print_targets(rows: Sequence[DraftRow], *, year: int, convention: Convention, rng: Random) -> None:
    """Print every target."""
    for row in rows:
        if row.nature == "deadline":
            row.target = print_deadline(_deadline(year, rng), rng)
        elif row.aimed is not None:
            row.target = print_target(row, convention, rng)


def _deadline(year: int, rng: Random) -> dt.date:
    return rng.choice((dt.date(year, 12, 31), dt.date(year, 12, 20), dt.date(year, 11, 30), dt.date(year, 10, 31)))


def reach(rows: Sequence[DraftRow], *, year: int, convention: Convention, rng: Random) -> None:
    """Decide what was reached and print it: one to three targets are missed, most others are passed a little."""
    candidates = [row for row in rows if row.nature in ("count", "share", "money", "growth") and row.aimed]
    told: set[str] = set()
    missed = rng.sample(candidates, min(len(candidates), rng.choice((1, 1, 2, 2, 3))))
    for row in rows:
        row.is_short = any(row is one for one in missed)
        if row.nature == "deadline":
            row.actual = print_date(dt.date(year, rng.randint(5, 9), rng.randint(1, 28)), rng)
        elif row.nature == "words":
            _answer_in_words(row, rng)
        elif row.aimed is not None:
            row.done = _missed(row, rng) if row.is_short else _reached(row, rng)
            row.actual = print_actual(row, convention, rng)
        if row.is_short:
            row.deviation = _new_reason(told, rng)
        elif row.done is not None and row.nature != "limit" and row.aimed and row.done >= row.aimed * Decimal("1.2"):
            row.deviation = phrases.beyond(rng)


def _new_reason(told: set[str], rng: Random) -> str:
    """Give a reason that no other row of the form gives."""
    while (text := phrases.reason(rng)) in told:
        continue
    told.add(text)
    return text


def _answer_in_words(row: DraftRow, rng: Random) -> None:
    chance = rng.random()
    if chance < 0.08:
        row.actual, row.is_short = PARTLY, True
    elif chance < 0.35 and row.target is not None:
        row.actual = row.target
    else:
        row.actual = rng.choice(REACHED_LEVELS)


def _missed(row: DraftRow, rng: Random) -> Decimal:
    aimed = row.aimed or Decimal(1)
    ratio = Decimal(rng.randint(82, 97)) / 100
    done = _in_steps(aimed * ratio, row)
    smallest = _step(row)
    return done if 0 < done < aimed else aimed - smallest


def _reached(row: DraftRow, rng: Random) -> Decimal:
    aimed = row.aimed or Decimal(1)
    if row.nature == "limit":
        return max(_step(row), _in_steps(aimed * Decimal(rng.randint(80, 99)) / 100, row))
    if row.unit == "%" and row.nature == "share":
        if aimed == 100:
            return aimed
        room = min(100 - aimed, aimed * Decimal("0.15"))
        return min(_BELOW_HUNDRED, _in_steps(aimed + room * Decimal(rng.randint(5, 85)) / 100, row))
    if row.nature == "count" and rng.random() < 0.06:
        return _in_steps(aimed * Decimal(rng.randint(125, 170)) / 100, row)
    most = 118 if aimed >= 8 else 112
    done = _in_steps(aimed * Decimal(rng.randint(100, most)) / 100, row)
    return max(aimed, done)


def _step(row: DraftRow) -> Decimal:
    """Return the smallest difference in which this thing is counted."""
    if row.nature in ("share", "growth") or (row.unit or "").startswith("亿"):
        return Decimal("0.1")
    if row.nature in ("money", "limit") and row.aimed is not None and row.aimed < 100:
        return Decimal("0.1")
    return Decimal(1)


def _in_steps(value: Decimal, row: DraftRow) -> Decimal:
    step = _step(row)
    return (value / step).to_integral_value(ROUND_FLOOR) * step


def figure_of(row: DraftRow) -> str:
    """Return the true figure with its unit, as a sentence would say it."""
    return f"{number(row.done)}{row.unit or ''}" if row.done is not None else ""
