"""Keeping target templates: making one, writing a new version, retiring it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from servicecloud.activity.services import record_act
from servicecloud.errors import InvalidInputError
from servicecloud.identity.models import Organisation, User
from servicecloud.indicators import policies, words
from servicecloud.indicators.enums import LibraryState
from servicecloud.indicators.errors import (
    NoRowsError,
    NotRetiredError,
    RetiredError,
    RetireReasonError,
    TooManyRowsError,
    UnchangedError,
)
from servicecloud.indicators.models import TargetTemplate, TemplateVersion
from servicecloud.indicators.values import TemplateRow, rows_as_json, rows_from_json
from servicecloud.versioning import StaleRecordError

MOST_ROWS = 60


@transaction.atomic
def add_template(*, actor: User, owner: Organisation, values: Mapping[str, Any]) -> TargetTemplate:
    """Make a template with its first version. `rows` are TemplateRow values."""
    policies.check_can_keep(actor, owner.pk)
    name, rows = str(values.get("name") or "").strip()[:80], _rows(values)
    problems: dict[str, list[str]] = {}
    if not name:
        problems["name"] = [str(words.NEEDED)]
    elif TargetTemplate.objects.filter(owner=owner, name=name).exists():
        problems["name"] = [str(words.NAME_TAKEN)]
    if problems:
        raise InvalidInputError(problems)
    category = str(values.get("project_category") or "")
    found = TargetTemplate.objects.create(owner=owner, name=name, project_category=category, created_by=actor)
    found.current = TemplateVersion.objects.create(
        template=found, number=1, goal=_goal(values), rows=rows_as_json(rows), made_by=actor
    )
    found.save(update_fields=["current"])
    record_act(actor=actor, verb="template.added", about=found, organisation=owner)
    return found


@transaction.atomic
def revise_template(
    *, actor: User, template_id: int, expected: int, values: Mapping[str, Any], reason: str
) -> TargetTemplate:
    """Write a new version; tables that began from the old one stay as they are."""
    found = _held(actor, template_id)
    rows = _rows(values)
    if found.version != expected:
        raise StaleRecordError(current=found, submitted={"goal": _goal(values), "rows": rows_as_json(rows)})
    if found.state == LibraryState.RETIRED:
        raise RetiredError(name=found)
    if not reason.strip():
        raise InvalidInputError({"change_reason": [str(words.NEEDED)]})
    before = found.current
    if before is not None and (before.goal, rows_from_json(before.rows)) == (_goal(values), rows):
        raise UnchangedError
    found.current = TemplateVersion.objects.create(
        template=found,
        number=before.number + 1 if before else 1,
        goal=_goal(values),
        rows=rows_as_json(rows),
        made_by=actor,
        change_reason=reason.strip()[:300],
    )
    _move_on(found, actor=actor, verb="template.revised")
    return found


@transaction.atomic
def retire_template(*, actor: User, template_id: int, reason: str) -> TargetTemplate:
    """Offer a template no longer."""
    found = _held(actor, template_id)
    if found.state == LibraryState.RETIRED:
        raise RetiredError(name=found)
    if not reason.strip():
        raise RetireReasonError
    found.state, found.retired_reason = LibraryState.RETIRED, reason.strip()[:300]
    _move_on(found, actor=actor, verb="template.retired")
    return found


@transaction.atomic
def restore_template(*, actor: User, template_id: int) -> TargetTemplate:
    """Offer a retired template again."""
    found = _held(actor, template_id)
    if found.state != LibraryState.RETIRED:
        raise NotRetiredError(name=found)
    found.state, found.retired_reason = LibraryState.IN_FORCE, ""
    _move_on(found, actor=actor, verb="template.restored")
    return found


def _held(actor: User, template_id: int) -> TargetTemplate:
    found = TargetTemplate.objects.select_for_update(of=("self",)).get(pk=template_id)
    policies.check_can_keep(actor, found.owner_id)
    return found


def _move_on(found: TargetTemplate, *, actor: User, verb: str) -> None:
    found.version += 1
    found.save(update_fields=["state", "retired_reason", "current", "version", "updated_at"])
    act = verb
    record_act(actor=actor, verb=act, about=found, organisation=found.owner_id)


def _rows(values: Mapping[str, Any]) -> tuple[TemplateRow, ...]:
    rows = tuple(row for row in values.get("rows") or () if row.level3)
    if not rows:
        raise NoRowsError
    if len(rows) > MOST_ROWS:
        raise TooManyRowsError(most=MOST_ROWS, count=len(rows))
    return rows


def _goal(values: Mapping[str, Any]) -> str:
    return str(values.get("goal") or "").strip()[:4000]
