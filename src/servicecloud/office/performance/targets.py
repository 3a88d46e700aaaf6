"""The target table: read with its versions, edited in a grid that checks and saves itself, taken over from a file, printed."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plumbline.errors import Lang
from plumbline.forms.model import TargetTable
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.indicators.policies import owners_kept_by
from servicecloud.office.oversight.panel import require_from
from servicecloud.office.performance.attributes import shown_reviews
from servicecloud.office.performance.judging import judged
from servicecloud.office.performance.showing import allows, file_response
from servicecloud.oversight.selectors.starting import reason_from_monitoring
from servicecloud.performance import policies
from servicecloud.performance.enums import Document, DocumentState, ProjectState
from servicecloud.performance.errors import MovedOnError, ReasonNeededError
from servicecloud.performance.models import Project
from servicecloud.performance.selectors import projects as reading
from servicecloud.performance.selectors.auditing import lint_target
from servicecloud.performance.selectors.rulebooks import rulebook_for
from servicecloud.performance.selectors.target_money import target_money
from servicecloud.performance.services.targets import (
    abandon_adjustment,
    begin_adjustment,
)
from servicecloud.performance.target_forms import target_form
from servicecloud.performance.values import TargetContent, from_json

SECTION_LABELS = (
    ("overview", gettext_lazy("项目概况")),
    ("basis", gettext_lazy("立项依据")),
    ("necessity", gettext_lazy("项目设立的必要性")),
    ("safeguards", gettext_lazy("保证项目实施的制度、措施")),
    ("plan", gettext_lazy("项目实施计划")),
)


@requires(policies.check_can_read_projects)
@require_safe
def target(request: HttpRequest, pk: int) -> HttpResponse:
    """The table as it stands, or one of its versions, beside the version before; for a reviewer with the decision below."""
    found, user = reading.project_with_documents(pk), cast("User", request.user)
    table = found.target
    versions = list(reading.versions_of(found, Document.TARGET))
    asked = request.GET.get("version", "")
    shown = next((each for each in versions if str(each.number) == asked), None)
    is_draft = shown is None and table.state in (DocumentState.DRAFT, DocumentState.RETURNED)
    if shown is None and not is_draft:
        shown = table.latest
    content = reading.content_of(shown) if shown else from_json(table.content, TargetContent)
    number = shown.number if shown else (versions[0].number + 1 if versions else 1)
    before = next((each for each in versions if each.number == number - 1), None)
    changes = reading.changes_between(reading.content_of(before) if before else None, content)
    if request.GET.get("show") == "changed":
        changes = [each for each in changes if each.is_changed]
    reviews = list(reading.reviews_of(found, Document.TARGET))
    returned = reading.last_return(reviews, round_number=table.round)
    beside = judged(found, content)
    lint = lint_target(beside.form, beside.book)
    rules = reading.sentences_of(shown) if shown else {}
    context = {
        "project": found,
        "document": table,
        "kind": Document.TARGET.value,
        "content": content,
        "shown": shown,
        "versions": versions,
        "before": before,
        "changes": [(each, rules.get(each.row.key, ""), beside.by_key.get(each.row.key)) for each in changes],
        "money": beside.money,
        "sections": [(label, content.texts[name]) for name, label in SECTION_LABELS if content.texts.get(name)],
        "comments": returned.row_comments if returned else {},
        "returned": returned if table.state == DocumentState.RETURNED else None,
        "reviews": reviews,
        "lint": lint,
        "require_from": require_from(user, found, shown.pk if shown else None),
        "adjust_reason": reason_from_monitoring(found, request.GET.get("monitoring", "")),
        "can_make_template": bool(content.rows) and bool(owners_kept_by(user)),
        "can_adjust": allows(policies.check_can_declare, user, found.owner_id)
        and table.state == DocumentState.APPROVED
        and found.state == ProjectState.RUNNING,
        **shown_reviews(user, found),
    }
    return render(request, "office/performance/target.html", context)


@require_POST
@requires(policies.check_declares)
def adjust(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the table in force for a change."""
    try:
        begin_adjustment(
            actor=cast("User", request.user),
            project_id=pk,
            expected=_number(request.POST.get("version")),
            reason=request.POST.get("reason", ""),
        )
    except (ReasonNeededError, MovedOnError) as error:
        messages.error(request, str(error))
        return redirect("office:target", pk=pk)
    messages.success(request, _("可以修改目标了。修改经审核同意后生效，在此之前仍按原目标执行。"))
    return redirect("office:edit_target", pk=pk)


@require_POST
@requires(policies.check_declares)
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the change up."""
    abandon_adjustment(actor=cast("User", request.user), project_id=pk, expected=_number(request.POST.get("version")))
    messages.success(request, _("已取消调整，仍按原目标执行。"))
    return redirect("office:target", pk=pk)


@requires(policies.check_can_read_projects)
@require_safe
def file(_request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The official form as a file: the version in force or last submitted, else the draft."""
    found = reading.project_with_documents(pk)
    table = found.target
    shown = table.approved or table.latest
    form = reading.form_of(shown) if shown else _form_of_draft(found)
    footer = [_("第%(number)s版，摘要 %(digest)s") % {"number": shown.number, "digest": shown.digest}] if shown else []
    return file_response(form, kind=kind, name=f"{found.name}-{found.year}-{_('绩效目标表')}", footer=footer)


def _form_of_draft(found: Project) -> TargetTable:
    content = from_json(found.target.content, TargetContent)
    return target_form(found, content, book=rulebook_for(found), money=target_money(found))


def lang() -> Lang:
    """Return the active language as the core names it."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0
