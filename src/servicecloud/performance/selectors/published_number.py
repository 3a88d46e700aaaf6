"""Behind one published number: how it was counted and the entries it was counted from, as far as anybody may see them.

A day, a quantity and the place in the chain are public; whom an entry is about is not.
"""

from dataclasses import dataclass
from decimal import Decimal

from servicecloud.errors import NotFoundError
from servicecloud.identity.standing import scope_of_everything
from servicecloud.ledger.models import Entry, Snapshot
from servicecloud.ledger.registry import read_rule
from servicecloud.ledger.selectors.drilling import drill_down
from servicecloud.ledger.selectors.figures import value
from servicecloud.performance.models import PublishedIndicator
from servicecloud.performance.selectors.published import Published, PublishedRow, published


@dataclass(frozen=True)
class Behind:
    """A page of the entries behind a number, newest first; `after` leads to the next page.

    `number_now` is what the same rule gives now as of the same day; `is_same` when it comes from as many entries as were frozen.
    """

    entries: list[Entry]
    after: str
    number_now: Decimal | None
    is_same: bool


def published_row(project_id: int, place: int) -> tuple[Published, PublishedRow]:
    """Return a row of the latest publication of a project by its place, from 1."""
    shown = published(project_id)
    if not 1 <= place <= len(shown.rows):
        raise NotFoundError
    return shown, shown.rows[place - 1]


def published_snapshot(project_id: int, place: int) -> tuple[PublishedIndicator, Snapshot]:
    """Return a row of the latest publication of a project with its frozen number: one query."""
    rows = PublishedIndicator.everywhere.select_related("result__project", "snapshot")
    row = rows.get(result__project_id=project_id, place=place)
    if row.snapshot is None:
        raise NotFoundError
    return row, row.snapshot


def entries_behind(snapshot: Snapshot, *, after: str = "") -> Behind:
    """Return a page of the entries that a published number counts. That the number is published is the permission."""
    with scope_of_everything():
        figure = value(read_rule(snapshot.definition), as_of=snapshot.as_of, owners=tuple(snapshot.owners) or None)
        page = drill_down(figure, after=after)
        is_same = figure.number == snapshot.number and figure.counted == snapshot.counted
        return Behind([entry for entry, _why in page.lines], page.after, figure.number, is_same)
