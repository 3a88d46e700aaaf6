"""The inflation signal: how far units' self scores lie above re-checks, with how many cases carry it."""

from dataclasses import dataclass

from plumbline.sampling import MeanDifference, mean_difference
from servicecloud.identity.models import Organisation
from servicecloud.oversight.selectors.frames import gaps_by_unit


@dataclass(frozen=True)
class UnitGap:
    """A unit with its mean difference."""

    unit: Organisation
    found: MeanDifference


def gaps() -> list[UnitGap]:
    """Return the units in scope with a final re-check, the largest mean first: two queries."""
    differences = gaps_by_unit()
    units = Organisation.objects.in_bulk(list(differences))
    found = [
        UnitGap(units[pk], mean)
        for pk, values in differences.items()
        if pk in units and (mean := mean_difference(values)) is not None
    ]
    return sorted(found, key=lambda each: (-each.found.mean, each.unit.pk))
