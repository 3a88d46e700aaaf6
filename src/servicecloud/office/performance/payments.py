"""Payments of a project as a list, and the files they came from: import, verdicts, undoing."""

from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from servicecloud.errors import DomainError, NotPermittedError
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.office.performance.money import FileForm, show_money
from servicecloud.office.performance.showing import allows
from servicecloud.pages.date_range import DateRangeField
from servicecloud.pages.filters import FilterForm
from servicecloud.pages.listing import Column, Listing, build_listing
from servicecloud.performance import policies
from servicecloud.performance.enums import FundSource
from servicecloud.performance.models import Payment
from servicecloud.performance.selectors import payments as reading
from servicecloud.performance.selectors.projects import project_with_documents
from servicecloud.performance.services.payment_files import import_payments, import_units_payments, undo_payment_file
from servicecloud.streamed_csv import as_csv

REFUSED_A_PAGE = 100
COLUMNS = (
    Column("paid_on", gettext_lazy("支付日期"), ("paid_on",)),
    Column("voucher", gettext_lazy("凭证号"), ("voucher",)),
    Column("source", gettext_lazy("资金来源"), ("line__source",)),
    Column("amount", gettext_lazy("金额（元）"), ("amount_yuan",), is_number=True),
    Column("note", gettext_lazy("用途")),
    Column("recorded", gettext_lazy("登记"), ("recorded_at",)),
)


class PaymentFilterForm(FilterForm):
    """Which payments to list."""

    source = forms.ChoiceField(
        label=gettext_lazy("资金来源"), choices=[("", gettext_lazy("全部")), *FundSource.choices]
    )
    days = DateRangeField(label=gettext_lazy("支付日期"))
    file = forms.IntegerField(label=gettext_lazy("导入批次"), min_value=1, max_value=2**62, widget=forms.HiddenInput)


class UnitsFileForm(FileForm):
    """A spreadsheet of the payments of all projects of a unit."""

    owner = forms.TypedChoiceField(label=gettext_lazy("实施单位"), coerce=int)
    field_order = ["owner", "source", "file"]

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        units = policies.units_whose_money_is_kept(user)
        self.fields["owner"].choices = [(unit.pk, str(unit)) for unit in units]  # type: ignore[attr-defined]
        self.fields["source"].label = _("资金来源（表中没有写明的行）")


@requires(policies.check_can_read_projects)
@require_safe
def payments(request: HttpRequest, pk: int) -> HttpResponse:
    """The list, with the sum of what is shown."""
    found, filters = project_with_documents(pk), PaymentFilterForm(request.GET)
    rows = reading.payments_of(found, reading.PaymentFilter(**filters.chosen()))
    context = {
        "project": found,
        "filters": filters,
        "listing": build_listing(rows, columns=COLUMNS, query=request.GET, default="-paid_on"),
        "total": reading.total_of(rows),
    }
    return render(request, "office/performance/payments.html", context)


@requires(policies.check_can_read_projects)
@require_safe
def payments_csv(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """The same as CSV."""
    chosen = PaymentFilterForm(request.GET).chosen()
    rows = reading.payments_of(project_with_documents(pk), reading.PaymentFilter(**chosen))
    response = StreamingHttpResponse(as_csv(_csv(list(rows))), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="payments-{pk}.csv"'
    return response


@requires(policies.check_can_read_projects)
@require_POST
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Import the payments of one project from the treasury's spreadsheet."""
    found, user = project_with_documents(pk), cast("User", request.user)
    policies.check_can_keep_money(user, found.owner_id)
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data
        try:
            file = import_payments(
                actor=user,
                project_id=pk,
                source=given["source"],
                data=given["file"].read(),
                name=given["file"].name,
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect("office:payment_file", pk=file.pk)
    return show_money(request, pk, file_form=form)


@requires(policies.check_keeps_money)
@require_http_methods(["GET", "HEAD", "POST"])
def upload_for_unit(request: HttpRequest) -> HttpResponse:
    """Import the payments of all projects of a unit in one file."""
    user = cast("User", request.user)
    form = UnitsFileForm(request.POST or None, request.FILES or None, user=user)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            file = import_units_payments(
                actor=user,
                owner_id=given["owner"],
                source=given["source"],
                data=given["file"].read(),
                name=given["file"].name,
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect("office:payment_file", pk=file.pk)
    return render(request, "office/performance/payments_upload.html", {"form": form})


@requires(policies.check_can_read_projects)
@require_safe
def payment_file(request: HttpRequest, pk: int) -> HttpResponse:
    """What a file wrote and what it did not, row by row."""
    found = reading.payment_file(pk)
    lang = "en" if (get_language() or "").startswith("en") else "zh"
    page = Paginator(found.refused, REFUSED_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "file": found,
        "projects": reading.projects_of_file(found),
        "listing": Listing(page, [], "compact", page.paginator.count, request.GET),
        "lines": [{**row, "problem": row[lang]} for row in page],
        "can_undo": bool(found.written)
        and found.undone_at is None
        and allows(policies.check_can_keep_money, cast("User", request.user), found.owner_id),
    }
    return render(request, "office/performance/payment_file.html", context)


@requires(policies.check_can_read_projects)
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back everything a file wrote."""
    found, user = reading.payment_file(pk), cast("User", request.user)
    policies.check_can_keep_money(user, found.owner_id)
    try:
        undo_payment_file(actor=user, file_id=pk)
    except NotPermittedError:
        raise
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已撤销：每一笔都以相反的金额冲销，原记录保留。凭证号可以重新登记。"))
    return redirect("office:payment_file", pk=pk)


def _csv(rows: list[Payment]) -> Iterator[list[str]]:
    yield [
        _("支付日期"),
        _("凭证号"),
        _("资金来源"),
        _("金额（元）"),
        _("用途"),
        _("冲销"),
        _("登记人"),
        _("支付明细表"),
    ]
    for row in rows:
        reversal = _("冲销") if row.reverses_id else ""
        day, source = row.paid_on.isoformat(), row.line.get_source_display()
        who, file = row.recorded_by.get_full_name(), row.file.name if row.file else ""
        yield [day, row.voucher, source, f"{row.amount_yuan:f}", row.note, reversal, who, file]
