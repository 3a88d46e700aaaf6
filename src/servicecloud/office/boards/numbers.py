"""From a number of the tracking table down to the entries behind it, under the very rule of its row."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from plumbline.evidence.measures import CountingRule
from servicecloud.boards import policies
from servicecloud.boards.selectors.projects import project_at_a_glance
from servicecloud.boards.selectors.tracking import kept_row, promised_row
from servicecloud.identity.gates import requires
from servicecloud.office.ledger.measures import below_of
from servicecloud.performance.selectors.bindings import bound_rows, figures_for, in_unit_of_target
from servicecloud.performance.selectors.owners import names_of_owners, reach_of_owners


@requires(policies.check_can_read_boards)
@require_safe
def number(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """What a row of a target in force came to, counted now, with the entries that make it up and those that do not."""
    project = project_at_a_glance(pk)
    row = promised_row(project, key)
    with reach_of_owners(project):
        figure = figures_for(project, bound_rows(project, [row]))[0]
        below = below_of(request, figure)
    context = {
        "project": project,
        "row": row,
        "figure": figure,
        "printed": "" if figure.number is None else in_unit_of_target(row, figure.number, figure.unit),
        "kept": kept_row(project, key),
        "choices": _choices(figure.count.rule),
        "owners": names_of_owners(project),
        **below,
    }
    return render(request, "office/boards/number.html", context)


def _choices(rule: CountingRule) -> list[tuple[str, str]]:
    """Return the dimensions that the rule is narrowed to, each with every value that counts."""
    is_english = (get_language() or "").startswith("en")
    return [
        (each.title_en if is_english and each.title_en else each.title_zh, "、".join(each.values))
        for each in rule.filters
    ]
