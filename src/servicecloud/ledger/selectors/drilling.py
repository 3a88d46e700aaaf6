"""From any number down to the entries that make it up, and to those that do not with the reason; the same for every page and program."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from plumbline.evidence.recount import Excluded
from servicecloud.ledger.models import Entry
from servicecloud.ledger.selectors.browsing import days_of, page_of
from servicecloud.ledger.selectors.figures import Figure, explain

_FEW = ("latest", "distinct")


@dataclass(frozen=True)
class Drilled:
    """One page below a number, newest first: each entry with why it is not counted (None: it is). `after` leads to the next page."""

    lines: list[tuple[Entry, Excluded | None]]
    after: str


def drill_down(figure: Figure, *, is_counted: bool = True, after: str = "") -> Drilled:
    """Return a page of the entries that are counted in a number, or of those of its measure that are not."""
    if is_counted:
        count = figure.count
        days = None if count.parts() or count.rule.aggregation in _FEW else days_of(count)
        page = page_of(_complete(count.contributing()), after=after, days=days)
        return Drilled([(entry, None) for entry in page.entries], page.after)
    if not figure.not_counted:
        return Drilled([], "")
    page = page_of(_complete(figure.count.not_counted()), after=after)
    reasons = explain(figure.count, page.entries)
    return Drilled([(entry, reasons.get(entry.pk)) for entry in page.entries], page.after)


def _complete(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    return rows.select_related("measure", "owner__organisation", "recorded_by", "leaf")
