"""When something may be sent: quiet hours, the daily digest, pauses between tries. Pure: the moments come in as arguments."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")
PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
"""Pauses after each try that failed; after the last one nothing is tried again by itself."""


def end_of_quiet(now: datetime, *, quiet_from: time | None, quiet_until: time | None) -> datetime | None:
    """Return when quiet hours end, or None when it is not quiet now. Hours may run over midnight."""
    if quiet_from is None or quiet_until is None or quiet_from == quiet_until:
        return None
    local = now.astimezone(CHINA)
    is_over_midnight = quiet_from > quiet_until
    clock = local.time()
    if is_over_midnight:
        is_quiet = clock >= quiet_from or clock < quiet_until
        day = local.date() + timedelta(days=1) if clock >= quiet_from else local.date()
    else:
        is_quiet, day = quiet_from <= clock < quiet_until, local.date()
    return datetime.combine(day, quiet_until, CHINA) if is_quiet else None


def is_digest_due(now: datetime, *, at: time, last_on: date | None) -> bool:
    """Return whether today's digest is still to be sent and its time has come."""
    local = now.astimezone(CHINA)
    return local.time() >= at and last_on != local.date()


def next_try(now: datetime, *, attempts: int) -> datetime | None:
    """Return when to try again after so many tries, or None when it is given up."""
    return now + PAUSES[attempts - 1] if attempts <= len(PAUSES) else None
