"""Examinations: the list, and the page where scores are verified, sent, objected to and decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from servicecloud.activity.selectors import timeline_of
from servicecloud.errors import DomainError
from servicecloud.files.selectors import files_of
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.ledger.facts import civil_date
from servicecloud.office.oversight.acting import allows, attached, number, words_field
from servicecloud.office.oversight.clashes import clashes_of
from servicecloud.office.performance.clashes import taken_of
from servicecloud.oversight import policies
from servicecloud.oversight.declarations import reasons
from servicecloud.oversight.enums import ExaminationKind, ExaminationState
from servicecloud.oversight.errors import UnfinishedError
from servicecloud.oversight.models import Examination
from servicecloud.oversight.ownership import OBJECTION
from servicecloud.oversight.selectors import records
from servicecloud.oversight.selectors.examined import examined_version, frozen_content
from servicecloud.oversight.selectors.findings import findings_of
from servicecloud.oversight.services import examining, objections
from servicecloud.oversight.typed import unread_in_examination
from servicecloud.oversight.values import FUNDS, Deduction, ExaminedContent, VerifiedResult, VerifiedRow, read
from servicecloud.oversight.verifying import verified
from servicecloud.pages.acting import carried_out, done
from servicecloud.pages.filters import FilterForm
from servicecloud.pages.listing import Column, build_listing
from servicecloud.versioning import StaleRecordError

SLOTS = 2
"""How many reasons the page offers for each row."""

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
_TAGS = {
    ExaminationState.WORKING: "",
    ExaminationState.SENT: "tag-accent",
    ExaminationState.OBJECTED: "tag-warn",
    ExaminationState.FINAL: "tag-good",
}


class ExaminationFilterForm(FilterForm):
    """Which examinations to list."""

    kind = forms.ChoiceField(label=gettext_lazy("种类"), choices=[("", gettext_lazy("全部")), *ExaminationKind.choices])
    state = forms.ChoiceField(
        label=gettext_lazy("进度"), choices=[("", gettext_lazy("全部")), *ExaminationState.choices]
    )


class ObjectionForm(forms.Form):
    """Why the unit objects; what it says at single rows stands in the table."""

    statement = words_field(gettext_lazy("异议理由"), help_text=gettext_lazy("也可以在上面有关的行里逐行写明。"))


class DecisionForm(forms.Form):
    """Why an objection is decided as it is."""

    grounds = words_field(
        gettext_lazy("决定的理由"),
        help_text=gettext_lazy("在上面勾选采纳的行，恢复其自评得分；一行都不勾选即维持原结果。"),
    )


@dataclass(frozen=True)
class ExaminedLine:
    """One row as its page shows it."""

    row: VerifiedRow
    slots: list[Deduction]
    said: list[tuple[str, Deduction]]
    snapshot: int | None
    problems: list[str]
    objection: str

    @property
    def is_funds(self) -> bool:
        """Whether this is the row of budget execution, whose value comes from the payments."""
        return self.row.key == FUNDS

    @property
    def is_open(self) -> bool:
        """Whether something was found about the row, so that its fields stand open."""
        row = self.row
        return bool(row.actual or row.deductions or row.comment or row.entries)

    @property
    def entries(self) -> str:
        """The entries looked at, as they are typed."""
        return ", ".join(str(entry) for entry in self.row.entries)

    @property
    def gap(self) -> Decimal | None:
        """Verified minus claimed."""
        return None if self.row.claimed_score is None else self.row.verified_score - self.row.claimed_score


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
    lines = [(row, _TAGS[ExaminationState(row.state)]) for row in listing.page]
    context = {"filters": filters, "listing": listing, "lines": lines}
    return render(request, "office/oversight/examinations.html", context)


@requires(policies.check_can_read_oversight)
@require_http_methods(["GET", "HEAD", "POST"])
def examination(request: HttpRequest, pk: int) -> HttpResponse:
    """Three scores beside each other, reasons, what the unit says and what was decided."""
    user = cast("User", request.user)
    found = records.examination_seen_by(user, pk)
    if request.method != "POST":
        return _page(request, found)
    expected, rows = number(request, "version"), _typed(request, found)
    comment = request.POST.get("comment", "")
    save: dict[str, Any] = {"actor": user, "examination_id": pk}
    more: dict[str, Any] = {}
    unread = unread_in_examination(rows, _names(found))
    try:
        saved = examining.save_examination(
            **save, expected=expected, rows=rows, comment=comment, taken=taken_of(request)
        )
        more = {"content": read(saved.content, ExaminedContent), "version": saved.version}
        if unread:
            return _page(request, found, sentence=_("其余内容已保存。"), problems=unread, status=422, **more)
        if saved.version > expected + 1:
            messages.success(request, _("已保存，并与他人同时所作的修改合并。请看一遍再送出。"))
            return redirect("office:examination", pk=pk)
        if "send" in request.POST:
            examining.send_result(**save, expected=saved.version)
    except StaleRecordError as error:
        more = {
            "content": read(error.submitted["content"], ExaminedContent),
            "version": error.current.version,
            "clashes": clashes_of(error, _names(found)),
        }
        return _page(request, found, sentence=str(error), status=error.status, problems=unread, **more)
    except UnfinishedError as error:
        return _page(request, found, sentence=str(error), status=error.status, problems=error.problems, **more)
    messages.success(request, _("结果已送达单位。") if "send" in request.POST else _("已保存。"))
    return redirect("office:examination", pk=pk)


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


@require_POST
@requires(policies.check_answers)
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that there is no objection."""
    user = cast("User", request.user)
    return done(
        request,
        lambda: objections.accept_result(actor=user, examination_id=pk),
        said=_("已确认，结果成为定论。"),
        to="office:examination",
        pk=pk,
    )


