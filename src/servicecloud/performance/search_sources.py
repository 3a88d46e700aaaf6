"""How public results read in the search index: what their page shows to everybody, and nothing else."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from servicecloud.performance.models import PublishedResult
from servicecloud.performance.selectors.disclosures import with_indicators
from servicecloud.search.sources import Found, Source, declare

RESULT = "performance.result"


def declare_sources() -> None:
    """Declare the kind."""
    declare(
        Source(
            kind=RESULT,
            label=_("绩效公开"),
            count=PublishedResult.everywhere.count,
            after=lambda last, limit: _found(with_indicators().filter(pk__gt=last).order_by("pk")[:limit]),
            by_ids=lambda ids: _found(with_indicators().filter(pk__in=list(ids)).order_by("pk")),
            changed_since=_changed,
        )
    )


def _changed(moment: datetime) -> Iterable[int]:
    rows = PublishedResult.everywhere.filter(disclosure__published_at__gte=moment)
    return rows.order_by("pk").values_list("pk", flat=True)


def _found(rows: QuerySet[PublishedResult]) -> list[Found]:
    return [
        Found(
            object_id=str(row.pk),
            key=str(row.project_id),
            title=f"{row.name}（{row.year}）",
            body=" · ".join(part for part in _words(row) if part),
            organisation_id=row.owner_id,
            is_public=True,
        )
        for row in rows
    ]


def _words(row: PublishedResult) -> list[str]:
    bodies = [name for body in (row.owner, row.department) for name in (body.name_zh, body.name_en)]
    return [*dict.fromkeys(bodies), *(each.level3 for each in row.indicators.all())]
