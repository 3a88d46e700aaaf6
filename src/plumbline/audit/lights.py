"""Red, yellow, green, blue: how a row of a monitoring table stands against the months that have passed.

There is no national rule; these are the limits of deployed platforms, kept in the rulebook (M-03.red, M-03.yellow). They are compared
with values that nobody rounded. A count that goes with time is measured against the elapsed share of the year, a rate against its target.
"""

from decimal import Decimal
from typing import Literal

import msgspec

from plumbline.audit.context import DOWNWARD, AuditedForm, RowFacts
from plumbline.audit.progress import elapsed_share, goes_with_time, spending_rate
from plumbline.forms.model import MonitoringTable
from plumbline.rulebooks.model import Rulebook

Light = Literal["red", "yellow", "green", "blue"]
FAR_BEYOND = Decimal("1.2")
"""From here on the whole year's target is exceeded so far that it was set too low: blue."""

_WORST: tuple[Light, ...] = ("red", "yellow", "green", "blue")


class RowLight(msgspec.Struct, frozen=True):
    """The light of a row with the pace it comes from: progress over elapsed time in percent, 100 is on time; None where words decide."""

    light: Light | None
    pace: Decimal | None


class Lights(msgspec.Struct, frozen=True):
    """All lights of a form: of its money, of each row, and of the rows together (the worst of them)."""

    money: RowLight
    rows: tuple[RowLight, ...]
    goals: Light | None


def lights_of(form: MonitoringTable, book: Rulebook) -> Lights:
    """Return the lights of a monitoring table; None where the form does not say enough."""
    audited = AuditedForm(form, book)
    elapsed = elapsed_share(audited)
    rate = spending_rate(audited)
    money = RowLight(None, None)
    if rate is not None and elapsed:
        money = _by_pace(rate / elapsed * 100, audited)
    rows = tuple(_row(row, elapsed, audited) for row in audited.rows)
    found = {row.light for row in rows if row.light}
    return Lights(money, rows, next((light for light in _WORST if light in found), None))


def _row(row: RowFacts, elapsed: Decimal | None, form: AuditedForm) -> RowLight:
    ratio = row.ratio
    if ratio is None or row.target is None or elapsed is None:
        return RowLight(None, None)
    if row.target.operator in DOWNWARD:
        return RowLight("green" if ratio <= 1 else "red", None)
    if not goes_with_time(row):
        return _by_pace(ratio * 100, form)
    if ratio >= FAR_BEYOND:
        return RowLight("blue", ratio / elapsed * 100)
    return _by_pace(ratio / elapsed * 100, form)


def _by_pace(pace: Decimal, form: AuditedForm) -> RowLight:
    if pace < form.limit("M-03.red"):
        return RowLight("red", pace)
    return RowLight("yellow" if pace < form.limit("M-03.yellow") else "green", pace)
