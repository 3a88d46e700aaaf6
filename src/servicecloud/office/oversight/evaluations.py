"""Evaluations by a department or by finance: list, scoring, the unit's view, the report as a sheet to print."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from servicecloud.activity.selectors import timeline_of
from servicecloud.errors import DomainError
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.office.oversight.acting import allows, done, number
from servicecloud.oversight import policies
from servicecloud.oversight.declarations import Item, Section, framework
from servicecloud.oversight.enums import EvaluationKind, EvaluationState
from servicecloud.oversight.errors import UnfinishedError
from servicecloud.oversight.models import Evaluation
from servicecloud.oversight.selectors import records
from servicecloud.oversight.services import evaluating
from servicecloud.oversight.values import EvaluatedContent, ScoredItem, read
from servicecloud.pages.filters import FilterForm
from servicecloud.pages.listing import Column, build_listing
from servicecloud.performance.selectors.projects import project_with_documents
from servicecloud.performance.selectors.rulebooks import rulebook_for
from servicecloud.versioning import StaleRecordError

COLUMNS = (
    Column("project", gettext_lazy("项目名称"), ("project__name",)),
    Column("year", gettext_lazy("年度"), ("project__year",), is_number=True),
    Column("owner", gettext_lazy("实施单位"), ("project__owner__name_zh",)),
    Column("kind", gettext_lazy("种类"), ("kind",)),
    Column("state", gettext_lazy("进度"), ("state",)),
    Column("total", gettext_lazy("评价总分"), ("total",), is_number=True),
)


class EvaluationFilterForm(FilterForm):
    """Which evaluations to list."""

    kind = forms.ChoiceField(label=gettext_lazy("种类"), choices=[("", gettext_lazy("全部")), *EvaluationKind.choices])
    state = forms.ChoiceField(
        label=gettext_lazy("进度"), choices=[("", gettext_lazy("全部")), *EvaluationState.choices]
    )


@dataclass(frozen=True)
class ItemLine:
    """One item of the framework with its score; `first` says how many rows its level 1 spans where it begins."""

    item: Item
    own: ScoredItem
    is_first: bool


@requires(policies.check_can_read_oversight)
@require_safe
def evaluations(request: HttpRequest) -> HttpResponse:
    """The evaluations in reach."""
    filters = EvaluationFilterForm(request.GET)
    chosen = filters.chosen()
    rows = records.evaluations_seen_by(cast("User", request.user))
    if chosen.get("q"):
        rows = rows.filter(project__name__icontains=chosen.pop("q"))
    listing = build_listing(rows.filter(**chosen), columns=COLUMNS, query=request.GET, default="-year")
    return render(request, "office/oversight/evaluations.html", {"filters": filters, "listing": listing})


@require_POST
@requires(policies.check_supervises)
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the evaluation of a project."""
    try:
        made = evaluating.begin_evaluation(actor=cast("User", request.user), project=project_with_documents(pk))
    except DomainError as error:
        if error.status != 409:
            raise
        messages.error(request, str(error))
        return redirect("office:project", pk=pk)
    return redirect("office:evaluation", pk=made.pk)


@requires(policies.check_can_read_oversight)
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation(request: HttpRequest, pk: int) -> HttpResponse:
    """Score item by item, write the chapters, send."""
    user = cast("User", request.user)
    found = records.evaluation_seen_by(user, pk)
    content, version = read(found.content, EvaluatedContent), found.version
    sentence, status = "", 200
    problems: list[str] = []
    if request.method == "POST":
        items, texts = _typed(request)
        save: dict[str, Any] = {"actor": user, "evaluation_id": pk}
        try:
            saved = evaluating.save_evaluation(**save, expected=number(request, "version"), items=items, texts=texts)
            content, version = read(saved.content, EvaluatedContent), saved.version
            if "send" in request.POST:
                evaluating.send_for_view(**save, expected=saved.version)
        except StaleRecordError as error:
            content = read(error.submitted["content"], EvaluatedContent)
            sentence, status = str(error), error.status
            version = cast("Evaluation", error.current).version
        except UnfinishedError as error:
            sentence, status, problems = str(error), error.status, error.problems
        else:
            messages.success(request, _("已送单位征求意见。") if "send" in request.POST else _("已保存。"))
            return redirect("office:evaluation", pk=pk)
    context = _context(found, content, user) | {"sentence": sentence, "problems": problems, "version": version}
    return render(request, "office/oversight/evaluation.html", context, status=status)


@requires(policies.check_can_read_oversight)
@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The report in the order of its outline, to print."""
    user = cast("User", request.user)
    found = records.evaluation_seen_by(user, pk)
    content = read(found.content, EvaluatedContent)
    return render(request, "office/oversight/evaluation_sheet.html", _context(found, content, user))


@require_POST
@requires(policies.check_answers)
def reply_to(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit's view."""
    user, text = cast("User", request.user), request.POST.get("text", "")
    return done(
        request,
        lambda: evaluating.reply(actor=user, evaluation_id=pk, text=text),
        said=_("已反馈意见。"),
        to="office:evaluation",
        pk=pk,
    )


@require_POST
@requires(policies.check_supervises)
def finish_it(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the report final."""
    user, expected = cast("User", request.user), number(request, "version")
    return done(
        request,
        lambda: evaluating.finish(actor=user, evaluation_id=pk, expected=expected),
        said=_("评价报告已定稿。"),
        to="office:evaluation",
        pk=pk,
    )


def _context(found: Evaluation, content: EvaluatedContent, user: User) -> dict[str, Any]:
    declared = framework()
    own = {item.code: item for item in content.items}
    before = ["", *(item.level1 for item in declared.items)]
    lines = [ItemLine(item, own[item.code], item.level1 != before[place]) for place, item in enumerate(declared.items)]
    total, grade = evaluating.total_of(content, rulebook_for(found.project))
    oversees = allows(policies.check_can_oversee, user, found.body_id)
    answers = allows(policies.check_can_answer, user, found.project.owner_id)
    view = getattr(found, "reply", None)
    is_sent = found.state == EvaluationState.SENT
    chapters: list[tuple[Section, str]] = [
        (section, content.texts.get(section.code, "")) for section in declared.outline
    ]
    return {
        "found": found,
        "project": found.project,
        "lines": lines,
        "cite": declared.cite,
        "weights": sum((item.weight for item in content.items), Decimal(0)),
        "total": total,
        "grade": grade,
        "chapters": chapters,
        "view": view,
        "can_edit": oversees and found.state != EvaluationState.FINAL,
        "can_send": oversees and found.state == EvaluationState.WORKING,
        "can_reply": answers and is_sent and view is None,
        "can_finish": oversees and is_sent,
        "can_require": oversees and found.state != EvaluationState.WORKING,
        "timeline": timeline_of(found, limit=10),
    }


def _typed(request: HttpRequest) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    posted = request.POST
    items = {
        item.code: {name: posted.get(f"{name}:{item.code}", "") for name in ("weight", "score", "basis")}
        for item in framework().items
        if f"score:{item.code}" in posted
    }
    texts = {
        section.code: posted[f"text:{section.code}"]
        for section in framework().outline
        if f"text:{section.code}" in posted
    }
    return items, texts
