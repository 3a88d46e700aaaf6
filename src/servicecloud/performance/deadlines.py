"""Until when documents are due where nobody said otherwise: the annual calendar of the rules. Pure: the calendar comes in as an argument.

Sources: targets are declared from June to August of the year before (with the budget, 一上); monitoring of January to July is
reported by 31 August (财预〔2019〕136号); self-evaluations come with their proof from January to March of the year after.
A last day that is no working day ends with the next one that is (民法典 第二百零三条).
"""

from datetime import date, timedelta

from servicecloud.performance.enums import Document
from servicecloud.workcalendar.plans import Calendar

DUE_DOCUMENTS: tuple[str, ...] = (Document.TARGET, Document.MONITORING, Document.SELF_EVALUATION)
USUAL_MONTH = 7
"""Up to which month everybody monitors once a year."""

REMIND_WORKING_DAYS = 5
"""How many working days before the last day people are reminded."""

_LAST_DAYS: dict[str, tuple[int, int, int]] = {
    Document.TARGET: (-1, 8, 31),
    Document.MONITORING: (0, 8, 31),
    Document.SELF_EVALUATION: (1, 3, 31),
}
"""Years after the project's, month, day."""


def usual_due(document: str, year: int, *, calendar: Calendar) -> date:
    """Return the last day of a kind of document of a year, moved on to a working day."""
    years, month, day = _LAST_DAYS[document]
    due = date(year + years, month, day)
    while not calendar.is_working_day(due):
        due += timedelta(days=1)
    return due


def days_late(day: date, *, due: date | None, known_on: date) -> int | None:
    """Return by how many days something missed its last day, 0 when it did not; None where no last day held.

    None held for what was set up (`known_on`) only after it: an addition in the middle of a year is late for nothing.

    >>> days_late(date(2026, 9, 2), due=date(2026, 8, 31), known_on=date(2026, 6, 1))
    2
    """
    if due is None or known_on > due:
        return None
    return max(0, (day - due).days)
