"""The library inside the target editor: searching it, and where a person finds themselves after taking something."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plumbline.reference.indicator_categories import level_names
from plumbline.rulebooks.model import Rulebook
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.office.indicators.forms import category_choices
from servicecloud.office.indicators.picking import found_lines
from servicecloud.office.performance.grid import is_filled, rows_of
from servicecloud.performance import policies
from servicecloud.performance.models import Project
from servicecloud.performance.selectors import projects as reading
from servicecloud.performance.selectors.library import taxonomy_of
from servicecloud.performance.values import TargetContent, from_json


@requires(policies.check_declares)
@require_safe
def picks(request: HttpRequest, pk: int) -> HttpResponse:
    """The indicators that fit what was typed, ready to be taken into the grid."""
    found, user = reading.project_with_documents(pk), cast("User", request.user)
    policies.check_can_declare(user, found.owner_id)
    content = from_json(found.target.content, TargetContent)
    context = found_lines(
        request,
        found.owner_id,
        taxonomy=taxonomy_of(found, content.rows),
        taken={row.origin.indicator for row in content.rows if row.origin},
        names={row.level3 for row in content.rows},
    )
    return render(request, "office/performance/picks.html", context)


def library_choices(found: Project, content: TargetContent, book: Rulebook) -> dict[str, Any]:
    """Return what the editor offers beside the grid: categories to search in, and the levels of the table's taxonomy."""
    levels = level_names(taxonomy_of(found, content.rows, book=book))
    return {
        "categories": category_choices(),
        "levels1": list(levels),
        "levels2": [name for names in levels.values() for name in names],
    }


def taken_anchor(posted: QueryDict) -> str:
    """Return the fragment of the row that was just filled from the library, as the page numbers it anew; blank when none was."""
    into, place = posted.get("into", ""), posted.get("renew", "").partition("@")[2]
    if not (posted.get("take") or place):
        return ""
    at = place or into
    kept = [
        token
        for number, row in enumerate(rows_of(posted, keep_blank=True))
        if (token := row["place"] or str(number)) == at or is_filled(row)
    ]
    return f"#name-{kept.index(at) if at in kept else len(kept)}"
