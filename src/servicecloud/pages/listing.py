"""Lists: sorting, pages and density, all of it in the URL."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise

PER_PAGE = 25
DENSITIES = ("normal", "compact")


@dataclass(frozen=True)
class Column:
    """A column of a list; `order` names the fields it sorts by, blank when it does not."""

    key: str
    label: str | Promise
    order: tuple[str, ...] = ()
    is_number: bool = False


@dataclass(frozen=True)
class Heading:
    """A column as the page shows it: where a click leads and how it is sorted now (ascending, descending, none)."""

    label: str | Promise
    url: str
    direction: str
    is_number: bool


@dataclass(frozen=True)
class Listing:
    """One page of a list with everything its template prints."""

    page: Page[Any]
    headings: list[Heading]
    density: str
    total: int
    query: QueryDict

    @property
    def pages(self) -> list[int | str]:
        """Return the page numbers to offer, with gaps."""
        return list(self.page.paginator.get_elided_page_range(self.page.number, on_each_side=2, on_ends=1))


def build_listing(
    rows: QuerySet[Any], *, columns: tuple[Column, ...], query: QueryDict, default: str, per_page: int = PER_PAGE
) -> Listing:
    """Sort and cut the rows as the URL says. An unknown sort or page falls back; the primary key breaks every tie."""
    sorts = {column.key: column.order for column in columns if column.order}
    asked = query.get("sort", default)
    key, is_descending = asked.lstrip("-"), asked.startswith("-")
    if key not in sorts:
        asked, key, is_descending = default, default.lstrip("-"), default.startswith("-")
    order = [f"-{name}" if is_descending else name for name in (*sorts[key], "pk")]
    page = Paginator(rows.order_by(*order), per_page).get_page(query.get("page"))
    density = query.get("density", "normal")
    return Listing(
        page=page,
        headings=[_heading(column, query=query, key=key, is_descending=is_descending) for column in columns],
        density=density if density in DENSITIES else "normal",
        total=page.paginator.count,
        query=query,
    )


def _heading(column: Column, *, query: QueryDict, key: str, is_descending: bool) -> Heading:
    if not column.order:
        return Heading(column.label, "", "none", column.is_number)
    is_current = column.key == key
    direction = ("descending" if is_descending else "ascending") if is_current else "none"
    changed = query.copy()
    changed["sort"] = f"-{column.key}" if is_current and not is_descending else column.key
    changed.pop("page", None)
    return Heading(column.label, f"?{changed.urlencode()}", direction, column.is_number)
