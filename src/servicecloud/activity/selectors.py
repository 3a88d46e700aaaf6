"""Reading the activity log and the security log."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import QuerySet

from servicecloud.activity.models import Act, SecurityEvent, kind_of
from servicecloud.activity.sentences import sentence


@dataclass(frozen=True)
class TimelineEntry:
    """One line of a timeline."""

    at: datetime
    who: str
    text: str


def timeline_of(about: models.Model, *, limit: int = 20) -> list[TimelineEntry]:
    """Return what was done to one object, newest first, with the names filled in: one query."""
    acts = Act.objects.filter(object_kind=kind_of(about), object_id=str(about.pk))
    return _as_timeline(acts, limit=limit)


def recent_acts(*, limit: int = 20) -> list[TimelineEntry]:
    """Return the latest acts in the organisations in scope."""
    return _as_timeline(Act.objects.all(), limit=limit)


@dataclass(frozen=True)
class ActFilter:
    """What the log is narrowed to; blank means no limit. `until` is exclusive."""

    title: str = ""
    kind: str = ""
    object_id: str = ""
    actor_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


def acts(wanted: ActFilter) -> QuerySet[Act]:
    """Return the acts in scope with their people and organisations, ready to list."""
    exact = {
        "object_title__icontains": wanted.title,
        "object_kind": wanted.kind,
        "object_id": wanted.object_id,
        "actor_id": wanted.actor_id,
        "at__gte": wanted.since,
        "at__lt": wanted.until,
    }
    rows = Act.objects.filter(**{name: value for name, value in exact.items() if value not in ("", None)})
    return rows.select_related("actor", "organisation")


def kinds_of_acts() -> list[str]:
    """Return the kinds of things that acts in scope tell of."""
    return list(Act.objects.order_by("object_kind").values_list("object_kind", flat=True).distinct())


def sentence_of(act: Act) -> str:
    """Return what happened as one sentence in the active language."""
    return sentence(act.verb, title=act.object_title)


def security_events() -> QuerySet[SecurityEvent]:
    """Return the security log, newest first."""
    return SecurityEvent.objects.order_by("-pk")


def _as_timeline(acts: QuerySet[Act], *, limit: int) -> list[TimelineEntry]:
    return [
        TimelineEntry(
            act.at, act.actor.get_full_name() if act.actor else "", sentence(act.verb, title=act.object_title)
        )
        for act in acts.select_related("actor").order_by("-pk")[:limit]
    ]
