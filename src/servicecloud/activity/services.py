"""Writing acts and security events, inside the transaction of the act they tell of."""

from collections.abc import Callable
from typing import Any

import structlog
from django.contrib.auth.models import AbstractUser
from django.db import models

from servicecloud.activity.enums import SecurityKind
from servicecloud.activity.models import Act, SecurityEvent, kind_of

Listener = Callable[[Act], None]
_LISTENERS: list[Listener] = []


def tell_of_acts(listener: Listener) -> None:
    """Call the listener with every act from now on, inside the act's transaction. For what leaves the house (webhooks) only."""
    if listener not in _LISTENERS:
        _LISTENERS.append(listener)


def record_act(
    *,
    actor: AbstractUser | None,
    verb: str,
    about: models.Model,
    organisation: models.Model | int | None = None,
    **data: Any,
) -> Act:
    """Keep that somebody did something to an object. `verb` names a sentence in `activity.sentences`."""
    owner = organisation if isinstance(organisation, int) or organisation is None else organisation.pk
    act = Act.objects.create(
        actor_id=actor.pk if actor else None,
        verb=verb,
        organisation_id=owner,
        object_kind=kind_of(about),
        object_id=str(about.pk),
        object_title=str(about)[:200],
        data=data,
    )
    for listener in _LISTENERS:
        listener(act)
    return act


def record_security(
    *, kind: SecurityKind, user: AbstractUser | None = None, user_name: str = "", **data: Any
) -> SecurityEvent:
    """Append to the security log; the address and the request come from the request being served."""
    context = structlog.contextvars.get_contextvars()
    return SecurityEvent.objects.create(
        kind=kind,
        user_id=user.pk if user else None,
        user_name=user.get_username() if user else user_name[:150],
        address=context.get("address"),
        request_id=context.get("request_id", ""),
        data=data,
    )


def record_reveal(*, actor: AbstractUser, about: models.Model, field: str) -> SecurityEvent:
    """Keep that somebody looked at a personal value in plain text."""
    return record_security(kind=SecurityKind.REVEALED, user=actor, object=f"{kind_of(about)}:{about.pk}", field=field)
