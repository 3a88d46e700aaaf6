"""Beginning from earlier years: what they say of each row, copying them, starting from a template."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_POST, require_safe

from plumbline.audit.advice import advise
from plumbline.forms.model import Form
from plumbline.rulebooks.model import Rulebook
from servicecloud.errors import DomainError
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.indicators.selectors.offered import templates_offered_to
from servicecloud.performance import policies
from servicecloud.performance.selectors import projects as reading
from servicecloud.performance.selectors.past import copyable, running_of
from servicecloud.performance.services.starting import copy_earlier_year, start_from_template
from servicecloud.performance.values import TargetContent, from_json


@dataclass(frozen=True)
class RowAdvice:
    """What history says of a row beyond its latest year: earlier years, what follows from them, interval and chance if there are any.

    `is_warning` says that it speaks against the target.
    """

    judgement: str
    earlier: str
    is_warning: bool
    low: str
    high: str
    chance: int | None


def advice_of(form: Form, history: Sequence[Form], book: Rulebook) -> dict[int, RowAdvice]:
    """Return by the number of the row what earlier years say of its target."""
    is_english = (get_language() or "").startswith("en")
    found = {}
    for each in advise(form, history, book):
        span = each.interval
        found[int(each.path[len("indicators[") : -1])] = RowAdvice(
            judgement=each.judgement_en if is_english else each.judgement_zh,
            earlier="、".join(f"{value.year} {value.actual.normalize():f}" for value in each.history[-5:-1]),
            is_warning=bool(each.flags),
            low=f"{span.low.normalize():f}" if span else "",
            high=f"{span.high.normalize():f}" if span else "",
            chance=each.chance,
        )
    return found


@requires(policies.check_declares)
@require_safe
def starts(request: HttpRequest, pk: int) -> HttpResponse:
    """What a draft may begin from: the unit's earlier years and the templates offered to it."""
    found = reading.project_with_documents(pk)
    policies.check_can_declare(cast("User", request.user), found.owner_id)
    templates = list(templates_offered_to(found.owner_id)[:50])
    context = {
        "project": found,
        "version": found.target.version,
        "earlier": list(copyable(found)[:20]),
        "templates": sorted(templates, key=lambda each: each.project_category != found.category),
    }
    return render(request, "office/performance/starts.html", context)


@requires(policies.check_declares)
@require_safe
def running(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the year before stands that has not been evaluated yet, beside each row."""
    found = reading.project_with_documents(pk)
    policies.check_can_declare(cast("User", request.user), found.owner_id)
    content = from_json(found.target.content, TargetContent)
    values = running_of(found, content.rows)
    lines = [(place, values.get(row.key)) for place, row in enumerate(content.rows) if row.key in values]
    return render(request, "office/performance/running.html", {"lines": lines})


@require_POST
@requires(policies.check_declares)
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Copy an earlier year into the draft."""
    return _begin(request, pk, copy_earlier_year, "source")


@require_POST
@requires(policies.check_declares)
def use_template(request: HttpRequest, pk: int) -> HttpResponse:
    """Add the rows of a template to the draft."""
    return _begin(request, pk, start_from_template, "template")


def _begin(request: HttpRequest, pk: int, act: object, name: str) -> HttpResponse:
    chosen, version = request.POST.get(name, ""), request.POST.get("version", "")
    try:
        added = act(  # type: ignore[operator]
            actor=cast("User", request.user),
            project_id=pk,
            expected=int(version) if version.isdecimal() and len(version) < 10 else 0,
            chosen=int(chosen) if chosen.isdecimal() and len(chosen) < 10 else 0,
        )
    except DomainError as error:
        if error.status in (403, 404):
            raise
        messages.error(request, str(error))
    else:
        told = ngettext("已加入 %(count)s 行，原有的行没有改动。", "已加入 %(count)s 行，原有的行没有改动。", added)
        messages.success(request, told % {"count": added})
    return redirect("office:edit_target", pk=pk)
