"""Importing a year's plan."""

from django.db import transaction
from django.utils.translation import gettext as _

from servicecloud.activity.services import record_act
from servicecloud.errors import InvalidInputError
from servicecloud.identity.models import User
from servicecloud.workcalendar import policies
from servicecloud.workcalendar.enums import DayKind
from servicecloud.workcalendar.models import CalendarDay, CalendarYear
from servicecloud.workcalendar.reading import read_year

FIRST_YEAR, LAST_YEAR = 2000, 2100


@transaction.atomic
def import_year(*, actor: User, year: int, source: str, text: str) -> CalendarYear:
    """Put an announced year in force in place of what stood there. Nothing is written when one line is at fault."""
    policies.check_can_keep_calendar(actor)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InvalidInputError({"year": [_("年度应在%(first)d至%(last)d之间。") % {"first": 2000, "last": 2100}]})
    read = read_year(text, year=year, source=source)
    if read.problems:
        raise InvalidInputError({"text": list(read.problems)})
    row, _is_new = CalendarYear.objects.update_or_create(
        year=year, defaults={"source": source.strip(), "imported_by": actor}
    )
    row.days.all().delete()
    days = [(DayKind.HOLIDAY, read.plan.holidays), (DayKind.MAKE_UP, read.plan.make_up)]
    CalendarDay.objects.bulk_create(
        CalendarDay(year=row, day=day, kind=kind, name=name) for kind, named in days for day, name in named.items()
    )
    record_act(actor=actor, verb="workcalendar.imported", about=row, source=row.source)
    return row
