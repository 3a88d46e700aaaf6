"""Filling in a target table: a grid that checks and saves itself, a block from a spreadsheet, the unit's own file."""

from pathlib import PurePath
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.forms.serialisation import from_json as form_from_json
from servicecloud.errors import DomainError
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.inspection.services import record_file
from servicecloud.office.performance.clashes import ClashLine, clash_lines, taken_of
from servicecloud.office.performance.grid import (
    EditorRow,
    RowAct,
    editor_rows,
    placed,
    row_act,
    rows_of,
    rows_with_picks,
    typed_content,
)
from servicecloud.office.performance.history import advice_of
from servicecloud.office.performance.library import library_choices, taken_anchor
from servicecloud.office.performance.pasting import read_block
from servicecloud.office.performance.targets import SECTION_LABELS
from servicecloud.performance import policies
from servicecloud.performance.enums import Document, DocumentState
from servicecloud.performance.errors import NotOfferedError, TooManyRowsError
from servicecloud.performance.models import Project
from servicecloud.performance.selectors import projects as reading
from servicecloud.performance.selectors.auditing import lint_target
from servicecloud.performance.selectors.past import past_of
from servicecloud.performance.selectors.rulebooks import rulebook_for
from servicecloud.performance.selectors.target_money import target_money
from servicecloud.performance.services.rows import MOST_ROWS, check_fits
from servicecloud.performance.services.targets import problems_of, save_target, take_over_form
from servicecloud.performance.target_forms import target_form
from servicecloud.performance.values import SECTIONS, TargetContent, from_json
from servicecloud.versioning import StaleRecordError


class FormFile(forms.Form):
    """The unit's own form."""

    file = forms.FileField(
        label=gettext_lazy("绩效目标表或上年自评表"),
        widget=forms.FileInput({"accept": ".docx,.xlsx,.xls,.pdf,.html,.txt,.csv"}),
    )


@never_cache
@requires(policies.check_declares)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The grid. What was typed is never lost: a clash shows what stands now beside it.

    Going back to it asks anew: an older copy would show what was changed since.
    """
    found, user = reading.project_with_documents(pk), cast("User", request.user)
    policies.check_can_declare(user, found.owner_id)
    content, version = from_json(found.target.content, TargetContent), found.target.version
    stale: list[reading.RowChange] = []
    clashes: list[ClashLine] = []
    sentence, status = "", 200
    if request.method == "POST":
        version = _number(request.POST.get("version"))
        act = row_act(request.POST) if "row" in request.POST else None
        rows = act.rows if act else rows_with_picks(request.POST)
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
        except (NotOfferedError, TooManyRowsError) as error:
            content, sentence, status = typed_content(request.POST, content), str(error), error.status
        else:
            if saved.version > version + 1:
                messages.success(request, _("已保存，并与他人同时所作的修改合并。请看一遍再提交。"))
                return redirect("office:edit_target", pk=pk)
            if "submit" in request.POST:
                return _to_submit(request, found, saved.version)
            _told(request, act)
            goes_on = act.goes_on if act else taken_anchor(request.POST)
            return redirect(f"{reverse('office:edit_target', args=[pk])}{goes_on}")
    more: dict[str, Any] = {"stale": stale, "clashes": clashes, "sentence": sentence, "status": status}
    return _editor(request, found, content, version, **more)


def _told(request: HttpRequest, act: RowAct | None) -> None:
    if act and act.deleted:
        messages.success(request, _("已删去“%(name)s”这一行。") % {"name": act.deleted})
    elif "row" in request.POST and act is None:
        messages.error(request, _("已保存，但没有这一行。请填写表中的行号。"))
    elif act is None:
        messages.success(request, _("已保存。"))


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
            rows=rows_of(request.POST, pasted=False),
            texts=_texts(request),
            quiet=True,
        )
        content, version = from_json(saved.content, TargetContent), saved.version
    except (StaleRecordError, TooManyRowsError) as error:
        content, sentence = typed_content(request.POST, before, pasted=False), str(error)
    context = _checked(found, content) | {"version": version, "sentence": sentence, "is_check": True}
    context["rows"] = _places(request.POST, content, context)
    response = render(request, "office/performance/target_check.html", context)
    if not sentence:
        response["HX-Trigger"] = "kept"  # the page knows by this that nothing is left to be saved
    return response


@require_POST
@requires(policies.check_can_read_projects)
def read_pasted(request: HttpRequest) -> JsonResponse:
    """Read a block that was copied from a spreadsheet, for the grid to take in; nothing is kept, and nothing is cut off."""
    above = request.POST.get("level1", ""), request.POST.get("level2", "")
    block = read_block(request.POST.get("text", ""), column=request.POST.get("column", ""), above=above)
    try:
        check_fits(_number(request.POST.get("before")) + len(block.rows))
    except TooManyRowsError as error:
        return JsonResponse({"sentence": str(error)}, status=error.status)
    return JsonResponse({"rows": block.rows, "left_out": block.left_out})


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


def _editor(request: HttpRequest, found: Project, content: TargetContent, version: int, **more: Any) -> HttpResponse:
    returned = reading.last_return(reading.reviews_of(found, Document.TARGET), round_number=found.target.round)
    context = _checked(found, content)
    comments = returned.row_comments if returned else {}
    context |= {
        "rows": editor_rows(
            content,
            extra=40 if "more" in request.GET else 4,
            blank=_number(request.GET["blank"]) if "blank" in request.GET else None,
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
        "most_rows": MOST_ROWS,
        "can_edit": found.target.state in (DocumentState.DRAFT, DocumentState.RETURNED),
    }
    return render(request, "office/performance/target_edit.html", context, status=more["status"])


def _checked(found: Project, content: TargetContent) -> dict[str, Any]:
    book, money = rulebook_for(found), target_money(found)
    form = target_form(found, content, book=book, money=money)
    past = past_of(found, content.rows)
    lint = lint_target(form, book)
    return {
        "project": found,
        "book": book,
        "lint": lint,
        "past": past.latest,
        "advice": advice_of(form, past.history, book),
        "problems": problems_of(content, money, lint),
    }


def _places(posted: Any, content: TargetContent, context: dict[str, Any]) -> list[EditorRow]:
    """Return the rows at the places they have in the form that was sent, so that each answer lands beside its row."""
    rows = editor_rows(
        content, extra=0, lint=context["lint"], advice=context["advice"], past=context["past"], comments={}
    )
    places = placed(rows_of(posted, keep_blank=True, pasted=False))
    return [row.at(place) for row, place in zip(rows, places, strict=False)]


def _to_submit(request: HttpRequest, found: Project, version: int) -> HttpResponse:
    from servicecloud.office.performance.reviewing import submitted

    return submitted(request, found.pk, Document.TARGET, version)


def _texts(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in SECTIONS}


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0
