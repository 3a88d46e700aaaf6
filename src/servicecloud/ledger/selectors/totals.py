"""What the kept totals say of several counts: counts over the same days of the same owners share their questions."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Max, Q, QuerySet, Sum

from servicecloud.ledger.models import Total
from servicecloud.ledger.registry import LATE_OF
from servicecloud.ledger.selectors.counting import Count

Taken = tuple[str, int, int]
"""Dimensions (canonical JSON), entries less reversals, quantity in millionths."""


@dataclass(frozen=True)
class Known:
    """What the totals say of a count: those in its window, and all entries of its measure."""

    net: int = 0
    quantity: int = 0
    corrections: int = 0
    entries: int = 0
    last: datetime | None = None


class _Span(NamedTuple):
    owners: tuple[int, ...] | None
    first_day: date | None
    last_day: date
    as_of: date


class Totals:
    """The totals of several counts, read when they are first asked for: a query for each question, not for each count."""

    def __init__(self, counts: Iterable[Count]) -> None:
        self._measures: dict[_Span, set[int]] = defaultdict(set)
        self._divided: dict[_Span, set[int]] = defaultdict(set)
        for count in counts:
            span = _span(count)
            self._measures[span] |= set(count.measures)
            if count.rule.filters or count.rule.exclusions or count.rule.aggregation == "answer_share":
                self._divided[span] |= set(count.counted_measures)
        self._known: dict[_Span, dict[int, Known]] = {}
        self._by_dimensions: dict[_Span, dict[int, list[Taken]]] = {}
        self._taken_back: dict[_Span, set[int]] = {}

    def known(self, count: Count) -> Known:
        """Return what is known of a count, before its filters."""
        span = _span(count)
        if span not in self._known:
            self._known[span] = self._read_known(span)
        found = self._known[span]
        whole = [found[key] for key in count.measures if key in found]
        counted = [found[key] for key in count.counted_measures if key in found]
        return Known(
            net=sum(each.net for each in counted),
            quantity=sum(each.quantity for each in counted),
            corrections=sum(each.corrections for each in counted),
            entries=sum(each.entries for each in whole),
            last=max((each.last for each in whole if each.last), default=None),
        )

    def by_dimensions(self, count: Count) -> Sequence[Taken]:
        """Return what counts by its dimensions, as far as the filters let it through."""
        span = _span(count)
        if span not in self._by_dimensions:
            self._by_dimensions[span] = self._read_by_dimensions(span)
        found = self._by_dimensions[span]
        return [line for key in count.counted_measures for line in found.get(key, ()) if count.takes(line[0])]

    def has_taken_back_later(self, count: Count) -> bool:
        """Tell whether anything that stood as of the asked date was taken back since."""
        span = _span(count)
        if span not in self._taken_back:
            rows = self._of(span).filter(known_from__gt=span.as_of, day__lte=span.as_of, net__lt=0)
            self._taken_back[span] = set(rows.order_by().values_list("measure_id", flat=True).distinct())
        return not self._taken_back[span].isdisjoint(count.measures)

    def _of(self, span: _Span) -> "QuerySet[Total]":
        rows = Total.objects.filter(measure_id__in=self._measures[span])
        return rows if span.owners is None else rows.filter(owner_id__in=span.owners)

    def _read_known(self, span: _Span) -> dict[int, Known]:
        inside = Q(day__lte=span.last_day, known_from__lte=span.as_of)
        if span.first_day:
            inside &= Q(day__gte=span.first_day)
        late = inside & Q(dimensions__contains=f'"{LATE_OF}":')
        rows = self._of(span).order_by().values_list("measure_id")
        answers = rows.annotate(
            counted=Sum("net", filter=inside, default=0),
            amount=Sum("quantity_millionths", filter=inside, default=0),
            corrected=Sum("net", filter=late, default=0),
            recorded=Sum("entries"),
            last=Max("last_recorded_at", filter=Q(known_from__lte=span.as_of)),
        )
        return {key: Known(*said) for key, *said in answers}

    def _read_by_dimensions(self, span: _Span) -> dict[int, list[Taken]]:
        rows = self._of(span).filter(
            measure_id__in=self._divided[span], day__lte=span.last_day, known_from__lte=span.as_of
        )
        if span.first_day:
            rows = rows.filter(day__gte=span.first_day)
        sums = {"number": Sum("net"), "amount": Sum("quantity_millionths")}
        found: dict[int, list[Taken]] = defaultdict(list)
        for key, dimensions, number, amount in rows.order_by().values_list("measure_id", "dimensions").annotate(**sums):
            found[key].append((dimensions, number, amount))
        return found


def _span(count: Count) -> _Span:
    return _Span(count.owners, count.first_day, count.last_day, count.as_of)
