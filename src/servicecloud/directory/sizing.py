"""The size class of an entry, computed by the core from the latest year that has figures."""

from datetime import date
from decimal import Decimal

from plumbline.reference.size_class import Classification, Figures, classify
from servicecloud.directory.models import Enterprise, EnterpriseFigures


def classification_of(industry: str, figures: EnterpriseFigures | None) -> Classification | None:
    """Return the classification by one year's figures under the rules in force at the end of that year."""
    if figures is None:
        return None
    return classify(industry, _plain(figures), on=date(figures.year, 12, 31))


def put_size(enterprise: Enterprise, figures: EnterpriseFigures | None) -> None:
    """Set the computed fields of an entry in memory."""
    answer = classification_of(enterprise.industry, figures)
    enterprise.size_class = answer.size.value if answer and answer.size else ""
    enterprise.size_year = figures.year if figures else None


def _plain(figures: EnterpriseFigures) -> Figures:
    def amount(value: Decimal | None) -> Decimal | None:
        return None if value is None else Decimal(value)

    return Figures(staff=figures.staff, revenue=amount(figures.revenue_wan), assets=amount(figures.assets_wan))
