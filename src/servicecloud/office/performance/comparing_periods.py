"""Versions of monitoring by their period: two are compared within one, unless somebody chooses otherwise and is told so."""

from collections.abc import Iterable, Sequence

import msgspec
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from servicecloud.performance.models import DocumentVersion

Period = tuple[int, int]


def period_of(version: DocumentVersion) -> Period:
    """Return the first and last month of a frozen monitoring table."""
    content = msgspec.json.decode(version.content)["content"]
    return content.get("start_month", 1), content["end_month"]


def in_words(period: Period) -> str:
    """Return a period in the active language."""
    first, last = period
    return _("%(first)s—%(last)s月") % {"first": first, "last": last}


def of_period(versions: Iterable[DocumentVersion], period: Period) -> list[DocumentVersion]:
    """Return the versions of one period in their order."""
    return [each for each in versions if period_of(each) == period]


def periods_in(versions: Sequence[DocumentVersion], chosen: Period) -> list[tuple[str, int, bool]]:
    """Return each period with the number of its latest version, and whether it is the one that is shown; the latest sent first."""
    latest: dict[Period, int] = {}
    for version in versions:
        latest.setdefault(period_of(version), version.number)
    return [(in_words(period), number, period == chosen) for period, number in latest.items()]


def label_of(version: DocumentVersion, period: Period | None) -> str:
    """Return a version as it stands in a list to choose from."""
    moment = f"{localtime(version.made_at):%Y-%m-%d %H:%M}"
    return " · ".join([str(version.number), *([in_words(period)] if period else []), moment])
