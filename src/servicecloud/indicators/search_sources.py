"""How indicators read in the search index: the words of the version in force, and its code."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plumbline.reference.indicator_categories import categories
from servicecloud.indicators.enums import LibraryState
from servicecloud.indicators.models import LibraryIndicator
from servicecloud.search.sources import Found, Source, declare

INDICATOR = "indicators.indicator"


def declare_sources() -> None:
    """Declare the kind."""
    declare(
        Source(
            kind=INDICATOR,
            label=_("指标"),
            count=LibraryIndicator.everywhere.count,
            after=lambda last, limit: _found(LibraryIndicator.everywhere.filter(pk__gt=last).order_by("pk")[:limit]),
            by_ids=lambda ids: _found(LibraryIndicator.everywhere.filter(pk__in=list(ids)).order_by("pk")),
            changed_since=_changed,
            category_labels=_category_names,
        )
    )


def _category_names() -> dict[str, str]:
    is_english = (get_language() or "").startswith("en")
    return {key: each.name_en if is_english else each.name_zh for key, each in categories().items()}


def _changed(since: datetime) -> Iterable[int]:
    return LibraryIndicator.everywhere.filter(updated_at__gte=since).values_list("pk", flat=True)


def _found(rows: QuerySet[LibraryIndicator]) -> list[Found]:
    found = []
    for row in rows.select_related("current"):
        version = row.current
        if version is None or row.state == LibraryState.WITHDRAWN:
            continue
        category = categories()[version.category]
        words = (row.code, version.definition, version.counting_rule, version.policy_basis, version.note)
        found.append(
            Found(
                object_id=str(row.pk),
                key=str(row.pk),
                title=version.name,
                title_en=category.name_en,
                body="\n".join(text for text in (*words, category.name_zh, *category.levels["core-2021"]) if text),
                organisation_id=row.owner_id,
                category=version.category,
            )
        )
    return found
