"""What each week of a period brought to a bound indicator, for forecasts."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Count as CountRows
from django.db.models import Sum

from plumbline.evidence.forecast import Forecast, forecast_share, forecast_total
from servicecloud.ledger.models import SubjectYear
from servicecloud.ledger.models.entries import from_millionths
from servicecloud.ledger.selectors.counting import Count
from servicecloud.ledger.selectors.figures import Figure

_RUNNING = ("count", "sum", "distinct")


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
    left = ((date(year, 12, 31) - last).days + 3) // 7
    return forecast_total(figure.number, weeks, weeks_left=left)


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
        rows = SubjectYear.objects.filter(
            measure_id__in=count.counted_measures,
            net__gt=0,
            first_on__lte=count.as_of,
            year=count.last_day.year,
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
