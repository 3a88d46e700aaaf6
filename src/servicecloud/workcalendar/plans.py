"""One year's plan and the calendar made of several: plain values, no database, no clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

_SATURDAY = 5


@dataclass(frozen=True)
class YearPlan:
    """The days of one year that differ from the plain week. `is_provisional`: the State Council has not announced it yet."""

    year: int
    holidays: Mapping[date, str]
    make_up: Mapping[date, str]
    is_provisional: bool
    source: str

    def is_working(self, day: date) -> bool:
        """Return whether people work on a day of this year."""
        if day in self.make_up:
            return True
        return day.weekday() < _SATURDAY and day not in self.holidays


@dataclass(frozen=True)
class Calendar:
    """Plans by year, each asked for at most once."""

    plan_of: Callable[[int], YearPlan]
    _known: dict[int, YearPlan] = field(default_factory=dict, repr=False, compare=False)

    def plan(self, year: int) -> YearPlan:
        """Return the plan of a year."""
        if year not in self._known:
            self._known[year] = self.plan_of(year)
        return self._known[year]

    def is_working_day(self, day: date) -> bool:
        """Return whether people work on a day."""
        return self.plan(day.year).is_working(day)

    def is_provisional(self, first: date, last: date) -> bool:
        """Return whether any year between two days may still change."""
        return any(self.plan(year).is_provisional for year in range(first.year, last.year + 1))


@dataclass(frozen=True)
class Stretch:
    """Days in a row with the same reason: a holiday as the notice words it."""

    name: str
    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it lasts."""
        return (self.last - self.first).days + 1


def stretches(days: Mapping[date, str]) -> list[Stretch]:
    """Return single days joined to stretches, in order of time."""
    found: list[Stretch] = []
    for day in sorted(days):
        last = found[-1] if found else None
        if last and last.name == days[day] and last.last == day - timedelta(days=1):
            found[-1] = Stretch(last.name, last.first, day)
        else:
            found.append(Stretch(days[day], day, day))
    return found
