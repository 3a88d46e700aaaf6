"""Two measures that should agree: their numbers, and the entries that stand in one only."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet

from servicecloud.ledger.enums import Relation
from servicecloud.ledger.models import Entry, Measure, Reconciliation
from servicecloud.ledger.registry import read_rule
from servicecloud.ledger.selectors.browsing import year_rule
from servicecloud.ledger.selectors.counting import Count
from servicecloud.ledger.selectors.figures import Figure, figures_of

_MATCHED = {"act": ("act",), "subject": ("subject",), "subject_day": ("subject", "happened_on")}


@dataclass(frozen=True)
class Comparison:
    """The two figures of a year; `only_left` and `only_right` hold the first acts that stand in one only, with how many there are."""

    left: Figure
    right: Figure
    only_left: list[Entry]
    only_right: list[Entry]
    left_count: int
    right_count: int
    relation: Relation

    @property
    def difference(self) -> Decimal | None:
        """The first number less the second."""
        if self.left.number is None or self.right.number is None:
            return None
        return self.left.number - self.right.number

    @property
    def agrees(self) -> bool:
        """Whether the two stand to each other as declared: a part may lack acts that the whole has, not the reverse."""
        return self.left_count == 0 and (self.relation == Relation.PART_OF or self.right_count == 0)


def compare(declared: Reconciliation, *, year: int, as_of: date, most: int = 50) -> Comparison:
    """Compare two measures act by act over a year. Subjects counted once are compared by all their acts."""
    counts = _counts(declared, year=year, as_of=as_of)
    pairs = ((counts[0], counts[1]), (counts[1], counts[0]))
    left, right = (_lacking(own, other, matching=declared.matching) for own, other in pairs)
    figures = figures_of(counts)
    first_left, first_right = (list(rows.order_by("-happened_on", "-pk")[: most + 1]) for rows in (left, right))
    return Comparison(
        left=figures[0],
        right=figures[1],
        only_left=first_left[:most],
        only_right=first_right[:most],
        left_count=len(first_left) if len(first_left) <= most else left.count(),
        right_count=len(first_right) if len(first_right) <= most else right.count(),
        relation=Relation(declared.relation),
    )


def reconciliations() -> QuerySet[Reconciliation]:
    """Return what is declared in scope."""
    return Reconciliation.objects.select_related("owner", "created_by").order_by("-pk")


def _counts(declared: Reconciliation, *, year: int, as_of: date) -> list[Count]:
    found = list(Measure.objects.filter(code__in=[declared.left, declared.right]).order_by("-version"))
    counts = []
    for code in (declared.left, declared.right):
        versions = tuple(each for each in found if each.code == code)
        if not versions:
            raise Measure.DoesNotExist
        counts.append(Count(year_rule(read_rule(versions[0].rule), year=year), as_of, (declared.owner_id,), versions))
    return counts


def _lacking(own: Count, other: Count, *, matching: str) -> "QuerySet[Entry]":
    """Return the entries of one count that have no match in the other."""
    rows = own.left().select_related("measure", "owner")
    same = {name: OuterRef(name) for name in _MATCHED[matching]}
    return rows.exclude(Exists(other.left().filter(**same)))
