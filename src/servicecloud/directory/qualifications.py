"""How a qualification stands on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from servicecloud.directory.enums import Light
from servicecloud.directory.models import Qualification

SOON = timedelta(days=60)
"""How long before its end a qualification is shown as ending soon."""


@dataclass(frozen=True)
class QualificationStanding:
    """A qualification with its light on a day."""

    qualification: Qualification
    light: Light
    is_renewed: bool
    is_verified: bool
    days_left: int

    @property
    def is_open(self) -> bool:
        """Whether it can still be renewed, withdrawn or verified."""
        return not self.is_renewed and self.light != Light.WITHDRAWN


def light_of(qualification: Qualification, *, today: date) -> Light:
    """Return how a qualification stands. Its last day still counts as valid."""
    if qualification.withdrawn_on is not None and qualification.withdrawn_on <= today:
        return Light.WITHDRAWN
    if qualification.valid_to < today:
        return Light.EXPIRED
    if qualification.valid_from > today:
        return Light.AHEAD
    return Light.SOON if qualification.valid_to <= today + SOON else Light.GOOD


def standings(qualifications: Iterable[Qualification], *, today: date) -> list[QualificationStanding]:
    """Return the qualifications with their lights: those in force first, the earliest end first."""
    rows = list(qualifications)
    renewed = {row.renews_id for row in rows}
    found = [
        QualificationStanding(
            qualification=row,
            light=light_of(row, today=today),
            is_renewed=row.pk in renewed,
            is_verified=row.verified_at is not None,
            days_left=(row.valid_to - today).days,
        )
        for row in rows
    ]
    return sorted(found, key=lambda item: (not item.is_open, item.qualification.valid_to, item.qualification.pk))
