"""Registers: define, enter, import, take back."""

import csv
import hashlib
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from servicecloud.activity.selectors import timeline_of
from servicecloud.errors import DomainError, InvalidInputError
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.ledger import policies
from servicecloud.ledger.enums import ImportState, Verdict
from servicecloud.ledger.facts import civil_date
from servicecloud.ledger.models import Entry, Register, RegisterImport, RegisterImportRow, RegisterRow
from servicecloud.ledger.register_problems import problem_text
from servicecloud.ledger.selectors.browsing import reversals_of, year_rule
from servicecloud.ledger.selectors.counting import Count
from servicecloud.ledger.selectors.figures import figure_of, sentence_of
from servicecloud.ledger.services import register_imports
from servicecloud.ledger.services.measures import entry_unit
from servicecloud.ledger.services.registers import (
    add_row,
    change_register,
    define_register,
    register_rule,
    register_versions,
    reverse_row,
)
from servicecloud.office.ledger.asking import title_of_dimension, year_of
from servicecloud.office.ledger.measures import owners_of
from servicecloud.office.ledger.register_forms import NewRegisterForm, RegisterForm, RowForm, initial_of
from servicecloud.pages.differences import Difference
from servicecloud.pages.filters import FilterForm
from servicecloud.pages.listing import Column, build_listing
from servicecloud.versioning import StaleRecordError

LARGEST_FILE = 40 * 1024 * 1024
BUSY = (ImportState.CHECKING, ImportState.APPLYING, ImportState.UNDOING)
ROW_COLUMNS = (
    Column("day", gettext_lazy("发生日期"), ("entry__happened_on",)),
    Column("note", gettext_lazy("事项"), ("note",)),
    Column("quantity", gettext_lazy("数量"), ("entry__quantity_millionths",), is_number=True),
    Column("dimensions", gettext_lazy("维度")),
    Column("evidence", gettext_lazy("佐证材料")),
    Column("state", gettext_lazy("状态")),
)
IMPORT_COLUMNS = (
    Column("number", gettext_lazy("行号"), ("number",), is_number=True),
    Column("verdict", gettext_lazy("结论"), ("verdict", "number")),
    Column("day", gettext_lazy("发生日期")),
    Column("quantity", gettext_lazy("数量"), is_number=True),
    Column("note", gettext_lazy("事项")),
    Column("problems", gettext_lazy("问题和处理办法")),
)
_TAGS = {Verdict.NEW: "tag-good", Verdict.DOUBLE: "tag-warn", Verdict.REFUSED: "tag-bad"}


class RowFilterForm(FilterForm):
    """Which rows of an import to show."""

    q = None  # type: ignore[assignment]
    verdict = forms.ChoiceField(label=gettext_lazy("结论"), choices=[("", gettext_lazy("全部")), *Verdict.choices])


