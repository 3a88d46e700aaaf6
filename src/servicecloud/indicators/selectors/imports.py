"""The files that were written into the libraries in scope."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from servicecloud.indicators.enums import LineOutcome
from servicecloud.indicators.models import LibraryImport, LibraryImportLine


@dataclass(frozen=True)
class ImportedLine:
    """One line that wrote something; `name` is what its indicator is called today."""

    number: int
    indicator: int
    code: str
    name: str
    outcome: str
    label: str


def imports_in_scope() -> QuerySet[LibraryImport]:
    """Return the imports in scope, the latest first, with the number of lines that wrote something."""
    rows = LibraryImport.objects.select_related("owner", "started_by", "undone_by")
    return rows.annotate(written=Count("lines"), kept=Count("lines", filter=Q(lines__outcome="kept"))).order_by("-pk")


@dataclass(frozen=True)
class RefusedLine:
    """One line that was not accepted, and why."""

    number: int
    code: str
    name: str
    problems: tuple[str, ...]


def refused_of_import(run: LibraryImport) -> list[RefusedLine]:
    """Return the lines of an import that were not accepted: no query."""
    return [RefusedLine(each["number"], each["code"], each["name"], tuple(each["problems"])) for each in run.refusals]


def lines_of_import(run: LibraryImport) -> list[ImportedLine]:
    """Return what an import wrote, line by line: one query."""
    rows = LibraryImportLine.objects.filter(run=run).select_related("indicator__current").order_by("number")
    return [
        ImportedLine(
            row.number,
            row.indicator_id,
            row.indicator.code,
            str(row.indicator.current or row.indicator),
            row.outcome,
            str(LineOutcome(row.outcome).label),
        )
        for row in rows
    ]
