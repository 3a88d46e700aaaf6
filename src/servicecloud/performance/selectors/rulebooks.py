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


def printed_rates(pairs: Iterable[tuple[Project, Funds]]) -> dict[int, Decimal | None]:
    """Return the execution rates in percent, rounded as each project's rulebook rounds them: one query for all."""
    named = list(RulebookInForce.everywhere.order_by("first_year"))
    rates: dict[int, Decimal | None] = {}
    for project, funds in pairs:
        own = [each for each in named if each.bureau_id == project.bureau_id and each.first_year <= project.year]
        step = load_rulebook(own[-1].rulebook if own else USUAL).rounding.rate
        rate = funds.rate
        rates[project.pk] = None if rate is None else (rate * 100).quantize(_PLACES[step.places], ROUNDING[step.how])
    return rates


def rulebook_for(project: Project) -> Rulebook:
    """Return the rulebook in force for a project."""
    return load_rulebook(rulebook_id_for(project))
