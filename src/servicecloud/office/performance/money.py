"""The money of a project: initial budget, adjustments with reasons, payments one by one or from a spreadsheet."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from servicecloud.errors import DomainError
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.office.performance.showing import allows
from servicecloud.performance import policies
from servicecloud.performance.enums import FundSource, ProjectState
from servicecloud.performance.money_errors import UnusualAdjustmentError
from servicecloud.performance.selectors.money import changes_of, funds_of
from servicecloud.performance.selectors.payments import files_of, payments_of
from servicecloud.performance.selectors.projects import project_with_documents
from servicecloud.performance.services.money import adjust_budget, record_payment, set_initial_budget

LARGEST_FILE = 5 * 1024 * 1024
LATEST = 10


class _MoneyForm(forms.Form):
    source = forms.ChoiceField(label=gettext_lazy("资金来源"), choices=FundSource.choices)
    amount_yuan = forms.DecimalField(label=gettext_lazy("金额（元）"), max_digits=16, decimal_places=2)


class InitialForm(_MoneyForm):
    """The initial budget of a source."""

    prefix = "initial"


class AdjustForm(_MoneyForm):
    """An adjustment."""

    prefix = "adjust"
    decided_on = forms.DateField(label=gettext_lazy("调整日期"), widget=forms.DateInput({"type": "date"}))
    reason = forms.CharField(label=gettext_lazy("调整理由"), max_length=300)
    is_certain = forms.BooleanField(label=gettext_lazy("金额已核对无误"), required=False, widget=forms.HiddenInput)

    def ask_twice(self) -> None:
        """Show the box that says the amount was looked at again."""
        self.fields["is_certain"].widget = forms.CheckboxInput()


class PaymentForm(_MoneyForm):
    """A payment."""

    prefix = "pay"
    paid_on = forms.DateField(label=gettext_lazy("支付日期"), widget=forms.DateInput({"type": "date"}))
    voucher = forms.CharField(label=gettext_lazy("凭证号"), max_length=60)
    note = forms.CharField(label=gettext_lazy("用途"), max_length=200, required=False)


class FileForm(forms.Form):
    """A spreadsheet of payments."""

    prefix = "file"
    source = forms.ChoiceField(label=gettext_lazy("资金来源"), choices=FundSource.choices)
    file = forms.FileField(label=gettext_lazy("支付明细表"), widget=forms.FileInput({"accept": ".xlsx,.xls,.csv"}))

    def clean_file(self) -> Any:
        """Refuse what is too large."""
        file = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(
                _("文件超过 %(size)d MB。请拆成几个文件分别导入。") % {"size": LARGEST_FILE // 2**20}
            )
        return file


def _set(user: User, pk: int, values: dict[str, Any]) -> str:
    set_initial_budget(actor=user, project_id=pk, **values)
    return _("已登记年初预算。")


def _adjust(user: User, pk: int, values: dict[str, Any]) -> str:
    adjust_budget(actor=user, project_id=pk, values=values)
    return _("已登记预算调整。")


def _pay(user: User, pk: int, values: dict[str, Any]) -> str:
    record_payment(actor=user, project_id=pk, values=values)
    return _("已登记支付。")


ACTS: dict[str, tuple[type[_MoneyForm], Any]] = {
    "initial": (InitialForm, _set),
    "adjust": (AdjustForm, _adjust),
    "pay": (PaymentForm, _pay),
}


@requires(policies.check_can_read_projects)
@require_http_methods(["GET", "HEAD", "POST"])
def money(request: HttpRequest, pk: int) -> HttpResponse:
    """What was planned, adjusted and paid; the forms for those who keep it."""
    found, user = project_with_documents(pk), cast("User", request.user)
    filled = {name: kind() for name, (kind, _act) in ACTS.items()}
    if request.method == "POST":
        policies.check_can_keep_money(user, found.owner_id)
        name = request.POST.get("act", "")
        if name in ACTS:
            kind, act = ACTS[name]
            form = filled[name] = kind(request.POST)
            if form.is_valid():
                try:
                    messages.success(request, act(user, pk, form.cleaned_data))
                    return redirect("office:project_money", pk=pk)
                except UnusualAdjustmentError as error:
                    cast("AdjustForm", form).ask_twice()
                    form.add_error(None, str(error))
                except DomainError as error:
                    form.add_error(None, str(error))
    return show_money(request, pk, filled=filled)


def show_money(
    request: HttpRequest,
    pk: int,
    *,
    filled: dict[str, _MoneyForm] | None = None,
    file_form: FileForm | None = None,
) -> HttpResponse:
    """Answer with the page; `filled` and `file_form` are forms that came back with something to mend."""
    found, user = project_with_documents(pk), cast("User", request.user)
    context = {
        "project": found,
        "funds": funds_of(found),
        "changes": changes_of(found)[:50],
        "payments": payments_of(found)[:LATEST],
        "files": files_of(found)[:LATEST],
        "latest": LATEST,
        "forms": filled or {name: kind() for name, (kind, _act) in ACTS.items()},
        "file_form": file_form or FileForm(),
        "can_keep": allows(policies.check_can_keep_money, user, found.owner_id),
        "can_set": found.state == ProjectState.PREPARING,
    }
    return render(request, "office/performance/money.html", context)
