"""The bands in which rates, scores and differences are counted."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Band:
    """From a number on, up to but without another; None is open."""

    key: str
    label: str | Promise
    least: Decimal | None
    below: Decimal | None

    def q(self, field: str) -> Q:
        """Return what lies in the band."""
        found = Q(**{f"{field}__isnull": False})
        if self.least is not None:
            found &= Q(**{f"{field}__gte": self.least})
        return found if self.below is None else found & Q(**{f"{field}__lt": self.below})


def _bands(edges: tuple[int, ...], last: str | Promise) -> tuple[Band, ...]:
    pairs = [(None, edges[0]), *pairwise(edges)]
    found = [
        Band(
            f"to-{high}",
            f"< {high}" if low is None else f"{low} – {high}",
            None if low is None else Decimal(low),
            Decimal(high),
        )
        for low, high in pairs
    ]
    return (*found, Band(f"from-{edges[-1]}", last, Decimal(edges[-1]), None))


EXECUTION_BANDS = (
    *_bands((60, 80, 90, 95), "95 – 100")[:-1],
    Band("to-100", "95 – 100", Decimal(95), Decimal("100.000001")),
    Band("over", _("超过 100"), Decimal("100.000001"), None),
)
SCORE_BANDS = (*_bands((60, 80, 90, 95), "≥ 95"),)
_CENT = Decimal("0.01")
GAP_BANDS = (
    Band("under", _("核定高于自评"), None, Decimal(0)),
    Band("same", _("一致"), Decimal(0), _CENT),
    Band("to-2", "< 2", _CENT, Decimal(2)),
    Band("to-5", "2 – 5", Decimal(2), Decimal(5)),
    Band("from-5", "≥ 5", Decimal(5), None),
)
"""Points by which the self-evaluation lies above the verified score."""
