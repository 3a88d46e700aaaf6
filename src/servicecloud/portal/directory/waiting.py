"""What waits for the people of enterprises and institutions in their workspace."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from servicecloud.directory.enums import Light
from servicecloud.directory.models import Enterprise, Institution
from servicecloud.directory.qualifications import SOON, standings
from servicecloud.directory.selectors import without_figures
from servicecloud.pages.waiting import Waiting


def workspace_waiting(
    enterprises: Iterable[Enterprise], institutions: Iterable[Institution], *, today: date
) -> list[Waiting]:
    """Return the figures of last year that are missing and the qualifications that end soon or have ended, the oldest first."""
    found = [*_figures(enterprises, today=today), *_qualifications(institutions, today=today)]
    return sorted(found, key=lambda item: item.since)


def _figures(enterprises: Iterable[Enterprise], *, today: date) -> list[Waiting]:
    kind = _("填报%(year)d年数据") % {"year": today.year - 1}
    return [
        Waiting(str(row), kind, reverse("portal:report_figures", args=[row.pk]), _start_of(date(today.year, 1, 1)))
        for row in without_figures(enterprises, year=today.year - 1)
    ]


def _qualifications(institutions: Iterable[Institution], *, today: date) -> list[Waiting]:
    kinds = {Light.SOON: _("资质即将到期"), Light.EXPIRED: _("资质已到期")}
    return [
        Waiting(
            f"{row} · {standing.qualification.name}",
            kinds[standing.light],
            reverse("portal:renew_qualification", args=[row.pk, standing.qualification.pk]),
            _start_of(standing.qualification.valid_to - SOON),
        )
        for row in institutions
        for standing in standings(row.qualifications.all(), today=today)
        if standing.is_open and standing.light in kinds
    ]


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_current_timezone())