class UploadForm(forms.Form):
    """The file to import."""

    file = forms.FileField(label=gettext_lazy("文件"), widget=forms.FileInput({"accept": ".xlsx,.xls,.csv,.ods"}))

    def clean_file(self) -> Any:
        """Refuse what is too large."""
        file = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(
                _("文件超过 %(size)d MB。请拆成几个文件分别导入。") % {"size": LARGEST_FILE // 2**20}
            )
        return file


class ReasonForm(forms.Form):
    """Why a row is taken back."""

    reason = forms.CharField(label=gettext_lazy("冲销理由"), max_length=300)


@requires(policies.check_can_read_ledger)
@require_safe
def registers(request: HttpRequest) -> HttpResponse:
    """Registers in scope."""
    rows = Register.objects.select_related("owner").order_by("state", "title_zh", "pk")
    can_define = bool(owners_of(cast("User", request.user)))
    return render(request, "office/ledger/registers.html", {"registers": rows, "can_define": can_define})


@requires(policies.check_can_keep_registers)
@require_http_methods(["GET", "HEAD", "POST"])
def define(request: HttpRequest) -> HttpResponse:
    """Define a new register."""
    user = cast("User", request.user)
    form = NewRegisterForm(request.POST or None, owners=owners_of(user))
    if request.method == "POST" and form.is_valid():
        try:
            made = define_register(actor=user, owner=form.cleaned_data["owner"], values=form.values())
        except InvalidInputError as error:
            _show(form, error)
        else:
            messages.success(request, _("已建立台账，可以开始登记。"))
            return redirect("office:register", pk=made.pk)
    return render(request, "office/ledger/define.html", {"form": form})


@requires(policies.check_can_read_ledger)
@require_safe
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """One register: its rule, its number of the year, its rows."""
    found = Register.objects.select_related("owner").get(pk=pk)
    today = civil_date(timezone.now())
    versions = register_versions(found)
    year = year_of(request.GET.get("year"), today=today)
    reversals = reversals_of(OuterRef("entry"))
    rows = RegisterRow.objects.filter(register=found).select_related("entry").annotate(is_gone=Exists(reversals))
    listing = build_listing(rows, columns=ROW_COLUMNS, query=request.GET, default="-day")
    titles = {each["name"]: title_of_dimension(each) for each in found.dimensions}
    rule = year_rule(register_rule(found), year=year)
    user = cast("User", request.user)
    context = {
        "register": found,
        "sentence": sentence_of(register_rule(found)),
        "figure": figure_of(Count(rule, today, None, versions)),
        "year": year,
        "row_unit": entry_unit(found.unit, counting=found.counting),
        "listing": listing,
        "lines": [(row, _dimension_words(row.entry, titles), row.is_gone) for row in listing.page],
        "timeline": timeline_of(found, limit=5),
        "can_enter": _allows(policies.check_can_enter_rows, user, found),
        "can_define": _allows(policies.check_can_define_register, user, found),
    }
    return render(request, "office/ledger/register.html", context)


@requires(policies.check_can_keep_registers)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a register; a clash shows both versions and keeps what was typed."""
    found = Register.objects.select_related("owner").get(pk=pk)
    user = cast("User", request.user)
    policies.check_can_define_register(user, found.owner)
    form = RegisterForm(request.POST or None, initial=initial_of(found), known=found.dimensions)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            change_register(actor=user, register_id=pk, expected=version, values=form.values())
        except StaleRecordError as error:
            return _compare(request, found, error)
        except InvalidInputError as error:
            _show(form, error)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("已保存。"))
            return redirect("office:register", pk=pk)
    return render(request, "office/ledger/change.html", {"register": found, "form": form})


@requires(policies.check_can_keep_registers)
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter one row; with “save and next” the form comes again."""
    found = Register.objects.select_related("owner").get(pk=pk)
    user = cast("User", request.user)
    policies.check_can_enter_rows(user, found.owner)
    form = RowForm(request.POST or None, register=found)
    if request.method == "POST" and form.is_valid():
        try:
            add_row(actor=user, register_id=pk, values=form.values())
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("已登记。"))
            target = "office:enter_row" if "again" in request.POST else "office:register"
            return redirect(target, pk=pk)
    return render(request, "office/ledger/enter.html", {"register": found, "form": form})


@requires(policies.check_can_keep_registers)
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Reverse one row with a reason."""
    row = RegisterRow.objects.select_related("register__owner").get(pk=pk)
    user = cast("User", request.user)
    policies.check_can_enter_rows(user, row.register.owner)
    form = ReasonForm(request.POST)
    try:
        if form.is_valid():
            reverse_row(actor=user, row_id=pk, reason=form.cleaned_data["reason"])
            messages.success(request, _("已冲销，原记录保留。"))
        else:
            messages.error(request, _("请写明冲销理由。"))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("office:register", pk=row.register_id)


@requires(policies.check_can_read_ledger)
@require_safe
def template(_request: HttpRequest, pk: int) -> HttpResponse:
    """An empty table with the register's headings."""
    found = Register.objects.get(pk=pk)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="register-{pk}-template.csv"'
    response.write("\ufeff")
    headings = ["发生日期", "数量", "单位", *(["服务对象"] if found.has_subject else [])]
    headings += [each["title_zh"] for each in found.dimensions]
    csv.writer(response).writerow([*headings, "事项", "佐证材料"])
    return response


