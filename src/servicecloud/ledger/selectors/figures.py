"""The number of a rule: from the totals that posting keeps, with its sentence, its freshness and the entries behind it.

The answer is that of `plumbline.evidence.recount.evaluate` over the same entries; a property test holds the two together.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils.translation import get_language

from plumbline.evidence.measures import CountingRule
from plumbline.evidence.recount import Excluded, evaluate, rounded_for
from plumbline.evidence.sentences import counting_sentence
from servicecloud.ledger.canonical import record_of
from servicecloud.ledger.models import Entry, SubjectYear
from servicecloud.ledger.models.entries import from_millionths
from servicecloud.ledger.selectors.counting import Count, as_date
from servicecloud.ledger.selectors.totals import Totals


@dataclass(frozen=True)
class Figure:
    """The number of a rule as of a date. `number` is None where nothing can be said, never zero for that.

    `counted` entries make it up, `entries` are all of the measure; of those counted, `corrections` are late facts of earlier periods.
    `last_recorded_at` is when the newest was recorded.
    """

    count: Count
    number: Decimal | None
    counted: int
    numerator: Decimal | None
    denominator: Decimal | None
    entries: int
    corrections: int
    last_recorded_at: datetime | None

    @property
    def unit(self) -> str:
        """The unit of the number."""
        return self.count.rule.unit

    @property
    def not_counted(self) -> int:
        """How many entries of the measure are not in the number."""
        return self.entries - self.counted

    @property
    def sentence(self) -> str:
        """The written counting rule in the active language."""
        return sentence_of(self.count.rule)

    @property
    def title(self) -> str:
        """The rule's title in the active language."""
        return title_of(self.count.rule)


@dataclass(frozen=True)
class _Parts:
    counted: int
    whole: Decimal | None = None
    part: Decimal | None = None
    total: Decimal | None = None


def value(rule: CountingRule, *, as_of: date, owners: Iterable[int] | None = None) -> Figure:
    """Return the number of a rule as of a date, over the entries of these owners (None: all in scope)."""
    return figure_of(Count(rule, as_of, None if owners is None else tuple(sorted(owners))))


def figure_of(count: Count) -> Figure:
    """Return the number of a count."""
    return figures_of([count])[0]


def figures_of(counts: Sequence[Count]) -> list[Figure]:
    """Return the numbers of several counts; what their totals say is read together."""
    divided = [(count, count.parts()) for count in counts]
    totals = Totals(part for count, parts in divided for part in (parts or (count,)))
    return [
        _figure(count, totals) if parts is None else _ratio(count, _figure(parts[0], totals), _figure(parts[1], totals))
        for count, parts in divided
    ]


def _figure(count: Count, totals: Totals) -> Figure:
    if count.parts() is not None:
        return figure_of(count)  # a ratio of ratios
    rule = count.rule
    answer = _AGGREGATIONS.get(rule.aggregation, _from_totals)(count, totals)
    known = totals.known(count)
    number = answer.whole
    if answer.total:
        number = rounded_for(rule, answer.part or Decimal(0), answer.total)
    return Figure(
        count=count,
        number=number,
        counted=answer.counted,
        numerator=answer.part,
        denominator=answer.total,
        entries=known.entries,
        corrections=known.corrections,
        last_recorded_at=known.last,
    )


def explain(count: Count, entries: Sequence[Entry]) -> dict[int, Excluded]:
    """Return why entries are not counted, by id; one that is counted has no answer.

    The core judges them: they are put before it together with what it needs to see, their reversals and those counted instead.
    """
    rows = [*entries, *_seen_beside(count, entries)]
    records = {entry.pk: record_of(entry) for entry in rows}
    judged = evaluate(count.rule, records.values(), as_of=count.as_of)
    asked = {entry.pk for entry in entries}
    return {each.entry: each for each in judged.excluded if each.entry in asked}


def sentence_of(rule: CountingRule) -> str:
    """Return the written counting rule in the active language."""
    return counting_sentence(rule, "en" if _is_english() else "zh")


def title_of(rule: CountingRule) -> str:
    """Return a rule's title in the active language."""
    return rule.title_en if _is_english() and rule.title_en else rule.title_zh


def why_text(excluded: Excluded) -> str:
    """Return the reason in the active language."""
    return excluded.reason_en if _is_english() else excluded.reason_zh


def _seen_beside(count: Count, entries: Sequence[Entry]) -> list[Entry]:
    parts = count.parts()
    if parts is not None:
        return [*_seen_beside(parts[0], entries), *_seen_beside(parts[1], entries)]
    related = Q(reverses__in=[entry.pk for entry in entries])
    if count.rule.aggregation == "latest":
        related |= Q(pk__in=count.contributing().values("pk"))
    rows = list(_complete(Entry.everywhere.filter(related)))
    if count.rule.aggregation == "distinct":
        subjects = {entry.subject for entry in entries if entry.subject}
        rows += _complete(count.contributing().filter(subject__in=subjects))
    return rows


def _complete(rows: "QuerySet[Entry]") -> "QuerySet[Entry]":
    return rows.select_related("measure", "owner")


def _is_english() -> bool:
    return (get_language() or "").startswith("en")


