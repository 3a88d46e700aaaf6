"""How far the rows of a target have come by a day, what the year will come to, and how likely each target is met."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import msgspec

from plumbline.audit.progress import comes_bit_by_bit
from plumbline.evidence.forecast import Forecast, forecast_total
from plumbline.evidence.measures import CountingRule, Window
from plumbline.evidence.seasons import FEWEST_YEARS, forecast_seasonal
from plumbline.forms.value_grammar import parse_target
from servicecloud.ledger.selectors.figures import Figure
from servicecloud.ledger.selectors.questions import over
from servicecloud.performance.models import Payment, Project
from servicecloud.performance.selectors.bindings import in_unit_of_target
from servicecloud.performance.selectors.money import ZERO, executed_payments, funds_of
from servicecloud.performance.selectors.weekly import MOST_YEARS, Days, forecast_of, weekly_payments
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
    is_told = foretold and (is_spread(row) or whole.denominator is not None)
    forecast = forecast_of(whole, year=days.year, days=days) if is_told else None
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


def projected_yuan(project: Project, *, as_of: date) -> Decimal | None:
    """Forecast what is spent by the end of the year, never more than the budget; None where too few weeks passed."""
    funds = funds_of(project, until=as_of)
    executed, annual = funds.executed_yuan, funds.annual_yuan
    if executed is None or annual is None:
        return None
    days = list(executed_payments(project, until=as_of).values_list("paid_on", "amount_yuan"))
    weeks = weekly_payments(days, first=date(project.year, 1, 1), last=as_of)
    left = ((date(project.year, 12, 31) - as_of).days + 3) // 7
    years = _payments_before(project)
    seasonal = forecast_seasonal(executed, weeks, years, as_of=as_of) if len(years) >= FEWEST_YEARS else None
    found = seasonal or forecast_total(executed, weeks, weeks_left=left)
    return None if found is None else max(executed, min(annual, found.expected.quantize(Decimal("1.00"))))


def _payments_before(project: Project) -> Sequence[Sequence[Decimal]]:
    """Return what each month of earlier years paid for the same project of the same unit."""
    years = range(project.year - MOST_YEARS, project.year)
    rows = Payment.objects.filter(
        project__owner_id=project.owner_id, project__name=project.name, project__year__in=years
    ).values_list("project__year", "paid_on", "amount_yuan")
    found: dict[int, list[Decimal]] = {}
    for year, day, amount in rows:
        if day.year == year:
            found.setdefault(year, [Decimal(0)] * 12)[day.month - 1] += amount
    return [months for _year, months in sorted(found.items()) if sum(months) > 0 and min(months) >= 0]
