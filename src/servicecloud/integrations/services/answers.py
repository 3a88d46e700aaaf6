"""Doing an act once however often the request comes: the answer of the first time is given again."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from servicecloud.identity.models import User
from servicecloud.integrations.errors import KeyReusedError
from servicecloud.integrations.models import RememberedAnswer

KEPT_HOURS = 24


@dataclass(frozen=True)
class Answer:
    """What an act answers: status, plain data, and headers worth repeating."""

    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)
    is_repeated: bool = False


def fingerprint(*, method: str, path: str, data: Any) -> str:
    """Return a digest of what a request asks for; the order of its fields does not matter."""
    canonical = json.dumps([method, path, data], sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def answer_once(*, actor: User, key: str, request: str, act: Callable[[], Answer]) -> Answer:
    """Do the act and remember its answer in the same transaction, or give the answer remembered under the key.

    A refused act rises, leaves nothing behind and may be tried again under the same key. Two requests at once: the second
    waits at the unique key for the first to end, and then gets its answer.
    """
    try:
        with transaction.atomic():
            claimed = _claim(actor=actor, key=key, request=request)
            answer = act()
            claimed.status, claimed.body, claimed.headers = answer.status, answer.body, answer.headers
            claimed.save(update_fields=["status", "body", "headers"])
            return answer
    except _TakenError:
        known = RememberedAnswer.objects.get(user=actor, key=key)
    if known.fingerprint != request:
        raise KeyReusedError(key=key)
    return Answer(known.status, known.body, known.headers, is_repeated=True)


def forget_answers(*, hours: int = KEPT_HOURS) -> int:
    """Delete remembered answers older than a day; return how many."""
    limit = timezone.now() - timedelta(hours=hours)
    deleted, _by_model = RememberedAnswer.objects.filter(created_at__lt=limit).delete()
    return deleted


class _TakenError(Exception):
    """The key is in use."""


def _claim(*, actor: User, key: str, request: str) -> RememberedAnswer:
    try:
        with transaction.atomic():
            return RememberedAnswer.objects.create(user=actor, key=key, fingerprint=request)
    except IntegrityError as error:
        raise _TakenError from error
