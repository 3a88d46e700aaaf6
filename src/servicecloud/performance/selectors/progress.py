"""How far the rows of a target have come by a day, what the year will come to, and how likely each target is met."""

import calendar
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import msgspec

from plumbline.audit.progress import comes_bit_by_bit
from plumbline.evidence.forecast import Forecast
from plumbline.evidence.measures import CountingRule, Window
from plumbline.forms.value_grammar import parse_target
from servicecloud.ledger.selectors.figures import Figure
from servicecloud.ledger.selectors.questions import over
from servicecloud.performance.models import Project
from servicecloud.performance.selectors.bindings import in_unit_of_target
from servicecloud.performance.selectors.money import ZERO, funds_of
from servicecloud.performance.selectors.weekly import Days, forecast_of, why_untold
from servicecloud.performance.values import FundsFrozen, MonitoredRow, TargetRow


@dataclass(frozen=True)
class Period:
    """From the first day of a month to the last day of another in one year, as far as it has passed (`as_of`)."""

    year: int
    first_month: int
    last_month: int
    as_of: date

    @property
    def begins_on(self) -> date:
        """The first day."""
        return date(self.year, self.first_month, 1)

    def rule(self, whole: CountingRule) -> CountingRule:
        """Return a rule over the year as the rule over this period."""
        return whole if self.first_month == 1 else over(whole, Window(start=self.begins_on, end=self.as_of))


def last_of(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def counted_row(
    row: TargetRow, old: MonitoredRow, *, figure: Figure, whole: Figure, days: Days, foretold: bool = True
) -> MonitoredRow:
    """Return a row with what was reached in its period (`figure`) and what the year will come to, told from the `whole` year so far.

    `days` are those of the year for all rows. A year that is over is not `foretold`.
    """
    is_told = whole.number is None or is_spread(row) or whole.denominator is not None
    forecast = forecast_of(whole, year=days.year, days=days) if foretold and is_told else None
    unit = figure.unit
    printed = {"low": "", "projected": "", "high": ""}
    if forecast is not None:
        numbers = {"low": forecast.low, "projected": forecast.expected, "high": forecast.high}
        printed = {name: in_unit_of_target(row, number, unit) for name, number in numbers.items()}
    proposed = likelihood_of(row, forecast, unit)
    return msgspec.structs.replace(
        old,
        actual="" if figure.number is None else in_unit_of_target(row, figure.number, unit),
        proposed=proposed,
        likelihood=old.likelihood or proposed,
        untold="" if forecast is not None or not foretold else why_untold(whole, is_spread=is_told),
        **printed,
    )


def is_spread(row: TargetRow) -> bool:
    """Say whether a target is large enough to come bit by bit: of two or three a year nothing can be told from weeks."""
    return comes_bit_by_bit(parse_target(row.target))


def likelihood_of(row: TargetRow, forecast: Forecast | None, unit: str) -> str:
    """Say how likely a target is met: certain when even the lower bound meets it, impossible when not even the upper one does."""
    if forecast is None:
        return ""
    target = parse_target(row.target)
    bound = target.low_number if target.low_number is not None else target.high_number
    if bound is None:
        return ""
    low, high = (
        parse_target(in_unit_of_target(row, number, unit)).low_number for number in (forecast.low, forecast.high)
    )
    if low is None or high is None:
        return ""
    if target.operator in ("<", "<="):
        return "certain" if high <= bound else "impossible" if low > bound else "possible"
    return "certain" if low >= bound else "impossible" if high < bound else "possible"


def funds_in(project: Project, period: Period) -> tuple[FundsFrozen, ...]:
    """Return the money of a project with what was paid within a period: one query, two when it begins after January."""
    lines = funds_of(project, until=period.as_of).lines
    earlier: dict[str, Decimal] = {}
    if period.first_month > 1:
        before = last_of(period.year, period.first_month - 1)
        earlier = {fund.source: fund.executed_yuan for fund in funds_of(project, until=before).lines}
    return tuple(
        FundsFrozen(
            source=fund.source,
            initial_yuan=fund.initial_yuan,
            annual_yuan=fund.annual_yuan,
            executed_yuan=fund.executed_yuan - earlier.get(fund.source, ZERO),
        )
        for fund in lines
    )