@requires(policies.check_can_keep_registers)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Upload a file of rows."""
    found = Register.objects.select_related("owner").get(pk=pk)
    user = cast("User", request.user)
    policies.check_can_enter_rows(user, found.owner)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read()
        digest = hashlib.sha256(content).hexdigest()
        try:
            run = register_imports.start_import(
                actor=user, register_id=pk, file_name=file.name, content=content, sha256=digest
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect("office:register_import", pk=run.pk)
    former = RegisterImport.objects.filter(register=found).select_related("started_by").order_by("-pk")[:20]
    return render(request, "office/ledger/upload.html", {"register": found, "form": form, "imports": former})


@requires(policies.check_can_read_ledger)
@require_safe
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """One import: progress while it is at work, then every row with its verdict."""
    found = RegisterImport.objects.select_related("register__owner", "started_by").get(pk=pk)
    is_busy = found.state in BUSY
    if request.headers.get("HX-Request"):
        if is_busy:
            return render(request, "office/ledger/import_progress.html", {"run": found})
        response = HttpResponse()
        response["HX-Refresh"] = "true"
        return response
    filters = RowFilterForm(request.GET)
    rows = RegisterImportRow.objects.filter(run=found)
    verdict = filters.chosen().get("verdict", "")
    rows = rows.filter(verdict=verdict) if verdict else rows
    listing = build_listing(rows, columns=IMPORT_COLUMNS, query=request.GET, default="number")
    lang = "en" if (get_language() or "").startswith("en") else "zh"
    context = {
        "run": found,
        "register": found.register,
        "is_busy": is_busy,
        "failure": found.failure.get(lang, ""),
        "filters": filters,
        "listing": listing,
        "lines": [(row, _TAGS[Verdict(row.verdict)], _shown(row.values), _problems(row)) for row in listing.page],
        "counts": [(each.value, each.label, found.counts.get(each.value, 0)) for each in Verdict],
        "fresh": found.counts.get(Verdict.NEW, 0),
        "doubles": found.counts.get(Verdict.DOUBLE, 0),
        "can_enter": _allows(policies.check_can_enter_rows, cast("User", request.user), found.register),
    }
    return render(request, "office/ledger/import.html", context)


@requires(policies.check_can_keep_registers)
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Post what was accepted."""
    found = RegisterImport.objects.select_related("register__owner").get(pk=pk)
    user = cast("User", request.user)
    policies.check_can_enter_rows(user, found.register.owner)
    try:
        register_imports.confirm_import(actor=user, run_id=pk, with_doubles="with_doubles" in request.POST)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("office:register_import", pk=pk)


@requires(policies.check_can_keep_registers)
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Reverse what was posted."""
    found = RegisterImport.objects.select_related("register__owner").get(pk=pk)
    user = cast("User", request.user)
    policies.check_can_enter_rows(user, found.register.owner)
    try:
        register_imports.undo_import(actor=user, run_id=pk)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("office:register_import", pk=pk)


def _compare(request: HttpRequest, found: Register, error: StaleRecordError) -> HttpResponse:
    current = cast("Register", error.current)
    now, typed = initial_of(current), error.submitted
    again = request.POST.copy()
    again["version"] = str(current.version)
    rows = [
        Difference(name, str(field.label), str(now.get(name, "")), str(typed.get(name, now.get(name, ""))))
        for name, field in RegisterForm.base_fields.items()
        if name != "version" and name in typed and str(now.get(name, "")) != str(typed[name])
    ]
    context = {
        "register": found,
        "differences": rows,
        "form": RegisterForm(again, known=current.dimensions),
        "sentence": str(error),
    }
    return render(request, "office/ledger/compare.html", context, status=error.status)


def _show(form: forms.Form, error: InvalidInputError) -> None:
    for name, sentences in error.fields.items():
        form.add_error(name if name in form.fields else None, sentences)


def _allows(check: Any, user: User, found: Register) -> bool:
    try:
        check(user, found.owner)
    except DomainError:
        return False
    return True


def _dimension_words(entry: Entry, titles: dict[str, str]) -> list[tuple[str, str]]:
    return [(titles.get(name, _("原发生日期")), text) for name, text in entry.dimension_values.items()]


def _shown(values: dict[str, Any]) -> tuple[str, str, str]:
    return values.get("happened_on", ""), values.get("quantity", ""), values.get("note") or values.get("subject", "")


def _problems(row: RegisterImportRow) -> list[str]:
    return [problem_text(each) for each in row.problems]
