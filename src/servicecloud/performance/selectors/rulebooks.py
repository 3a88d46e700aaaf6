"""Which rulebook is in force for a project."""

from collections.abc import Iterable
from decimal import Decimal

from plumbline.rulebooks import Rulebook, load_rulebook
from servicecloud.performance.forms import ROUNDING
from servicecloud.performance.models import Project, RulebookInForce
from servicecloud.performance.selectors.money import Funds

USUAL = "national-2020"
_PLACES = [Decimal(1).scaleb(-places) for places in range(9)]


def rulebook_id_for(project: Project) -> str:
    """Return the id of the rulebook that the project's finance bureau applies in its year; the national one where it named none."""
    named = (
        RulebookInForce.everywhere.filter(bureau_id=project.bureau_id, first_year__lte=project.year)
        .order_by("-first_year")
        .values_list("rulebook", flat=True)
        .first()
    )
    return named or USUAL


class PrintedRates:
    """Execution rates as the official form of each project prints them: wherever a rate is shown, it is this one. One query for all."""

    def __init__(self) -> None:
        self._named = list(RulebookInForce.everywhere.order_by("first_year"))

    def of(self, project: Project, rate: Decimal | None) -> Decimal | None:
        """Return a rate (0 to 1 and more) in percent, rounded as the project's rulebook rounds it."""
        own = [each for each in self._named if each.bureau_id == project.bureau_id and each.first_year <= project.year]
        step = load_rulebook(own[-1].rulebook if own else USUAL).rounding.rate
        return None if rate is None else (rate * 100).quantize(_PLACES[step.places], ROUNDING[step.how])


def printed_rates(pairs: Iterable[tuple[Project, Funds]]) -> dict[int, Decimal | None]:
    """Return the execution rates of projects in percent, as their forms print them: one query for all."""
    rates = PrintedRates()
    return {project.pk: rates.of(project, funds.rate) for project, funds in pairs}


def rulebook_for(project: Project) -> Rulebook:
    """Return the rulebook in force for a project."""
    return load_rulebook(rulebook_id_for(project))
