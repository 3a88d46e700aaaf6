"""The schedule: what runs by itself and when. Apps declare theirs with `every` and `daily` when they are ready."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django_tasks.base import Task

CHINA = ZoneInfo("Asia/Shanghai")


class Rhythm(Protocol):
    """When work comes again."""

    def first(self, now: datetime) -> datetime:
        """Return the first time, seen from the moment the schedule learns of the work."""
        ...

    def after(self, now: datetime) -> datetime:
        """Return the time that follows a run. Times that were missed are not made up for."""
        ...

    def __str__(self) -> str:
        """Say it in words, in the active language."""
        ...


@dataclass(frozen=True)
class Every:
    """Due at once and then every so often."""

    interval: timedelta

    def first(self, now: datetime) -> datetime:
        """Now."""
        return now

    def after(self, now: datetime) -> datetime:
        """An interval later."""
        return now + self.interval

    def __str__(self) -> str:
        minutes = int(self.interval.total_seconds()) // 60
        if minutes % (24 * 60) == 0:
            return _("每 %(count)d 天") % {"count": minutes // (24 * 60)}
        if minutes % 60 == 0:
            return _("每 %(count)d 小时") % {"count": minutes // 60}
        return _("每 %(count)d 分钟") % {"count": minutes}


@dataclass(frozen=True)
class DailyAt:
    """Due once a day at a time of day in China, whatever zone the machine is in."""

    at: time

    def first(self, now: datetime) -> datetime:
        """The next time the clock shows it."""
        return self.after(now)

    def after(self, now: datetime) -> datetime:
        """The next time the clock shows it, today or tomorrow."""
        local = now.astimezone(CHINA)
        today = datetime.combine(local.date(), self.at, CHINA)
        return today if today > local else today + timedelta(days=1)

    def __str__(self) -> str:
        return _("每天 %(time)s") % {"time": f"{self.at:%H:%M}"}


@dataclass(frozen=True)
class Entry:
    """One piece of work that comes again."""

    name: str
    title: str | Promise
    task: Task[Any, Any]
    rhythm: Rhythm


ENTRIES: dict[str, Entry] = {}


def every(interval: timedelta, task: Task[Any, Any], *, name: str, title: str | Promise) -> None:
    """Declare work that is due every so often, for the first time at once."""
    ENTRIES[name] = Entry(name, title, task, Every(interval))


def daily(at: time, task: Task[Any, Any], *, name: str, title: str | Promise) -> None:
    """Declare work that is due once a day at a time of day in China."""
    ENTRIES[name] = Entry(name, title, task, DailyAt(at))