@require_POST
@requires(policies.check_answers)
def objection(request: HttpRequest, pk: int) -> HttpResponse:
    """Object."""
    user, form = cast("User", request.user), ObjectionForm(request.POST)
    rows = {
        name.removeprefix("objection:"): str(text)
        for name, text in request.POST.items()
        if name.startswith("objection:")
    }
    if carried_out(form, lambda typed: objections.object_to(actor=user, examination_id=pk, rows=rows, **typed)):
        messages.success(request, _("已提出异议，将由核查人以外的人员决定。"))
        return redirect("office:examination", pk=pk)
    found = records.examination_seen_by(user, pk)
    return _page(request, found, objection_form=form, objected=rows, status=422)


@require_POST
@requires(policies.check_answers)
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a file to the objection."""
    return attached(request, cast("User", request.user), kind=OBJECTION, to="office:examination", pk=pk)


@require_POST
@requires(policies.check_supervises)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide an objection."""
    user, form = cast("User", request.user), DecisionForm(request.POST)
    restored = request.POST.getlist("restored")
    if carried_out(
        form, lambda typed: objections.decide_objection(actor=user, examination_id=pk, restored=restored, **typed)
    ):
        messages.success(request, _("已作出决定，结果成为定论。"))
        return redirect("office:examination", pk=pk)
    found = records.examination_seen_by(user, pk)
    return _page(request, found, decision_form=form, restored=restored, status=422)


def _page(
    request: HttpRequest, found: Examination, *, content: ExaminedContent | None = None, status: int = 200, **shown: Any
) -> HttpResponse:
    """Render the page with the content given, else with what is kept; `shown` has what was typed and why it was refused."""
    if content is None:
        content = read(found.content, ExaminedContent) if found.content else ExaminedContent()
    context = _context(found, content, cast("User", request.user), objected=shown.pop("objected", {})) | shown
    return render(request, "office/oversight/examination.html", context, status=status)


def _context(
    found: Examination, content: ExaminedContent, user: User, *, objected: Mapping[str, str]
) -> dict[str, Any]:
    is_recheck, is_working = found.kind == ExaminationKind.RECHECK, found.state == ExaminationState.WORKING
    if is_recheck:
        may_examine = allows(policies.check_can_examine, user, found.body_id, found.of)
    else:
        may_examine = allows(policies.check_can_verify, user, found.project)
    result, problems, kept = _result(found, content)
    answers = allows(policies.check_can_answer, user, found.project.owner_id)
    oversees = allows(policies.check_can_oversee, user, found.body_id)
    says = getattr(found, "objection", None)
    can_object = answers and found.state == ExaminationState.SENT
    is_late = bool(found.term_on and civil_date(timezone.now()) > found.term_on)
    can_decide = oversees and found.state == ExaminationState.OBJECTED and found.examiner_id != user.pk
    return {
        "found": found,
        "project": found.project,
        "tag": _TAGS[ExaminationState(found.state)],
        "is_recheck": is_recheck,
        "result": result,
        "kept": kept,
        "lines": _lines(found, content, result, problems, says.rows if says else objected),
        "comment": content.comment,
        "reasons": reasons().reasons,
        "can_edit": is_working and may_examine,
        "is_barred": is_working and oversees and not may_examine,
        "can_object": can_object,
        "is_late": is_late,
        "can_decide": can_decide,
        "oversees": oversees,
        "can_require": oversees and not is_working,
        "objection": says,
        "objection_form": ObjectionForm() if can_object and not is_late else None,
        "decision_form": DecisionForm() if can_decide else None,
        "restored": [],
        "decision": records.decision_of(found) if says and found.state == ExaminationState.FINAL else None,
        "files": list(files_of(OBJECTION, found.pk)) if is_recheck and not is_working else [],
        "findings": findings_of(found.of) if oversees else [],
        "timeline": timeline_of(found, limit=10),
        "sentence": "",
        "problems": [],
        "clashes": [],
        "version": found.version,
    }


def _names(found: Examination) -> dict[str, str]:
    """Return the names of the rows by their keys."""
    return {row.key: row.name for row in verified(examined_version(found.of), ExaminedContent())[0].rows}


def _result(found: Examination, content: ExaminedContent) -> tuple[VerifiedResult, dict[str, list[str]], Any]:
    """Return what is shown: while it is worked on what the draft gives, afterwards what was frozen."""
    if found.state == ExaminationState.WORKING:
        result, problems = verified(examined_version(found.of), content)
        return result, problems, None
    kept = records.latest_result(found)
    if kept is None:
        return *verified(examined_version(found.of), content), None
    return records.result_of(kept), {}, kept


def _lines(
    found: Examination,
    content: ExaminedContent,
    result: VerifiedResult,
    problems: dict[str, list[str]],
    said: Mapping[str, str],
) -> list[ExaminedLine]:
    snapshots = {row.key: row.snapshot for row in frozen_content(found.of).rows}
    titles = {reason.code: reason.title for reason in reasons().reasons}
    blank = Deduction(code="")
    return [
        ExaminedLine(
            row=row,
            slots=[*row.deductions, *[blank] * max(0, SLOTS - len(row.deductions))],
            said=[(f"{each.code} {titles.get(each.code, '')}", each) for each in row.deductions],
            snapshot=snapshots.get(row.key),
            problems=problems.get(row.key, []) if content.row(row.key).deductions or row.actual else [],
            objection=said.get(row.key, ""),
        )
        for row in result.rows
    ]


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
