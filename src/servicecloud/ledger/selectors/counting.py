"""Which entries a rule counts, as queries: the rules of `plumbline.evidence.recount`, said to the database."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from plumbline.evidence.errors import UnitMismatchError
from plumbline.evidence.measures import CountingRule
from plumbline.evidence.units import check_unit
from servicecloud.ledger.errors import UnknownMeasureError, WrongUnitError
from servicecloud.ledger.models import Entry, Measure, Total
from servicecloud.ledger.selectors.owners import of_owners_in_scope


@dataclass(frozen=True)
class Count:
    """A rule applied as of a date to the entries of some owners in scope (None: of all in scope)."""

    rule: CountingRule
    as_of: date
    owners: tuple[int, ...] | None = None
    versions: tuple[Measure, ...] = field(default=(), compare=False)
    """All versions of the measure, where the caller has them; else they are read."""

    @cached_property
    def measures(self) -> dict[int, int]:
        """The versions of the measure by key. Refuses a measure that is not there, or is kept in another unit than the rule's."""
        found = self.versions or tuple(Measure.objects.filter(code=self.rule.measure))
        if not found:
            raise UnknownMeasureError(measure=self.rule.measure)
        wanted = self.rule.unit_of_entries
        for each in found:
            try:
                check_unit(wanted, each.unit)
            except UnitMismatchError as error:
                raise WrongUnitError(title=each.title_zh, measure_unit=wanted, entry_unit=each.unit) from error
        return {each.pk: each.version for each in found}

    @property
    def counted_measures(self) -> list[int]:
        """The keys of the versions that count."""
        return [key for key, version in self.measures.items() if version in self.rule.accepted_versions]

    @property
    def first_day(self) -> date | None:
        """The first day that counts, None when the window is open."""
        return self.rule.window.start

    @property
    def last_day(self) -> date:
        """The last day that counts."""
        end = self.rule.window.end
        return min(self.as_of, end) if end else self.as_of

    def parts(self) -> "tuple[Count, Count] | None":
        """Return the two counts of a ratio."""
        if self.rule.numerator is None or self.rule.denominator is None:
            return None
        above, below = self.rule.numerator, self.rule.denominator
        return Count(above, self.as_of, self.owners), Count(below, self.as_of, self.owners)

    def totals(self) -> "QuerySet[Total]":
        """Return the totals of the days that count, as they were known by then; filters and exclusions are not applied."""
        rows = Total.objects.filter(measure_id__in=self.counted_measures, known_from__lte=self.as_of)
        owned = _owned(rows, self.owners).filter(day__lte=self.last_day)
        return owned.filter(day__gte=self.first_day) if self.first_day else owned

    def parts_measures(self) -> list[int]:
        """Return the keys of every measure in the count, of a ratio those of both parts."""
        parts = self.parts()
        return list(self.measures) if parts is None else [*parts[0].parts_measures(), *parts[1].parts_measures()]

    def all_totals(self) -> "QuerySet[Total]":
        """Return the totals of every version and every day."""
        return _owned(Total.objects.filter(measure_id__in=list(self.measures)), self.owners)

    def takes(self, dimensions: str) -> bool:
        """Tell whether entries with these dimensions (canonical JSON) count, as far as filters and exclusions go."""
        rule = self.rule
        if not rule.filters and not rule.exclusions:
            return True
        if dimensions not in self._taken:
            values = json.loads(dimensions)
            wanted = all(values.get(each.dimension) in each.values for each in rule.filters)
            left_out = any(values.get(each.dimension) in each.values for each in rule.exclusions)
            self._taken[dimensions] = wanted and not left_out
        return self._taken[dimensions]

    @cached_property
    def _taken(self) -> dict[str, bool]:
        """Which of the dimensions met so far count: the same few come again every day."""
        return {}

    def has_answer(self, dimensions: str) -> bool:
        """Tell whether an entry with these dimensions can be judged: it has a due date, or a valid answer."""
        kind = self.rule.aggregation
        if kind == "on_time_share":
            return as_date(json.loads(dimensions).get(self.rule.due_dimension or "")) is not None
        if kind == "answer_share":
            return json.loads(dimensions).get(self.rule.answer_dimension or "") in self.rule.valid_answers
        return True

    @cached_property
    def narrowed(self) -> list[str] | None:
        """The dimensions that count, out of those that occur; None when all of them do."""
        rule = self.rule
        if not (rule.filters or rule.exclusions or rule.aggregation in ("on_time_share", "answer_share")):
            return None
        occurring = self.totals().order_by().values_list("dimensions", flat=True).distinct()
        return [each for each in occurring if self.takes(each) and self.has_answer(each)]

    def left(self, *, is_narrowed: bool = True) -> "QuerySet[Entry]":
        """Return the entries left to the aggregation: of the right version, day and dimensions, and not reversed by then.

        Not narrowed, they are those of every dimension.
        """
        by_then = Entry.objects.filter(reverses=None, happened_on__lte=self.last_day)
        rows = _owned(by_then.filter(measure_id__in=self.counted_measures), self.owners)
        if self.first_day:
            rows = rows.filter(happened_on__gte=self.first_day)
        if is_narrowed and self.narrowed is not None:
            rows = rows.filter(dimensions__in=self.narrowed)
        return rows.exclude(Exists(Entry.everywhere.filter(reverses=OuterRef("pk"), happened_on__lte=self.as_of)))

    def contributing(self) -> "QuerySet[Entry]":
        """Return the entries that make up the number."""
        parts = self.parts()
        if parts is not None:
            above, below = parts
            ids = Q(pk__in=above.contributing().values("pk")) | Q(pk__in=below.contributing().values("pk"))
            return Entry.objects.filter(ids)
        rows = self.left()
        if self.rule.aggregation == "latest":
            last = self.last_entry()
            return Entry.objects.filter(pk=last.pk) if last else Entry.objects.none()
        if self.rule.aggregation == "distinct":
            return rows.exclude(subject=None).exclude(Exists(self._earlier_of_the_subject()))
        return rows

    def entries(self) -> "QuerySet[Entry]":
        """Return every entry of the measure, counted or not."""
        return _owned(Entry.objects.filter(measure_id__in=self.parts_measures()), self.owners)

    def not_counted(self) -> "QuerySet[Entry]":
        """Return the entries of the measure that do not make up the number; each is asked for itself, so that a page is cheap."""
        parts = self.parts()
        if parts is None:
            return self.entries().exclude(Exists(self.contributing().filter(pk=OuterRef("pk"))))
        above, below = (part.contributing().filter(pk=OuterRef("pk")) for part in parts)
        return self.entries().exclude(Exists(above)).exclude(Exists(below))

    def last_entry(self) -> Entry | None:
        """Return the newest entry left, by the day it happened and then by when it was recorded; totals say on which day it is."""
        days = self.totals().order_by("-day").values_list("day", "dimensions").annotate(Sum("net"))
        last = next((day for day, dimensions, net in days.iterator() if net > 0 and self.takes(dimensions)), None)
        if last is None:
            return None
        return self.left().filter(happened_on=last).order_by("-recorded_at", "-pk").first()

    def of_owners(self, rows: "QuerySet[Any]") -> "QuerySet[Any]":
        """Return the rows of the owners in the count, each named: all in scope where none are asked for."""
        return of_owners_in_scope(rows) if self.owners is None else rows.filter(owner_id__in=self.owners)

    def all_totals_of_parts(self) -> "QuerySet[Total]":
        """Return the totals of every version and every day, of a ratio those of both parts."""
        return _owned(Total.objects.filter(measure_id__in=self.parts_measures()), self.owners)

    def _earlier_of_the_subject(self) -> "QuerySet[Entry]":
        same_day = Q(happened_on=OuterRef("happened_on"))
        earlier = (
            Q(happened_on__lt=OuterRef("happened_on"))
            | same_day & Q(recorded_at__lt=OuterRef("recorded_at"))
            | same_day & Q(recorded_at=OuterRef("recorded_at"), pk__lt=OuterRef("pk"))
        )
        return self.left().filter(earlier, subject=OuterRef("subject"))


def as_date(text: str | None) -> date | None:
    """Read an ISO date; None for anything else."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _owned(rows: "QuerySet[Any]", owners: Iterable[int] | None) -> "QuerySet[Any]":
    return rows if owners is None else rows.filter(owner_id__in=list(owners))
