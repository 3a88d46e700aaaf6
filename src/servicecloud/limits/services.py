"""Counting. One statement does it, so that two workers at the same instant never count one hit for two."""

import time
from dataclasses import dataclass

from django.db import connection
from django.utils.crypto import salted_hmac

from servicecloud.limits.errors import TooOftenError
from servicecloud.limits.models import Counter

_COUNT = """
INSERT INTO limits_counter (key, ends_at, hits) VALUES (%s, %s, 1)
ON CONFLICT (key) DO UPDATE SET
    hits = CASE WHEN excluded.ends_at > limits_counter.ends_at THEN 1 ELSE limits_counter.hits + 1 END,
    ends_at = CASE WHEN excluded.ends_at > limits_counter.ends_at THEN excluded.ends_at ELSE limits_counter.ends_at END
RETURNING hits, ends_at
"""


@dataclass(frozen=True)
class Rate:
    """At most `hits` uses in each period of `seconds`."""

    hits: int
    seconds: int


@dataclass(frozen=True)
class Usage:
    """What a counter says after a hit."""

    limit: int
    used: int
    seconds_left: int

    @property
    def remaining(self) -> int:
        """How many uses are left in this period."""
        return max(0, self.limit - self.used)

    @property
    def is_over(self) -> bool:
        """Whether this hit was one too many."""
        return self.used > self.limit


def count_hit(*, key: str, rate: Rate, at: float | None = None) -> Usage:
    """Count one use and return where the counter stands. Periods are the same for everybody: they start with the clock's."""
    now = int(time.time() if at is None else at)
    ends_at = (now // rate.seconds + 1) * rate.seconds
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [key, ends_at])
        hits, ends_at = cursor.fetchone()
    return Usage(limit=rate.hits, used=hits, seconds_left=max(1, ends_at - now))


def check_hit(*, key: str, rate: Rate) -> Usage:
    """Count one use; refuse it when the limit of the period is used up."""
    usage = count_hit(key=key, rate=rate)
    if usage.is_over:
        raise TooOftenError(seconds=usage.seconds_left)
    return usage


def key_of_address(kind: str, address: str) -> str:
    """Return the key for an internet address. The address itself is not kept."""
    digest = salted_hmac("servicecloud.limits", address, algorithm="sha256").hexdigest()
    return f"{kind}:{digest[:40]}"


def prune_counters(*, older_than_days: int = 2) -> int:
    """Delete counters of periods long past, except those that tell when a token was last used; return how many."""
    limit = int(time.time()) - older_than_days * 86400
    deleted, _by_model = Counter.objects.filter(ends_at__lt=limit).exclude(key__startswith="token:").delete()
    return deleted
