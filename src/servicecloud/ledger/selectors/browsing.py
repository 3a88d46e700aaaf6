"""Lists for pages: measures with their numbers, entries page by page however many there are, trends and facets."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count as CountRows
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Sum

from plumbline.evidence.measures import CountingRule, Window
from servicecloud.ledger.models import Entry, Measure, PeriodClose, SubjectYear, Total
from servicecloud.ledger.models.entries import from_millionths
from servicecloud.ledger.registry import read_rule
from servicecloud.ledger.scope import reach
from servicecloud.ledger.selectors.counting import Count
from servicecloud.ledger.selectors.owners import of_owners_in_scope
from servicecloud.ledger.selectors.questions import over

PER_PAGE = 50
_SHOWN = ("measure", "owner__organisation", "recorded_by", "leaf")


@dataclass(frozen=True)
class MeasureLine:
    """A measure in a list: its rule, and its number of the year where totals give it (shares are worked out on the measure's page)."""

    measure: Measure
    rule: CountingRule
    number: Decimal | None
    entries: int
    last_recorded_at: datetime | None


@dataclass(frozen=True)
class Month:
    """One month of a trend."""

    month: int
    number: Decimal


@dataclass(frozen=True)
class Facet:
    """A dimension with the values that occur and how many entries have each."""

    name: str
    title_zh: str
    title_en: str
    values: list[tuple[str, int]]


@dataclass(frozen=True)
class EntryFilter:
    """What a list of entries is narrowed to; blank means no limit."""

    measures: tuple[int, ...] = ()
    owner: int | None = None
    since: date | None = None
    until: date | None = None
    subject: str = ""
    act: str = ""
    number: int | None = None
    dimensions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Slice:
    """One page of entries, newest first. `after` leads to the next page; `total` is known without counting, or None."""

    entries: list[Entry]
    after: str
    total: int | None


def measures_in_scope() -> QuerySet[Measure]:
    """Return the versions of measures that the person in scope sees: those of the platform and those of registers in reach."""
    own = reach()
    rows = Measure.objects.order_by("code", "-version")
    return rows if own is None else rows.filter(Q(owner=None) | Q(owner_id__in=own))


def newest_measures() -> QuerySet[Measure]:
    """Return the measures in scope, each in its newest version only."""
    newer = Measure.objects.filter(code=OuterRef("code"), version__gt=OuterRef("version"))
    return measures_in_scope().filter(~Exists(newer))


def measure_versions(code: str) -> list[Measure]:
    """Return the versions of one measure in scope, the newest first; raises DoesNotExist when there is none."""
    found = list(measures_in_scope().filter(code=code).select_related("owner").order_by("-version"))
    if not found:
        raise Measure.DoesNotExist
    return found


def measure_lines(*, year: int, as_of: date) -> list[MeasureLine]:
    """Return every measure in scope with its number of a year: three queries, however many measures there are."""
    latest: dict[str, Measure] = {}
    code_of: dict[int, str] = {}
    for measure in measures_in_scope():
        latest.setdefault(measure.code, measure)
        code_of[measure.pk] = measure.code
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    last: dict[str, datetime] = {}
    days = Total.objects.filter(day__year=year, known_from__lte=as_of).order_by()
    for key, net, quantity, entries, recorded in days.values_list("measure_id").annotate(
        Sum("net"), Sum("quantity_millionths"), Sum("entries"), Max("last_recorded_at")
    ):
        row = sums[code_of.get(key, "")]
        row[0], row[1], row[2] = row[0] + net, row[1] + quantity, row[2] + entries
        last[code_of.get(key, "")] = max(recorded, last.get(code_of.get(key, ""), recorded))
    subjects = (
        SubjectYear.objects.filter(year=year, net__gt=0, first_on__lte=as_of).order_by().values_list("measure_id")
    )
    distinct: Counter[str] = Counter()
    for key, number in subjects.annotate(CountRows("subject", distinct=True)):
        distinct[code_of.get(key, "")] += number
    lines = []
    for code, measure in latest.items():
        rule = read_rule(measure.rule)
        net, quantity, entries = sums[code]
        numbers = {"count": Decimal(net), "sum": from_millionths(quantity), "distinct": Decimal(distinct[code])}
        lines.append(MeasureLine(measure, rule, numbers.get(rule.aggregation), entries, last.get(code)))
    return lines


def newest_year(*, today: date, measures: Iterable[int] | None = None) -> int:
    """Return the year of the newest entry in scope (of these measures), this year when there is none."""
    rows = Total.objects.filter(day__lte=today)
    rows = rows if measures is None else rows.filter(measure_id__in=list(measures))
    newest: date | None = rows.aggregate(newest=Max("day"))["newest"]
    return newest.year if newest else today.year


def trend(count: Count, *, year: int) -> list[Month]:
    """Return the number of each month of a year: entries or quantities, for distinct subjects those served for the first time."""
    months: dict[int, Decimal] = dict.fromkeys(range(1, 13), Decimal(0))
    if count.rule.aggregation == "distinct":
        rows = SubjectYear.objects.filter(
            measure_id__in=count.counted_measures, year=year, net__gt=0, first_on__lte=count.as_of
        )
        for day, number in rows.order_by().values_list("first_on").annotate(CountRows("pk")):
            months[day.month] += number
        return [Month(month, number) for month, number in months.items()]
    is_sum = count.rule.aggregation in ("sum", "mean", "latest")
    totals = count.totals().filter(day__year=year).order_by().values_list("day", "dimensions")
    for day, dimensions, net, quantity in totals.annotate(Sum("net"), Sum("quantity_millionths")):
        if count.takes(dimensions):
            months[day.month] += from_millionths(quantity) if is_sum else net
    return [Month(month, number) for month, number in months.items()]


def facets(count: Count, dimensions: Iterable[dict[str, Any]]) -> list[Facet]:
    """Return each dimension with its values, the most frequent first (at most twelve)."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for text, net in count.totals().order_by().values_list("dimensions").annotate(Sum("net")):
        for name, value in json.loads(text).items():
            found[name][value] += net
    return [
        Facet(each["name"], each["title_zh"], each["title_en"], found[each["name"]].most_common(12))
        for each in dimensions
        if found[each["name"]]
    ]


def find_entries(wanted: EntryFilter, *, after: str = "", per_page: int = PER_PAGE) -> Slice:
    """Return a page of entries in scope. Totals say on which days to look, so that a page costs the same however long the ledger is."""
    rows = Entry.objects.all()
    if wanted.number is not None:
        found = list(rows.select_related(*_SHOWN).filter(pk=wanted.number))
        return Slice(found, "", len(found))
    totals = _narrow(Total.objects.all(), wanted, day="known_from")
    if wanted.dimensions:
        occurring = totals.order_by().values_list("dimensions", flat=True).distinct()
        texts = [text for text in occurring if json.loads(text).items() >= dict(wanted.dimensions).items()]
        totals, rows = totals.filter(dimensions__in=texts), rows.filter(dimensions__in=texts)
    narrowed = _narrow(rows, wanted, day="happened_on")
    if wanted.subject or wanted.act:
        exact = {"subject": wanted.subject, "act": wanted.act}
        return page_of(
            narrowed.filter(**{name: text for name, text in exact.items() if text}), after=after, per_page=per_page
        )
    days = list(totals.order_by("-known_from").values_list("known_from").annotate(Sum("entries")))
    named = of_owners_in_scope(narrowed.filter(measure_id__in=Measure.objects.values("pk")))
    return page_of(named, after=after, days=days, per_page=per_page)


def page_of(
    rows: "QuerySet[Entry]", *, after: str = "", days: list[tuple[date, int]] | None = None, per_page: int = PER_PAGE
) -> Slice:
    """Return one page of a query of entries, newest first, ready to list.

    `days` (the newest first, with how many entries each is thought to have) bounds the search: only as many days are read as a page
    needs, and twice as many each time when they held fewer than thought.
    """
    place = _place(after)
    total = None if days is None else sum(number for _day, number in days)
    if place is not None:
        day, number = place
        rows = rows.filter(Q(happened_on__lt=day) | Q(happened_on=day, pk__lt=number))
        days = None if days is None else [each for each in days if each[0] <= day]
    rows = rows.order_by("-happened_on", "-pk")
    wanted = per_page + 1
    ids = rows.values_list("pk", flat=True)
    found: list[Entry] = []
    if days is None:
        found = _complete(ids[:wanted])
    enough = 2 * wanted
    while days:
        span = _span(days, enough=enough)
        bounded = ids.filter(happened_on__in=[day for day, _number in days[:span]])
        found += _complete(bounded[: wanted - len(found)])
        days = [] if len(found) >= wanted else days[span:]
        enough *= 2
    shown = found[:per_page]
    last = shown[-1] if len(found) > per_page else None
    return Slice(shown, f"{last.happened_on}:{last.pk}" if last else "", total)


def _complete(ids: "QuerySet[Entry, int]") -> list[Entry]:
    """Return the entries of these ids ready to list, newest first. Ids are found in the index alone, the rows are read for them only."""
    rows = Entry.objects.select_related(*_SHOWN).filter(pk__in=ids)
    return sorted(rows, key=lambda entry: (entry.happened_on, entry.pk), reverse=True)


def _span(days: list[tuple[date, int]], *, enough: int) -> int:
    """Return how many of the days hold enough entries."""
    count = 0
    for at, (_day, number) in enumerate(days, start=1):
        count += number
        if count >= enough:
            return at
    return len(days)


def year_rule(rule: CountingRule, *, year: int) -> CountingRule:
    """Return a rule over one calendar year."""
    return over(rule, Window(start=date(year, 1, 1), end=date(year, 12, 31)))


def closed_periods() -> QuerySet[PeriodClose]:
    """Return the closings in scope, the latest first."""
    return PeriodClose.objects.select_related("owner", "closed_by").order_by("-until", "owner_id")


def _narrow(rows: "QuerySet[Any]", wanted: EntryFilter, *, day: str) -> "QuerySet[Any]":
    limits = {f"{day}__gte": wanted.since, f"{day}__lte": wanted.until, "owner_id": wanted.owner}
    rows = rows.filter(**{name: value for name, value in limits.items() if value is not None})
    return rows.filter(measure_id__in=wanted.measures) if wanted.measures else rows


def _place(after: str) -> tuple[date, int] | None:
    day, _separator, number = after.partition(":")
    try:
        return date.fromisoformat(day), int(number)
    except ValueError:
        return None


def reversals_of(reversed_entry: Any) -> QuerySet[Entry]:
    """Return the entries that take one back; the rows of a page may pass an OuterRef. What was read already is in scope."""
    return Entry.everywhere.filter(reverses=reversed_entry)


def reversed_among(ids: list[int]) -> set[int]:
    """Tell which of these entries were taken back."""
    return {
        entry.reverses_id
        for entry in Entry.everywhere.filter(reverses__in=ids).only("reverses_id")
        if entry.reverses_id
    }
