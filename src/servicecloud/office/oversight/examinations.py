"""Examinations: the list, and the page where scores are verified, sent, objected to and decided."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from servicecloud.errors import DomainError
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.office.oversight.acting import number
from servicecloud.office.oversight.clashes import clashes_of
from servicecloud.office.oversight.examined import TAGS, context_of, names_of
from servicecloud.office.performance.clashes import taken_of
from servicecloud.oversight import policies
from servicecloud.oversight.enums import ExaminationKind, ExaminationState
from servicecloud.oversight.errors import NobodyElseConfirmsError, UnfinishedError
from servicecloud.oversight.models import Examination
from servicecloud.oversight.selectors import records
from servicecloud.oversight.selectors.examined import frozen_content
from servicecloud.oversight.services import confirming, examining
from servicecloud.oversight.typed import unread_in_examination
from servicecloud.oversight.values import FUNDS, ExaminedContent, read
from servicecloud.pages.filters import FilterForm
from servicecloud.pages.listing import Column, build_listing
from servicecloud.versioning import StaleRecordError

COLUMNS = (
    Column("project", gettext_lazy("项目名称"), ("project__name",)),
    Column("owner", gettext_lazy("实施单位"), ("project__owner__name_zh",)),
    Column("kind", gettext_lazy("种类"), ("kind",)),
    Column("body", gettext_lazy("核查单位"), ("body__name_zh",)),
    Column("state", gettext_lazy("进度"), ("state",)),
    Column("claimed", gettext_lazy("自评总分"), ("claimed_total",), is_number=True),
    Column("verified", gettext_lazy("核定总分"), ("verified_total",), is_number=True),
    Column("sent", gettext_lazy("送达"), ("sent_at",)),
)


class ExaminationFilterForm(FilterForm):
    """Which examinations to list."""

    kind = forms.ChoiceField(label=gettext_lazy("种类"), choices=[("", gettext_lazy("全部")), *ExaminationKind.choices])
    state = forms.ChoiceField(
        label=gettext_lazy("进度"), choices=[("", gettext_lazy("全部")), *ExaminationState.choices]
    )


@requires(policies.check_can_read_oversight)
@require_safe
def examinations(request: HttpRequest) -> HttpResponse:
    """The examinations in reach."""
    filters = ExaminationFilterForm(request.GET)
    chosen = filters.chosen()
    rows = records.examinations_seen_by(cast("User", request.user))
    if chosen.get("q"):
        rows = rows.filter(project__name__icontains=chosen.pop("q"))
    listing = build_listing(rows.filter(**chosen), columns=COLUMNS, query=request.GET, default="-sent")
    lines = [(row, TAGS[ExaminationState(row.state)]) for row in listing.page]
    context = {"filters": filters, "listing": listing, "lines": lines}
    return render(request, "office/oversight/examinations.html", context)


@requires(policies.check_can_read_oversight)
@require_http_methods(["GET", "HEAD", "POST"])
def examination(request: HttpRequest, pk: int) -> HttpResponse:
    """Three scores beside each other, reasons, what the unit says and what was decided."""
    user = cast("User", request.user)
    found = records.examination_seen_by(user, pk)
    if request.method != "POST":
        return page(request, found)
    expected, rows = number(request, "version"), _typed(request, found)
    comment = request.POST.get("comment", "")
    save: dict[str, Any] = {"actor": user, "examination_id": pk}
    more: dict[str, Any] = {"typed": rows}
    unread = unread_in_examination(rows, names_of(found))
    try:
        saved = examining.save_examination(
            **save, expected=expected, rows=rows, comment=comment, taken=taken_of(request)
        )
        more |= {"content": read(saved.content, ExaminedContent), "version": saved.version}
        if unread:
            return page(request, found, sentence=_("其余内容已保存。"), problems=unread, status=422, **more)
        if saved.version > expected + 1:
            messages.success(request, _("已保存，并与他人同时所作的修改合并。请看一遍再送出。"))
            return redirect("office:examination", pk=pk)
        if "send" in request.POST:
            return _sent(request, saved)
    except StaleRecordError as error:
        more |= {
            "content": read(error.submitted["content"], ExaminedContent),
            "version": error.current.version,
            "clashes": clashes_of(error, names_of(found)),
        }
        return page(request, found, sentence=str(error), status=error.status, problems=unread, **more)
    except UnfinishedError as error:
        return page(request, found, sentence=str(error), status=error.status, problems=error.problems, **more)
    messages.success(request, _("已保存。"))
    return redirect("office:examination", pk=pk)


def _sent(request: HttpRequest, saved: Examination) -> HttpResponse:
    """Send a re-check to the unit; submit a department's verification to somebody else's confirmation."""
    user = cast("User", request.user)
    if saved.kind == ExaminationKind.RECHECK:
        examining.send_result(actor=user, examination_id=saved.pk, expected=saved.version)
        messages.success(request, _("结果已送达单位。"))
        return redirect("office:examination", pk=saved.pk)
    try:
        confirming.submit(actor=user, of=Examination, pk=saved.pk, expected=saved.version)
    except NobodyElseConfirmsError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已保存并提交，由本单位没有填写过的审核人确认。"))
    return redirect("office:examination", pk=saved.pk)


@require_POST
@requires(policies.check_supervises)
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a round of the department's own verification."""
    try:
        made = examining.begin_review(actor=cast("User", request.user), project_id=pk)
    except DomainError as error:
        if error.status != 409:
            raise
        messages.error(request, str(error))
        return redirect("office:project", pk=pk)
    return redirect("office:examination", pk=made.pk)


def page(
    request: HttpRequest, found: Examination, *, content: ExaminedContent | None = None, status: int = 200, **shown: Any
) -> HttpResponse:
    """Render the page with the content given, else with what is kept; `shown` has what was typed and why it was refused."""
    if content is None:
        content = read(found.content, ExaminedContent) if found.content else ExaminedContent()
    given = {name: shown.pop(name, {}) for name in ("objected", "typed")}
    context = context_of(found, content, cast("User", request.user), **given) | shown
    return render(request, "office/oversight/examination.html", context, status=status)


def _typed(request: HttpRequest, found: Examination) -> dict[str, dict[str, Any]]:
    posted = request.POST
    keys = [*(row.key for row in frozen_content(found.of).rows), FUNDS]
    return {
        key: {
            "actual": posted.get(f"actual:{key}", ""),
            "comment": posted.get(f"comment:{key}", ""),
            "entries": posted.get(f"entries:{key}", ""),
            "deductions": [
                {"code": code, "points": points, "percent": points, "note": note}
                for code, points, note in zip(
                    posted.getlist(f"code:{key}"),
                    posted.getlist(f"points:{key}"),
                    posted.getlist(f"note:{key}"),
                    strict=False,
                )
            ],
        }
        for key in keys
        if f"comment:{key}" in posted
    }
