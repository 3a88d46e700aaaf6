"""What each week of a period brought to a bound indicator, for forecasts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import CharField, QuerySet, Sum, Value
from django.db.models import Count as CountRows
from django.db.models.functions import Cast, Substr

from plumbline.evidence.forecast import Forecast, forecast_share, forecast_total
from plumbline.evidence.seasons import FEWEST_YEARS, forecast_seasonal
from servicecloud.ledger.models import SubjectYear, Total
from servicecloud.ledger.models.entries import from_millionths
from servicecloud.ledger.selectors.counting import Count
from servicecloud.ledger.selectors.figures import Figure
from servicecloud.performance.values import Untold

_RUNNING = ("count", "sum", "distinct")
ZERO = Decimal(0)
MOST_YEARS = 5
"""How far back the seasons of a measure are looked for."""


class Days:
    """What a year brought to several counts day by day, and the years before month by month; read when first asked for, for all of them."""

    def __init__(self, counts: Iterable[Count], *, year: int) -> None:
        self._counts = [count for count in counts if count.rule.aggregation in _RUNNING]
        self.year = year
        self._read: dict[tuple[_Asked, bool], dict[int, list[_Line]]] = {}

    def of(self, count: Count) -> list[tuple[date, Decimal]]:
        """Return what each day of the year brought to a count."""
        return [(date.fromisoformat(day), number) for day, number in self._taken(count, is_earlier=False)]

    def months(self, count: Count) -> dict[int, list[Decimal]]:
        """Return what each month of the earlier years brought to the same rule, by year."""
        found: dict[int, list[Decimal]] = {}
        for month, number in self._taken(count, is_earlier=True):
            found.setdefault(int(month[:4]), [ZERO] * 12)[int(month[5:7]) - 1] += number
        return found

    def _taken(self, count: Count, *, is_earlier: bool) -> list[tuple[str, Decimal]]:
        asked = _Asked(count.owners, count.as_of, count.rule.aggregation == "distinct")
        key = (asked, is_earlier)
        if key not in self._read:
            self._read[key] = (
                self._subjects(asked, is_earlier) if asked.is_distinct else self._totals(asked, is_earlier)
            )
        is_sum = count.rule.aggregation == "sum"
        return [
            (when, from_millionths(amount) if is_sum else Decimal(net))
            for measure in count.counted_measures
            for when, dimensions, net, amount in self._read[key].get(measure, ())
            if asked.is_distinct or count.takes(dimensions)
        ]

    def _measures(self, asked: "_Asked") -> set[int]:
        same = (count for count in self._counts if (count.owners, count.as_of) == (asked.owners, asked.as_of))
        return {key for count in same for key in count.counted_measures}

    def _totals(self, asked: "_Asked", is_earlier: bool) -> "dict[int, list[_Line]]":
        first, last = (self.year - MOST_YEARS, self.year - 1) if is_earlier else (self.year, self.year)
        rows = Total.objects.filter(
            measure_id__in=self._measures(asked),
            known_from__lte=asked.as_of,
            day__range=(date(first, 1, 1), min(asked.as_of, date(last, 12, 31))),
        )
        when = rows.order_by().annotate(when=_when("day", is_earlier)).values_list("measure_id", "when", "dimensions")
        return _lines(asked, when.annotate(Sum("net"), Sum("quantity_millionths")))

    def _subjects(self, asked: "_Asked", is_earlier: bool) -> "dict[int, list[_Line]]":
        years = (self.year - MOST_YEARS, self.year - 1) if is_earlier else (self.year, self.year)
        rows = SubjectYear.objects.filter(
            measure_id__in=self._measures(asked), net__gt=0, first_on__lte=asked.as_of, year__range=years
        )
        when = rows.order_by().annotate(when=_when("first_on", is_earlier), nothing=Value("{}"))
        return _lines(
            asked, when.values_list("measure_id", "when", "nothing").annotate(CountRows("pk"), nought=Value(0))
        )


_Line = tuple[str, str, int, int]
"""A day or a month, dimensions, entries less reversals, quantity in millionths."""


def _when(field: str, is_earlier: bool) -> Substr:
    """Return the day, or its month, as text."""
    return Substr(Cast(field, CharField()), 1, 7 if is_earlier else 10)


def _lines(asked: "_Asked", rows: "QuerySet[Any, Any]") -> dict[int, list[_Line]]:
    found: dict[int, list[_Line]] = defaultdict(list)
    for key, *line in rows if asked.owners is None else rows.filter(owner_id__in=asked.owners):
        found[key].append((line[0], line[1], line[2], line[3]))
    return found


class _Asked(NamedTuple):
    owners: tuple[int, ...] | None
    as_of: date
    is_distinct: bool


def forecast_of(figure: Figure, *, year: int, days: Days | None = None) -> Forecast | None:
    """Forecast the value at the end of the year from the records behind a figure; None where records do not tell.

    `days` are read already for figures that are forecast together.
    """
    count = figure.count
    kind = count.rule.aggregation
    if figure.number is None:
        return None
    if kind == "answer_share" and figure.numerator is not None and figure.denominator:
        return forecast_share(int(figure.numerator), int(figure.denominator))
    if kind not in _RUNNING:
        return None
    read = days or Days([count], year=year)
    first, last = date(year, 1, 1), min(count.as_of, date(year, 12, 31))
    weeks = weekly(count, first=first, last=last, days=read)
    years = months_before(count, year=year, days=read)
    seasonal = forecast_seasonal(figure.number, weeks, years, as_of=last) if len(years) >= FEWEST_YEARS else None
    left = ((date(year, 12, 31) - last).days + 3) // 7
    return seasonal or forecast_total(figure.number, weeks, weeks_left=left)


def why_untold(figure: Figure, *, is_spread: bool) -> Untold:
    """Say why nothing is told of a figure; a number that is not `is_spread` over the year is not asked about."""
    kind = figure.count.rule.aggregation
    if figure.number is None:
        return "nothing"
    if kind in _RUNNING:
        return "weeks" if is_spread else "few"
    return "answers" if kind == "answer_share" else "rate"


def months_before(count: Count, *, year: int, days: Days | None = None) -> list[list[Decimal]]:
    """Return what each month of the earlier years brought to the same rule, of the years that brought anything."""
    found = (days or Days([count], year=year)).months(count)
    return [months for _year, months in sorted(found.items()) if sum(months) > 0 and min(months) >= 0]


def weekly(count: Count, *, first: date, last: date, days: Days | None = None) -> Sequence[Decimal]:
    """Return what each full week from the first day on brought, up to a day; the days after the last full week are left out."""
    weeks = ((last - first).days + 1) // 7
    found = [Decimal(0)] * weeks
    for day, number in (days or Days([count], year=last.year)).of(count):
        place = (day - first).days // 7
        if first <= day and place < weeks:
            found[place] += number
    return found


def weekly_payments(days: Sequence[tuple[date, Decimal]], *, first: date, last: date) -> list[Decimal]:
    """Return what was paid in each full week."""
    weeks = ((last - first).days + 1) // 7
    found = [Decimal(0)] * weeks
    for day, amount in days:
        place = (day - first).days // 7
        if first <= day and place < weeks:
            found[place] += amount
    return found