def _from_totals(count: Count, totals: Totals) -> _Parts:
    """Count, sum and mean; with filters the totals are read per set of dimensions."""
    if count.rule.filters or count.rule.exclusions:
        taken = totals.by_dimensions(count)
        net, quantity = sum(number for _, number, _ in taken), sum(amount for _, _, amount in taken)
    else:
        known = totals.known(count)
        net, quantity = known.net, known.quantity
    if count.rule.aggregation == "count":
        return _Parts(net, whole=Decimal(net))
    if count.rule.aggregation == "sum":
        return _Parts(net, whole=from_millionths(quantity))
    return _Parts(net, part=from_millionths(quantity), total=Decimal(net))


def _on_time(count: Count, _totals: Totals) -> _Parts:
    rows = count.totals().order_by().values_list("day", "dimensions").annotate(number=Sum("net"))
    part = total = 0
    for day, dimensions, number in rows:
        due = as_date(json.loads(dimensions).get(count.rule.due_dimension or ""))
        if due is not None and count.takes(dimensions):
            total += number
            part += number if day <= due else 0
    return _Parts(total, part=Decimal(part), total=Decimal(total))


def _answers(count: Count, totals: Totals) -> _Parts:
    part = total = 0
    for dimensions, number, _amount in totals.by_dimensions(count):
        answer = json.loads(dimensions).get(count.rule.answer_dimension or "")
        if answer in count.rule.valid_answers:
            total += number
            part += number if answer in count.rule.counted_answers else 0
    return _Parts(total, part=Decimal(part), total=Decimal(total))


def _latest(count: Count, _totals: Totals) -> _Parts:
    last = count.last_entry()
    return _Parts(1, whole=last.quantity) if last else _Parts(0)


def _distinct(count: Count, totals: Totals) -> _Parts:
    """From the kept sets when they answer the question, else from the entries."""
    sets = _kept_subjects(count)
    if sets is None:
        return _counted_subjects(count.left())
    later = _reversed_later(count) if totals.has_taken_back_later(count) else set()
    number = _different(sets)
    if later:
        number += _different(count.left().filter(subject__in=later)) - _different(sets.filter(subject__in=later))
    return _Parts(number, whole=Decimal(number))


def _counted_subjects(rows: "QuerySet[Entry]") -> _Parts:
    number = _different(rows.exclude(subject=None))
    return _Parts(number, whole=Decimal(number))


def _different(rows: "QuerySet[Any]") -> int:
    """Count subjects. A subquery lets PostgreSQL hash them, where COUNT(DISTINCT …) would sort."""
    return rows.order_by().values("subject").distinct().count()


def _kept_subjects(count: Count) -> "QuerySet[SubjectYear] | None":
    """Return the kept subjects of the years in question, as they are today; None when they cannot tell.

    They can when the period begins with a year and nothing is filtered.
    """
    start = count.first_day
    is_whole = start is None or (start.month, start.day) == (1, 1)
    if not is_whole or count.narrowed is not None:
        return None
    kept = SubjectYear.objects.filter(measure_id__in=count.counted_measures, first_on__lte=count.last_day, net__gt=0)
    rows = count.of_owners(kept)
    last = count.last_day.year
    return rows.filter(year__in=range(start.year, last + 1)) if start else rows.filter(year__lte=last)


def _reversed_later(count: Count) -> set[str]:
    """Return the subjects with an entry that stood as of the asked date and was taken back since: the kept sets have forgotten them."""
    rows = Entry.objects.filter(
        measure_id__in=list(count.measures), happened_on__gt=count.as_of, reverses__happened_on__lte=count.last_day
    )
    if count.owners is not None:
        rows = rows.filter(owner_id__in=count.owners)
    return {subject for subject in rows.values_list("subject", flat=True).distinct() if subject}


def _ratio(count: Count, above: Figure, below: Figure) -> Figure:
    number = None
    if above.number is not None and below.number:
        number = rounded_for(count.rule, above.number, below.number)
    is_same = above.count.rule.measure == below.count.rule.measure
    recorded = [each.last_recorded_at for each in (above, below) if each.last_recorded_at]
    return Figure(
        count=count,
        number=number,
        counted=above.counted + below.counted - (_counted_twice(above, below) if is_same else 0),
        numerator=above.number,
        denominator=below.number,
        entries=above.entries if is_same else above.entries + below.entries,
        corrections=above.corrections if is_same else above.corrections + below.corrections,
        last_recorded_at=max(recorded, default=None),
    )


def _counted_twice(above: Figure, below: Figure) -> int:
    """Return how many entries make up both parts of a ratio."""
    one, other = above.count, below.count
    if {one.rule.aggregation, other.rule.aggregation} <= _BY_TOTALS:
        rows = one.totals() & other.totals()
        shared = rows.order_by().values_list("dimensions").annotate(number=Sum("net"))
        return sum(number for dimensions, number in shared if one.takes(dimensions) and other.takes(dimensions))
    both = one.contributing().filter(Exists(other.contributing().filter(pk=OuterRef("pk"))))
    return both.count()


_BY_TOTALS = {"count", "sum", "mean"}
_AGGREGATIONS = {"distinct": _distinct, "latest": _latest, "on_time_share": _on_time, "answer_share": _answers}
