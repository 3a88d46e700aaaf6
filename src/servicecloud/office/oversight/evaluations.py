"""Evaluations by a department or by finance: list, scoring, the unit's view."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
from servicecloud.office.oversight.acting import allows, number, words_field
from servicecloud.office.oversight.clashes import clashes_of
from servicecloud.office.oversight.confirming_panel import confirmation_of
from servicecloud.office.performance.clashes import taken_of
from servicecloud.oversight import policies
from servicecloud.oversight.declarations import Item, Section, framework
from servicecloud.oversight.enums import EvaluationKind, EvaluationState
from servicecloud.oversight.errors import UnfinishedError
from servicecloud.oversight.models import Evaluation
from servicecloud.oversight.selectors import records
from servicecloud.oversight.selectors.reports import report_seen
from servicecloud.oversight.services import evaluating
from servicecloud.oversight.typed import unread_in_evaluation, unread_points
from servicecloud.oversight.values import EvaluatedContent, ScoredItem, read
from servicecloud.pages.acting import carried_out
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


class ReplyForm(forms.Form):
    """What the unit thinks of a report."""

    text = words_field(gettext_lazy("对评价报告的意见"), longest=6000)


@dataclass(frozen=True)
class ItemLine:
    """One item of the framework with its score; `is_first` where its level 1 begins.

    `typed` are the weight and the score that somebody typed and that cannot be read, as typed.
    """

    item: Item
    own: ScoredItem
    is_first: bool
    typed: Mapping[str, str] = field(default_factory=dict)


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
    if request.method != "POST":
        return page(request, found)
    expected, (items, texts) = number(request, "version"), _typed(request)
    save: dict[str, Any] = {"actor": user, "evaluation_id": pk}
    more: dict[str, Any] = {"typed": items}
    unread = unread_in_evaluation(items, {item.code: str(item.level3) for item in framework().items})
    try:
        saved = evaluating.save_evaluation(**save, expected=expected, items=items, texts=texts, taken=taken_of(request))
        more |= {"content": read(saved.content, EvaluatedContent), "version": saved.version}
        if unread:
            return page(request, found, sentence=_("其余内容已保存。"), problems=unread, status=422, **more)
        if saved.version > expected + 1:
            messages.success(request, _("已保存，并与他人同时所作的修改合并。请看一遍再送出。"))
            return redirect("office:evaluation", pk=pk)
        if "send" in request.POST:
            evaluating.send_for_view(**save, expected=saved.version)
    except StaleRecordError as error:
        more |= {
            "content": read(error.submitted["content"], EvaluatedContent),
            "version": error.current.version,
            "clashes": clashes_of(error, {}),
        }
        return page(request, found, sentence=str(error), status=error.status, problems=unread, **more)
    except UnfinishedError as error:
        return page(request, found, sentence=str(error), status=error.status, problems=error.problems, **more)
    messages.success(request, _("已送单位征求意见。") if "send" in request.POST else _("已保存。"))
    return redirect("office:evaluation", pk=pk)


@require_POST
@requires(policies.check_answers)
def reply_to(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit's view."""
    user, form = cast("User", request.user), ReplyForm(request.POST)
    if carried_out(form, lambda typed: evaluating.reply(actor=user, evaluation_id=pk, text=typed["text"])):
        messages.success(request, _("已反馈意见。"))
        return redirect("office:evaluation", pk=pk)
    return page(request, records.evaluation_seen_by(user, pk), reply_form=form, status=422)


def report_context(content: EvaluatedContent, typed: Mapping[str, Mapping[str, str]] | None = None) -> dict[str, Any]:
    """Return items and chapters of a report, ready to print; what was `typed` and cannot be read stands in its field again."""
    declared = framework()
    own = {item.code: item for item in content.items}
    before = ["", *(item.level1 for item in declared.items)]
    chapters: list[tuple[Section, str]] = [
        (section, content.texts.get(section.code, "")) for section in declared.outline
    ]
    return {
        "lines": [
            ItemLine(
                item, own[item.code], item.level1 != before[place], unread_points((typed or {}).get(item.code, {}))
            )
            for place, item in enumerate(declared.items)
        ],
        "cite": declared.cite,
        "weights": sum((item.weight for item in content.items), Decimal(0)),
        "chapters": chapters,
    }


def page(
    request: HttpRequest,
    found: Evaluation,
    *,
    content: EvaluatedContent | None = None,
    typed: Mapping[str, Mapping[str, str]] | None = None,
    reply_form: ReplyForm | None = None,
    status: int = 200,
    **shown: Any,
) -> HttpResponse:
    """Render the page with the content given and what was typed, else with the report as the person may see it."""
    user = cast("User", request.user)
    oversees = allows(policies.check_can_oversee, user, found.body_id)
    content = content or report_seen(found, by_body=oversees).content
    total, grade = evaluating.total_of(content, rulebook_for(found.project))
    answers = allows(policies.check_can_answer, user, found.project.owner_id)
    view = getattr(found, "reply", None)
    is_sent = found.state == EvaluationState.SENT
    context = {
        "found": found,
        "project": found.project,
        **report_context(content, typed),
        "total": total,
        "grade": grade,
        "view": view,
        "can_edit": oversees and found.state in (EvaluationState.WORKING, EvaluationState.SENT),
        "can_send": oversees and found.state == EvaluationState.WORKING,
        "reply_form": reply_form or (ReplyForm() if answers and is_sent and view is None else None),
        "can_submit": oversees and is_sent,
        "can_require": oversees and found.state != EvaluationState.WORKING,
        "timeline": timeline_of(found, limit=10),
        "sentence": "",
        "problems": [],
        "clashes": [],
        "version": found.version,
        **confirmation_of(user, found, oversees=oversees),
    }
    return render(request, "office/oversight/evaluation.html", context | shown, status=status)


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
