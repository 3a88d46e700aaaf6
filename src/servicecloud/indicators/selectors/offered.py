"""What of the library is offered to whom: that of a body to itself and to everybody below it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from servicecloud.identity.models import Organisation, Placement, User
from servicecloud.identity.standing import standing_of
from servicecloud.indicators.enums import LibraryState
from servicecloud.indicators.models import IndicatorVersion, LibraryIndicator, TargetTemplate, TemplateVersion
from servicecloud.indicators.search_sources import INDICATOR
from servicecloud.search.selectors import ids_of

MOST_FOUND = 500


@dataclass(frozen=True)
class LibraryFilter:
    """What the library is narrowed to; blank means no limit."""

    q: str = ""
    category: str = ""
    kind: str = ""
    source: str = ""
    owner: int | None = None
    state: str = ""


def owners_seen(user: User) -> list[int] | None:
    """Return whose libraries a person sees: those in their reach, and those of the bodies above their own; None for all."""
    standing = standing_of(user)
    if standing.reach is None:
        return None
    return sorted({*standing.reach, *bodies_above(held.organisation.pk for held in standing.held)})


def bodies_above(organisations: Iterable[int]) -> set[int]:
    """Return everything above some organisations today, however high: one query."""
    today = timezone.localdate()
    rows = Placement.everywhere.filter(valid_from__lte=today).filter(Q(valid_to=None) | Q(valid_to__gt=today))
    parents: dict[int, set[int]] = {}
    for below, above in rows.values_list("organisation_id", "parent_id"):
        parents.setdefault(below, set()).add(above)
    found: set[int] = set()
    waiting = list(organisations)
    while waiting:
        for above in parents.get(waiting.pop(), set()) - found:
            found.add(above)
            waiting.append(above)
    return found


def owners_above(owner_id: int) -> list[int]:
    """Return whose libraries are offered to a body: its own and those of the bodies above."""
    return [owner_id, *bodies_above([owner_id])]


def library(owners: list[int] | None, wanted: LibraryFilter) -> QuerySet[LibraryIndicator]:
    """Return the indicators of these owners (None: of all), ready to list. The caller knows that they are offered to the person.

    What an import brought that was taken back is left out, unless it is asked for.
    """
    rows = _kept_by(owners)
    if wanted.q:
        found = ids_of(wanted.q, kind=INDICATOR, organisations=owners, limit=MOST_FOUND)
        rows = rows.filter(Q(pk__in=found) | Q(code__istartswith=wanted.q))
    exact = {"current__category": wanted.category, "kind": wanted.kind, "current__source": wanted.source}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.owner is not None:
        rows = rows.filter(owner_id=wanted.owner)
    return rows.filter(state=wanted.state) if wanted.state else rows.exclude(state=LibraryState.WITHDRAWN)


def _kept_by(owners: list[int] | None) -> QuerySet[LibraryIndicator]:
    rows = LibraryIndicator.everywhere.select_related("owner", "current").filter(current__isnull=False)
    return rows if owners is None else rows.filter(owner_id__in=owners)


def owners_with_indicators(owners: list[int] | None) -> list[tuple[int, str]]:
    """Return those of the owners that have indicators, with their names: one query."""
    rows = LibraryIndicator.everywhere.filter(current__isnull=False)
    rows = rows if owners is None else rows.filter(owner_id__in=owners)
    found = Organisation.everywhere.filter(pk__in=rows.values("owner_id")).order_by("name_zh", "pk")
    return [(owner.pk, str(owner)) for owner in found]


def indicator_seen(user: User, pk: int) -> LibraryIndicator:
    """Return one indicator of a library that a person reads, also one that is offered no longer; raises DoesNotExist for others."""
    return _kept_by(owners_seen(user)).get(pk=pk)


def versions_of(indicator: LibraryIndicator) -> list[IndicatorVersion]:
    """Return the versions of an indicator that the caller may see, the newest first."""
    rows = IndicatorVersion.everywhere.filter(indicator=indicator).select_related("made_by")
    return list(rows.order_by("-number"))


def offered_to(owner_id: int, ids: Iterable[int]) -> dict[int, IndicatorVersion]:
    """Return the versions in force of those indicators that are offered to a body: its own and those of the bodies above."""
    wanted = set(ids)
    if not wanted:
        return {}
    owners = owners_above(owner_id)
    rows = LibraryIndicator.everywhere.filter(pk__in=wanted, owner_id__in=owners, state=LibraryState.IN_FORCE)
    return {row.pk: row.current for row in rows.select_related("current") if row.current}


def standing_now(ids: Iterable[int]) -> dict[int, LibraryIndicator]:
    """Return indicators that rows were taken from, with the version in force. Whoever sees the row sees its origin."""
    wanted = set(ids)
    if not wanted:
        return {}
    rows = LibraryIndicator.everywhere.filter(pk__in=wanted).select_related("current")
    return {row.pk: row for row in rows}


def templates_seen(owners: list[int] | None) -> QuerySet[TargetTemplate]:
    """Return the templates of these owners (None: of all), ready to list."""
    rows = TargetTemplate.everywhere.select_related("owner", "current").filter(current__isnull=False)
    return rows if owners is None else rows.filter(owner_id__in=owners)


def template_seen(user: User, pk: int) -> TargetTemplate:
    """Return one template that is offered to a person; raises DoesNotExist when it is not."""
    return templates_seen(owners_seen(user)).get(pk=pk)


def template_versions_of(template: TargetTemplate) -> list[TemplateVersion]:
    """Return the versions of a template that the caller may see, the newest first."""
    rows = TemplateVersion.everywhere.filter(template=template).select_related("made_by")
    return list(rows.order_by("-number"))


def templates_offered_to(owner_id: int) -> QuerySet[TargetTemplate]:
    """Return the templates that a body may begin from."""
    return templates_seen(owners_above(owner_id)).filter(state=LibraryState.IN_FORCE).order_by("name", "pk")
