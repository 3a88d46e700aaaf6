"""Red, yellow, green, blue: how a row of a monitoring table stands against the months that have passed.

There is no national rule; the ways in use are data (`light_rules.yaml`), their usual limits are the rulebook's (M-03.red, M-03.yellow).
Limits are compared with values that nobody rounded. A count that goes with time is measured against the elapsed share of the year, a
rate against its target, an upper limit and a zero against themselves, a level in words by what it says.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

import msgspec

from plumbline.audit.context import DOWNWARD, AuditedForm, RowFacts
from plumbline.audit.light_rules import USUAL, LightRules, light_rules
from plumbline.audit.progress import elapsed_share, goes_with_time, output_progress, spending_rate
from plumbline.forms.model import MonitoringTable
from plumbline.rulebooks.model import Rulebook

Light = Literal["red", "yellow", "green", "blue"]

WORST: tuple[Light, ...] = ("red", "yellow", "green", "blue")
LEVELS: dict[str, Light] = {
    "达成": "green",
    "达成年度指标": "green",
    "部分达成": "yellow",
    "部分达成年度指标并具有一定效果": "yellow",
    "未达成": "red",
    "未达成年度指标且效果较差": "red",
}
"""What a level in words says, read to the letter."""


class RowLight(msgspec.Struct, frozen=True):
    """The light of a row with what it comes from, both in percent and None where words decide or nothing is known.

    `pace` is progress over elapsed time (100 is on time), of what does not go with time the progress itself; `progress` is reached over
    aimed.
    """

    light: Light | None
    pace: Decimal | None
    progress: Decimal | None = None


class Lights(msgspec.Struct, frozen=True):
    """All lights of a form: of its money, of each row, of the rows together (the worst), of the project under the rules in use.

    `gap` is the progress of the goals less that of the money, in points; `drifts` says that it is wider than the rules allow.
    """

    money: RowLight
    rows: tuple[RowLight, ...]
    goals: Light | None
    project: Light | None = None
    gap: Decimal | None = None
    drifts: bool = False


def lights_of(
    form: MonitoringTable, book: Rulebook, rules: LightRules | None = None, *, elapsed: Decimal | None = None
) -> Lights:
    """Return the lights of a monitoring table; None where the form does not say enough.

    `elapsed` is the share of the year that has passed (0 to 1), where it is known to the day; else the months of the period tell.
    """
    used = rules or light_rules(USUAL)
    audited = AuditedForm(form, book)
    passed = elapsed_share(audited) if elapsed is None else elapsed
    rate = spending_rate(audited)
    money = RowLight(None, None)
    if rate is not None and passed:
        money = _spending(rate, passed, audited, used)
    rows = tuple(_row(row, passed, audited, used) for row in audited.rows)
    goals = worst(row.light for row in rows)
    reached = output_progress(audited)
    gap = None if reached is None or rate is None else (reached[0] - rate) * 100
    drifts = gap is not None and used.gap is not None and abs(gap) > used.gap
    return Lights(money, rows, goals, _together(money.light, goals, used, drifts=drifts), gap, drifts)


def worst(lights: Iterable[Light | None]) -> Light | None:
    """Return the worst of several lights; None when there is none."""
    found = set(lights)
    return next((light for light in WORST if light in found), None)


def _together(money: Light | None, goals: Light | None, rules: LightRules, *, drifts: bool) -> Light | None:
    if rules.combine == "double" and money is not None and goals is not None:
        if money not in ("green", "blue"):
            return "red"
        return "green" if goals in ("green", "blue") else "yellow"
    return worst((money, goals, "yellow" if drifts else None))


def _spending(rate: Decimal, elapsed: Decimal, form: AuditedForm, rules: LightRules) -> RowLight:
    pace, progress = rate / elapsed * 100, rate * 100
    if not rules.calendar:
        return RowLight(_by_pace(pace, form, rules), pace, progress)
    least = rules.least_spent(elapsed)
    return RowLight("green" if least is None or progress >= least else "red", pace, progress)


def _row(row: RowFacts, elapsed: Decimal | None, form: AuditedForm, rules: LightRules) -> RowLight:
    if row.target is None or elapsed is None:
        return RowLight(None, None)
    if row.ratio is None:
        return RowLight(_zero(row) or _level(row), None)
    progress = row.ratio * 100
    if row.target.operator in DOWNWARD:
        return RowLight("green" if _keeps_below(row) else "red", None, progress)
    if not goes_with_time(row):
        return RowLight(_by_pace(progress, form, rules), progress, progress)
    pace = row.ratio / elapsed * 100 if elapsed else None
    if pace is None:
        return RowLight(None, None, progress)
    beyond = {"year": progress, "pace": pace}.get(rules.blue)
    if beyond is not None and beyond >= rules.blue_from:
        return RowLight("blue", pace, progress)
    return RowLight(_by_pace(pace, form, rules), pace, progress)


def _keeps_below(row: RowFacts) -> bool:
    """Say whether an upper limit is kept; "<" leaves the limit itself out."""
    ratio = row.ratio or Decimal(0)
    return ratio < 1 if row.target is not None and row.target.operator == "<" else ratio <= 1


def _zero(row: RowFacts) -> Light | None:
    """Where nothing at all was aimed at, only nothing at all is in order."""
    if row.aimed != 0 or row.done is None:
        return None
    return "green" if row.done == 0 else "red"


def _level(row: RowFacts) -> Light | None:
    return LEVELS.get((row.indicator.printed.actual or "").strip())


def _by_pace(pace: Decimal, form: AuditedForm, rules: LightRules) -> Light:
    red = form.limit("M-03.red") if rules.red is None else rules.red
    yellow = form.limit("M-03.yellow") if rules.yellow is None else rules.yellow
    return "red" if pace < red else "yellow" if pace < yellow else "green"
