"""The library beside a target table: what is suggested for a row, which rows took what, which tables use an indicator."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from plumbline.reference.indicator_categories import CORE_2021, STYLE_2020
from plumbline.rulebooks.model import Rulebook
from servicecloud.indicators.enums import LibraryState, ValueSource
from servicecloud.indicators.models import IndicatorVersion
from servicecloud.indicators.selectors.offered import standing_now
from servicecloud.ledger.models import Measure
from servicecloud.ledger.selectors.browsing import measures_in_scope
from servicecloud.performance.errors import BindingError
from servicecloud.performance.models import IndicatorUse, Project, TargetTable
from servicecloud.performance.selectors.bindings import rule_of
from servicecloud.performance.selectors.rulebooks import rulebook_for
from servicecloud.performance.values import Binding, TargetRow

_VALUES = re.compile(r"[、,，/]")


@dataclass(frozen=True)
class OriginState:
    """Where a row came from: the version it took, a newer one if there is one, and why the indicator was retired if it was."""

    indicator: int
    number: int
    newer: int | None
    retired_reason: str
    is_renamed: bool


def taxonomy_of(project: Project, rows: Iterable[TargetRow], *, book: Rulebook | None = None) -> str:
    """Return the taxonomy that new rows of a table are named in: that of its cost rows, else that of its rulebook."""
    if any(row.level1.startswith("成本") for row in rows):
        return CORE_2021
    return CORE_2021 if "2021" in (book or rulebook_for(project)).id else STYLE_2020


def suggested_measures() -> dict[str, list[Measure]]:
    """Return the measures in scope by code and by title, the newest version of each first: one query."""
    found: dict[str, list[Measure]] = {}
    by_code: dict[str, list[Measure]] = {}
    for measure in measures_in_scope():
        by_code.setdefault(measure.code, []).append(measure)
    for versions in by_code.values():
        found.setdefault(versions[0].title_zh, versions)
    return found | by_code


def suggested_binding(version: IndicatorVersion, measures: dict[str, list[Measure]], *, year: int) -> Binding | None:
    """Return the binding that the library suggests, where this place has the measure and it gives the unit; else None."""
    if version.source == ValueSource.NARRATIVE:
        return Binding(kind="narrative", evidence=version.evidence[:300])
    versions = measures.get(version.measure) if version.measure else None
    if not versions:
        return None
    title, _separator, values = version.share.partition("=")
    dimension = next((each for each in versions[0].dimensions if title in (each["title_zh"], each["name"])), None)
    is_share = version.taking == "share"
    if is_share and dimension is None:
        return None
    binding = Binding(
        kind="measure",
        measure=versions[0].code,
        how=version.taking,  # type: ignore[arg-type]
        share_of=dimension["name"] if is_share and dimension else "",
        counted=tuple(each.strip() for each in _VALUES.split(values)) if is_share else (),
        evidence=version.evidence[:300],
    )
    tried = TargetRow(key="", level3=version.name, target=f"1{version.printed_unit}", binding=binding)
    try:
        rule_of(tried, versions, year=year)
    except BindingError:
        return None
    return binding


def origins_of(rows: Sequence[TargetRow]) -> dict[str, OriginState]:
    """Return by key how the rows that were taken from the library stand beside it now: one query, none where there are none."""
    known = standing_now(row.origin.indicator for row in rows if row.origin)
    found = {}
    for row in rows:
        origin = row.origin
        indicator = known.get(origin.indicator) if origin else None
        if origin is None or indicator is None or indicator.current is None:
            continue
        now = indicator.current
        is_retired = indicator.state != LibraryState.IN_FORCE
        found[row.key] = OriginState(
            indicator=indicator.pk,
            number=origin.number,
            newer=now.number if now.number > origin.number and not is_retired else None,
            retired_reason=indicator.retired_reason,
            is_renamed=row.level3 != now.name and now.number == origin.number,
        )
    return found


def tables_using(indicator_id: int) -> QuerySet[TargetTable]:
    """Return the target tables in scope that take an indicator, the latest year first, ready to list."""
    rows = TargetTable.objects.filter(uses__indicator_id=indicator_id).select_related("project__owner")
    return rows.order_by("-project__year", "project__name", "pk").distinct()


def tables_using_many(ids: Iterable[int]) -> dict[int, int]:
    """Return how many target tables in scope take each of these indicators: one query."""
    rows = IndicatorUse.objects.filter(indicator_id__in=list(ids)).order_by()
    return dict(rows.values_list("indicator_id").annotate(tables=Count("target", distinct=True)))
