"""Adding indicators to the library, writing new versions of them, retiring them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from servicecloud.activity.services import record_act
from servicecloud.errors import InvalidInputError
from servicecloud.identity.models import Organisation, User
from servicecloud.indicators import policies, words
from servicecloud.indicators.enums import IndicatorKind, LibraryState
from servicecloud.indicators.errors import NotRetiredError, RetiredError, RetireReasonError, UnchangedError
from servicecloud.indicators.models import IndicatorVersion, LibraryIndicator
from servicecloud.indicators.problems import CONTENT, cleaned
from servicecloud.indicators.search_sources import INDICATOR
from servicecloud.search.services import index_objects
from servicecloud.versioning import StaleRecordError


@transaction.atomic
def add_indicator(
    *, actor: User, owner: Organisation, values: Mapping[str, Any], quiet: bool = False
) -> LibraryIndicator:
    """Add an indicator with its first version. `quiet`: the caller records the act and the index for many at once.

    A code that an import brought and that was taken back with it is free: its indicator comes back with a further version.
    """
    policies.check_can_keep(actor, owner.pk)
    code, kind = str(values.get("code") or "").strip()[:40], str(values.get("kind") or "")
    content, problems = cleaned(values)
    if not code:
        problems.setdefault("code", []).append(str(words.NEEDED))
    former = LibraryIndicator.objects.select_for_update(of=("self",)).filter(owner=owner, code=code).first()
    if former is not None and former.state != LibraryState.WITHDRAWN:
        problems.setdefault("code", []).append(str(words.CODE_TAKEN))
    if kind not in IndicatorKind.values:
        problems.setdefault("kind", []).append(str(words.NEEDED))
    if problems:
        raise InvalidInputError(problems)
    found = former or LibraryIndicator.objects.create(owner=owner, code=code, kind=kind, created_by=actor)
    number = found.current.number + 1 if found.current else 1
    found.current = IndicatorVersion.objects.create(indicator=found, number=number, made_by=actor, **content)
    if former is None:
        found.save(update_fields=["current"])
    else:
        found.kind, found.state, found.retired_reason = kind, LibraryState.IN_FORCE, ""
        _move_on(found)
    if not quiet:
        _tell(found, actor=actor, verb="indicator.added")
    return found


@transaction.atomic
def revise_indicator(
    *, actor: User, indicator_id: int, expected: int, values: Mapping[str, Any], reason: str, quiet: bool = False
) -> LibraryIndicator:
    """Write a new version. Tables that took the old one keep it and show that there is a newer."""
    found = _held(actor, indicator_id)
    content, problems = cleaned(values)
    if not reason.strip():
        problems.setdefault("change_reason", []).append(str(words.NEEDED))
    if found.version != expected:
        raise StaleRecordError(current=found, submitted=content)
    if found.state != LibraryState.IN_FORCE:
        raise RetiredError(name=found.current)
    if problems:
        raise InvalidInputError(problems)
    before = found.current
    if before is not None and all(getattr(before, name) == content[name] for name in CONTENT):
        raise UnchangedError
    number = before.number + 1 if before else 1
    found.current = IndicatorVersion.objects.create(
        indicator=found, number=number, made_by=actor, change_reason=reason.strip()[:300], **content
    )
    _move_on(found)
    if not quiet:
        _tell(found, actor=actor, verb="indicator.revised")
    return found


@transaction.atomic
def retire_indicator(*, actor: User, indicator_id: int, reason: str) -> LibraryIndicator:
    """Offer an indicator no longer. Where it was taken it stays, with the reason beside it."""
    found = _held(actor, indicator_id)
    if found.state != LibraryState.IN_FORCE:
        raise RetiredError(name=found.current)
    if not reason.strip():
        raise RetireReasonError
    found.state, found.retired_reason = LibraryState.RETIRED, reason.strip()[:300]
    _move_on(found)
    _tell(found, actor=actor, verb="indicator.retired")
    return found


@transaction.atomic
def restore_indicator(*, actor: User, indicator_id: int) -> LibraryIndicator:
    """Offer an indicator again that was retired, or taken back with an import."""
    found = _held(actor, indicator_id)
    if found.state == LibraryState.IN_FORCE:
        raise NotRetiredError(name=found.current)
    found.state, found.retired_reason = LibraryState.IN_FORCE, ""
    _move_on(found)
    _tell(found, actor=actor, verb="indicator.restored")
    return found


def _held(actor: User, indicator_id: int) -> LibraryIndicator:
    """Return an indicator in scope, held until the transaction ends."""
    found = LibraryIndicator.objects.select_for_update(of=("self",)).get(pk=indicator_id)
    policies.check_can_keep(actor, found.owner_id)
    return found


def _move_on(found: LibraryIndicator) -> None:
    found.version += 1
    found.save(update_fields=["kind", "state", "retired_reason", "current", "version", "updated_at"])


def _tell(found: LibraryIndicator, *, actor: User, verb: str) -> None:
    act = verb
    record_act(actor=actor, verb=act, about=found, organisation=found.owner_id, name=str(found.current))
    index_objects(kind=INDICATOR, ids=[found.pk])
