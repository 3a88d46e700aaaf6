"""What each week of a period brought to a bound indicator, for forecasts."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Count as CountRows
from django.db.models import Sum

from plumbline.evidence.forecast import Forecast, forecast_share, forecast_total
from plumbline.evidence.measures import Window
from plumbline.evidence.seasons import FEWEST_YEARS, forecast_seasonal
from servicecloud.ledger.models import SubjectYear
from servicecloud.ledger.models.entries import from_millionths
from servicecloud.ledger.selectors.counting import Count
from servicecloud.ledger.selectors.figures import Figure
from servicecloud.ledger.selectors.questions import over

_RUNNING = ("count", "sum", "distinct")
MOST_YEARS = 5
"""How far back the seasons of a measure are looked for."""


def forecast_of(figure: Figure, *, year: int) -> Forecast | None:
    """Forecast the value at the end of the year from the records behind a figure; None where records do not tell."""
    count = figure.count
    kind = count.rule.aggregation
    if figure.number is None:
        return None
    if kind == "answer_share" and figure.numerator is not None and figure.denominator:
        return forecast_share(int(figure.numerator), int(figure.denominator))
    if kind not in _RUNNING:
        return None
    first, last = date(year, 1, 1), min(count.as_of, date(year, 12, 31))
    weeks = weekly(count, first=first, last=last)
    years = months_before(count, year=year)
    seasonal = forecast_seasonal(figure.number, weeks, years, as_of=last) if len(years) >= FEWEST_YEARS else None
    left = ((date(year, 12, 31) - last).days + 3) // 7
    return seasonal or forecast_total(figure.number, weeks, weeks_left=left)


def months_before(count: Count, *, year: int) -> list[list[Decimal]]:
    """Return what each month of the earlier years brought to the same rule, of the years that brought anything: one query."""
    window = Window(start=date(year - MOST_YEARS, 1, 1), end=date(year - 1, 12, 31))
    earlier = Count(over(count.rule, window), count.as_of, count.owners, count.versions)
    found: dict[int, list[Decimal]] = {}
    for day, number in _days(earlier):
        if year - MOST_YEARS <= day.year < year:
            found.setdefault(day.year, [Decimal(0)] * 12)[day.month - 1] += number
    return [months for _year, months in sorted(found.items()) if sum(months) > 0 and min(months) >= 0]


def weekly(count: Count, *, first: date, last: date) -> Sequence[Decimal]:
    """Return what each full week from the first day on brought, up to a day; the days after the last full week are left out."""
    weeks = ((last - first).days + 1) // 7
    found = [Decimal(0)] * weeks
    for day, number in _days(count):
        place = (day - first).days // 7
        if first <= day and place < weeks:
            found[place] += number
    return found


def _days(count: Count) -> list[tuple[date, Decimal]]:
    if count.rule.aggregation == "distinct":
        first = count.first_day or count.last_day
        rows = SubjectYear.objects.filter(
            measure_id__in=count.counted_measures,
            net__gt=0,
            first_on__lte=count.as_of,
            year__range=(first.year, count.last_day.year),
        )
        if count.owners is not None:
            rows = rows.filter(owner_id__in=count.owners)
        counted = rows.order_by().values_list("first_on").annotate(CountRows("pk"))
        return [(day, Decimal(number)) for day, number in counted if day is not None]
    is_sum = count.rule.aggregation == "sum"
    totals = count.totals().order_by().values_list("day", "dimensions")
    return [
        (day, from_millionths(quantity) if is_sum else Decimal(net))
        for day, dimensions, net, quantity in totals.annotate(Sum("net"), Sum("quantity_millionths"))
        if count.takes(dimensions)
    ]


def weekly_payments(days: Sequence[tuple[date, Decimal]], *, first: date, last: date) -> list[Decimal]:
    """Return what was paid in each full week."""
    weeks = ((last - first).days + 1) // 7
    found = [Decimal(0)] * weeks
    for day, amount in days:
        place = (day - first).days // 7
        if first <= day and place < weeks:
            found[place] += amount
    return found
