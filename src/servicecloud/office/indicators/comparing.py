"""Two versions of a template side by side, row by row: what changed, or everything."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.indicators import policies
from servicecloud.indicators.models import TemplateVersion
from servicecloud.indicators.selectors import offered
from servicecloud.indicators.values import TemplateRow, rows_from_json
from servicecloud.office.performance.comparing import ComparedPart, changed_parts, differences_between, two_of
from servicecloud.office.performance.printing import printed

_SHOWN = ("level1", "level2", "level3", "target", "weight")
Pair = tuple[TemplateRow | None, TemplateRow | None]


@requires(policies.check_can_read_library)
@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """The two versions named in the URL, by default the last two; `show=all` shows what is the same as well."""
    found = offered.template_seen(cast("User", request.user), pk)
    versions = offered.template_versions_of(found)
    before, after = two_of(versions, request)
    parts = parts_of(before, after.goal, rows_from_json(after.rows))
    shows_all = request.GET.get("show") == "all"
    context = {
        "template": found,
        "versions": versions,
        "before": before,
        "after": after,
        "parts": parts if shows_all else changed_parts(parts),
        "shows_all": shows_all,
    }
    return render(request, "office/indicators/compare_template.html", context)


def parts_of(before: TemplateVersion, goal: str, rows: tuple[TemplateRow, ...]) -> list[ComparedPart]:
    """Return a version beside a goal and rows (of another version, or as somebody typed them)."""
    found = [ComparedPart(_("总目标"), differences_between({"goal": before.goal}, {"goal": goal}))]
    for was, now in _pairs(rows_from_json(before.rows), rows):
        title = (now or was or TemplateRow()).level3
        found.append(ComparedPart(title, differences_between(fields_of(was), fields_of(now)), was is None, now is None))
    return found


def _pairs(before: tuple[TemplateRow, ...], after: tuple[TemplateRow, ...]) -> list[Pair]:
    """Return rows in pairs: those of the same name, then those of the same library indicator; the rest is new or gone."""
    left = list(before)
    pairs: list[tuple[TemplateRow | None, TemplateRow]] = []
    for row in after:
        same = next((each for each in left if each.level3 == row.level3), None)
        pairs.append((same, row))
        if same is not None:
            left.remove(same)
    found: list[Pair] = []
    for was, row in pairs:
        renamed = was or next((each for each in left if _is_same_indicator(each, row)), None)
        if was is None and renamed is not None:
            left.remove(renamed)
        found.append((renamed, row))
    return [*found, *((each, None) for each in left)]


def _is_same_indicator(one: TemplateRow, other: TemplateRow) -> bool:
    return one.origin is not None and other.origin is not None and one.origin.indicator == other.origin.indicator


def fields_of(row: TemplateRow | None) -> dict[str, str]:
    """Return a row as printed fields; nothing where there is none."""
    return {} if row is None else {name: printed(name, getattr(row, name)) for name in _SHOWN}
