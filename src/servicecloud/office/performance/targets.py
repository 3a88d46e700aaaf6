"""The target table: read with its versions, edited in a grid that checks and saves itself, taken over from a file, printed."""

from pathlib import PurePath
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plumbline.errors import Lang
from plumbline.forms.serialisation import from_json as form_from_json
from servicecloud.errors import DomainError
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.indicators.policies import owners_kept_by
from servicecloud.inspection.services import record_file
from servicecloud.office.oversight.panel import require_from
from servicecloud.office.performance.attributes import shown_reviews
from servicecloud.office.performance.clashes import ClashLine, clash_lines, taken_of
from servicecloud.office.performance.grid import EditorRow, editor_rows, rows_of, rows_with_picks, typed_content
from servicecloud.office.performance.history import advice_of
from servicecloud.office.performance.library import library_choices, taken_anchor
from servicecloud.office.performance.showing import allows, file_response
from servicecloud.oversight.selectors.starting import reason_from_monitoring
from servicecloud.performance import policies
from servicecloud.performance.enums import Document, DocumentState, ProjectState
from servicecloud.performance.errors import MovedOnError, NotOfferedError, ReasonNeededError
from servicecloud.performance.forms import target_form
from servicecloud.performance.models import Project
from servicecloud.performance.selectors import projects as reading
from servicecloud.performance.selectors.auditing import lint_target
from servicecloud.performance.selectors.past import past_of
from servicecloud.performance.selectors.rulebooks import rulebook_for
from servicecloud.performance.services.targets import (
    abandon_adjustment,
    begin_adjustment,
    problems_of,
    save_target,
    take_over_form,
)
from servicecloud.performance.values import SECTIONS, TargetContent, from_json
from servicecloud.versioning import StaleRecordError

SECTION_LABELS = (
    ("overview", gettext_lazy("项目概况")),
    ("basis", gettext_lazy("立项依据")),
    ("necessity", gettext_lazy("项目设立的必要性")),
    ("safeguards", gettext_lazy("保证项目实施的制度、措施")),
    ("plan", gettext_lazy("项目实施计划")),
)


