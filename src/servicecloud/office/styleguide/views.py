"""Every component of the site on one page, with invented content."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from servicecloud.activity.selectors import TimelineEntry
from servicecloud.identity.gates import requires
from servicecloud.identity.policies import check_can_enter_office
from servicecloud.pages.charts import Chart, Series
from servicecloud.pages.date_range import DateRangeField
from servicecloud.pages.differences import Difference
from servicecloud.pages.entries import EnterpriseFilterForm, UnitField


class RemarkForm(forms.Form):
    """The field of the comment box."""

    remark = forms.CharField(label=gettext_lazy("意见"), max_length=500, widget=forms.Textarea({"rows": 3}))


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=gettext_lazy("项目名称"), help_text=gettext_lazy("与预算批复文件一致。"))
    between = DateRangeField(label=gettext_lazy("起止日期"), required=False)
    budget = UnitField(label=gettext_lazy("全年预算数"), unit=gettext_lazy("万元"))
    level = forms.ChoiceField(
        label=gettext_lazy("等级"), choices=[("a", gettext_lazy("优")), ("b", gettext_lazy("良"))]
    )
    is_public = forms.BooleanField(label=gettext_lazy("公开"), required=False)
    document = forms.FileField(label=gettext_lazy("文件"), required=False)


def _chart() -> Chart:
    months = [f"{month}" for month in range(1, 7)]
    orders = [Decimal(number) for number in (9800, 10120, 10044, 10311, 9987, 10450)]
    return Chart(
        "orders-by-month",
        _("服务订单量逐月"),
        _("月份"),
        _("单"),
        months,
        [Series(_("本年"), orders), Series(_("上年"), [*orders[1:], None], shape="line")],
    )


@requires(check_can_enter_office)
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show the component set."""
    return render(request, "office/styleguide.html", _samples(request))


def _samples(request: HttpRequest) -> dict[str, Any]:
    at = datetime(2024, 1, 8, 9, 30, tzinfo=timezone.get_default_timezone())
    wrong = SampleForm({"budget": "-3", "level": "a"})
    wrong.is_valid()
    return {
        "filters": EnterpriseFilterForm(request.GET),
        "form": SampleForm(auto_id="sample_%s"),
        "wrong": wrong,
        "comment": RemarkForm(auto_id="remark_%s"),
        "chart": _chart(),
        "listing": {"density": request.GET.get("density", "normal"), "total": 2},
        "steps": [(_("申报"), "done"), (_("单位审核"), "done"), (_("部门审核"), "current"), (_("财政批复"), "ahead")],
        "timeline": [TimelineEntry(at, "宋时雨", _("提交了申报")), TimelineEntry(at, "周行之", _("退回并提出意见"))],
        "differences": [Difference("a", _("分值"), "20", "15"), Difference("b", _("年度指标值"), "≥60", "≥60")],
        "rows": [
            (_("培训场次"), Decimal(60), Decimal(64)),
            (_("服务订单量"), Decimal(120000), Decimal(120722)),
        ],
    }
