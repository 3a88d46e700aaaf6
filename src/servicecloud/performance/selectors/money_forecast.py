"""What will be spent by the end of the year, with its interval: of all sources, and of each for which it can be computed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from plumbline.evidence.forecast import forecast_total
from plumbline.evidence.seasons import FEWEST_YEARS, forecast_seasonal
from servicecloud.performance.models import Payment, Project
from servicecloud.performance.selectors.money import Funds, executed_payments, funds_of
from servicecloud.performance.selectors.weekly import MOST_YEARS, weekly_payments

CENT = Decimal("0.01")


@dataclass(frozen=True)
class MoneyForecast:
    """The spending of the year in 元: never less than what was spent, never more than the budget; `parts` by source."""

    low: Decimal
    expected: Decimal
    high: Decimal
    told_from: Literal["years", "weeks"]
    parts: dict[str, Decimal]


def forecast_spending(project: Project, *, as_of: date) -> MoneyForecast | None:
    """Forecast what is spent by the end of the year; None where too few weeks passed or no budget is known."""
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
    if found is None:
        return None
    low, expected, high = (
        max(executed, min(annual, bound.quantize(CENT))) for bound in (found.low, found.expected, found.high)
    )
    return MoneyForecast(low, expected, high, "weeks" if seasonal is None else "years", parts_of(funds, expected))


def parts_of(funds: Funds, whole: Decimal) -> dict[str, Decimal]:
    """Return what each source will have spent where that follows from the whole. No rule divides the rest among several sources.

    A source that is spent to the end spends nothing more; when one alone is left, it spends what the whole still does.
    """
    found = {line.source: line.executed_yuan for line in funds.lines if line.executed_yuan >= line.annual_yuan}
    open_ones = [line for line in funds.lines if line.source not in found]
    if len(open_ones) == 1:
        found[open_ones[0].source] = whole - sum(found.values(), Decimal(0))
    elif whole == funds.annual_yuan:
        found |= {line.source: line.annual_yuan for line in open_ones}
    return found


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