class FormFile(forms.Form):
    """The unit's own form."""

    file = forms.FileField(
        label=gettext_lazy("绩效目标表或上年自评表"),
        widget=forms.FileInput({"accept": ".docx,.xlsx,.xls,.pdf,.html,.txt,.csv"}),
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
    lint = lint_target(target_form(found, content), rulebook_for(found))
    rules = reading.sentences_of(shown) if shown else {}
    context = {
        "project": found,
        "document": table,
        "kind": Document.TARGET.value,
        "content": content,
        "shown": shown,
        "versions": versions,
        "before": before,
        "changes": [(each, rules.get(each.row.key, "")) for each in changes],
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


@requires(policies.check_declares)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The grid. What was typed is never lost: a clash shows what stands now beside it."""
    found, user = reading.project_with_documents(pk), cast("User", request.user)
    policies.check_can_declare(user, found.owner_id)
    content, version = from_json(found.target.content, TargetContent), found.target.version
    stale: list[reading.RowChange] = []
    clashes: list[ClashLine] = []
    sentence, status = "", 200
    if request.method == "POST":
        rows, version = rows_with_picks(request.POST), _number(request.POST.get("version"))
        try:
            saved = save_target(
                actor=user,
                project_id=pk,
                expected=version,
                goal=request.POST.get("goal", ""),
                rows=rows,
                texts=_texts(request),
                taken=taken_of(request),
            )
        except StaleRecordError as error:
            typed = from_json(error.submitted["content"], TargetContent)
            clashes = clash_lines(error, {row.key: row.level3 for row in content.rows})
            if not clashes:
                stale = [each for each in reading.changes_between(content, typed) if each.is_changed]
            content, version = typed, cast("Any", error.current).version
            sentence, status = str(error), error.status
        except NotOfferedError as error:
            content, sentence, status = typed_content(request.POST, content), str(error), error.status
        else:
            if saved.version > version + 1:
                messages.success(request, _("已保存，并与他人同时所作的修改合并。请看一遍再提交。"))
                return redirect("office:edit_target", pk=pk)
            if "submit" in request.POST:
                return _to_submit(request, found, saved.version)
            messages.success(request, _("已保存。"))
            return redirect(f"{reverse('office:edit_target', args=[pk])}{taken_anchor(request.POST)}")
    extra = 40 if "more" in request.GET else 4
    more: dict[str, Any] = {"stale": stale, "clashes": clashes, "sentence": sentence, "status": status}
    return _editor(request, found, content, version, extra=extra, **more)


@require_POST
@requires(policies.check_declares)
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the draft while somebody types, and tell what the audit says beside each row."""
    found, user = reading.project_with_documents(pk), cast("User", request.user)
    policies.check_can_declare(user, found.owner_id)
    version, sentence = _number(request.POST.get("version")), ""
    before = from_json(found.target.content, TargetContent)
    try:
        saved = save_target(
            actor=user,
            project_id=pk,
            expected=version,
            goal=request.POST.get("goal", ""),
            rows=rows_of(request.POST),
            texts=_texts(request),
            quiet=True,
        )
        content, version = from_json(saved.content, TargetContent), saved.version
    except StaleRecordError as error:
        content, sentence = typed_content(request.POST, before), str(error)
    context = _checked(found, content) | {"version": version, "sentence": sentence, "is_check": True}
    context["rows"] = _places(request.POST, content, context)
    return render(request, "office/performance/target_check.html", context)


@require_POST
@requires(policies.check_declares)
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Take over what the unit's own Word, Excel or PDF form says."""
    found, user = reading.project_with_documents(pk), cast("User", request.user)
    policies.check_can_declare(user, found.owner_id)
    form = FormFile(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("还没有选择文件。"))
        return redirect("office:edit_target", pk=pk)
    file = form.cleaned_data["file"]
    try:
        records = record_file(data=file.read(), name=PurePath(file.name).name[-120:])
        forms_read = [form_from_json(record.form.encode()) for record in records.forms]
        saved = take_over_form(
            actor=user, project_id=pk, expected=_number(request.POST.get("version")), forms=forms_read
        )
    except DomainError as error:
        messages.error(request, str(error))
    else:
        count = len(from_json(saved.content, TargetContent).rows)
        messages.success(request, _("已从文件中读入 %(count)s 项指标，请逐行核对并选定取数方式。") % {"count": count})
    return redirect("office:edit_target", pk=pk)


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
    form = reading.form_of(shown) if shown else target_form(found, from_json(table.content, TargetContent))
    footer = [_("第%(number)s版，摘要 %(digest)s") % {"number": shown.number, "digest": shown.digest}] if shown else []
    return file_response(form, kind=kind, name=f"{found.name}-{found.year}-{_('绩效目标表')}", footer=footer)


def lang() -> Lang:
    """Return the active language as the core names it."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def _editor(
    request: HttpRequest, found: Project, content: TargetContent, version: int, *, extra: int, **more: Any
) -> HttpResponse:
    returned = reading.last_return(reading.reviews_of(found, Document.TARGET), round_number=found.target.round)
    context = _checked(found, content)
    comments = returned.row_comments if returned else {}
    context |= {
        "rows": editor_rows(
            content,
            extra=extra,
            lint=context["lint"],
            advice=context["advice"],
            past=context["past"],
            comments=comments,
        ),
        "content": content,
        "sections": [(name, label, content.texts.get(name, "")) for name, label in SECTION_LABELS],
        "version": version,
        "returned": returned if found.target.state == DocumentState.RETURNED else None,
        "file_form": FormFile(),
        **library_choices(found, content, context["book"]),
        "stale": more["stale"],
        "clashes": more["clashes"],
        "sentence": more["sentence"],
        "is_check": False,
        "can_edit": found.target.state in (DocumentState.DRAFT, DocumentState.RETURNED),
    }
    return render(request, "office/performance/target_edit.html", context, status=more["status"])


def _checked(found: Project, content: TargetContent) -> dict[str, Any]:
    form, book = target_form(found, content), rulebook_for(found)
    past = past_of(found, content.rows)
    lint = lint_target(form, book)
    return {
        "project": found,
        "book": book,
        "lint": lint,
        "past": past.latest,
        "advice": advice_of(form, past.history, book),
        "problems": problems_of(found, content, lint=lint),
    }


def _places(posted: Any, content: TargetContent, context: dict[str, Any]) -> list[EditorRow]:
    """Return the rows at the places they have in the form that was sent, so that each answer lands beside its row."""
    rows = editor_rows(
        content, extra=0, lint=context["lint"], advice=context["advice"], past=context["past"], comments={}
    )
    places = [
        number
        for number, cells in enumerate(rows_of(posted, keep_blank=True))
        if any(cells[name] for name in ("level1", "level2", "level3", "target", "weight"))
    ]
    return [row.at(place) for row, place in zip(rows, places, strict=False)]


def _to_submit(request: HttpRequest, found: Project, version: int) -> HttpResponse:
    from servicecloud.office.performance.reviewing import submitted

    return submitted(request, found.pk, Document.TARGET, version)


def _texts(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in SECTIONS}


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0
