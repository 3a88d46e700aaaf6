"""The year's plan, and its import with a look at what would change."""

from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from servicecloud.errors import InvalidInputError, NotPermittedError
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.identity.policies import check_can_enter_office
from servicecloud.workcalendar import policies, selectors
from servicecloud.workcalendar.enums import FESTIVALS
from servicecloud.workcalendar.plans import YearPlan, stretches
from servicecloud.workcalendar.reading import read_year
from servicecloud.workcalendar.services import FIRST_YEAR, LAST_YEAR, import_year


class ImportForm(forms.Form):
    """The notice and its days."""

    source = forms.CharField(
        label=gettext_lazy("依据"), max_length=200, help_text=gettext_lazy("通知的名称和文号，会显示在日历上。")
    )
    text = forms.CharField(
        label=gettext_lazy("放假与调休日期"),
        max_length=10_000,
        widget=forms.Textarea({"rows": 14}),
        help_text=gettext_lazy("每行一天或一段，例如：2027-10-01 至 2027-10-07 放假 国庆节；2027-10-09 上班 国庆节。"),
    )


@requires(check_can_enter_office)
@require_safe
def this_year(request: HttpRequest) -> HttpResponse:
    """The present year."""
    return _show(request, timezone.localdate().year)


@requires(check_can_enter_office)
@require_safe
def year_page(request: HttpRequest, year: int) -> HttpResponse:
    """One year: its holidays as the notice words them, its make-up days, its working days by month."""
    return _show(request, _known(year))


@requires(policies.check_can_keep_calendar)
@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: HttpRequest, year: int) -> HttpResponse:
    """Paste the announced days; look at what would change; put it in force."""
    before = selectors.plan_for(_known(year))
    form = ImportForm(request.POST or None)
    context: dict[str, Any] = {"year": year, "form": form, "plan": before, "changes": None}
    if request.method == "POST" and form.is_valid():
        source, text = form.cleaned_data["source"], form.cleaned_data["text"]
        if request.POST.get("act") == "import":
            try:
                import_year(actor=cast("User", request.user), year=year, source=source, text=text)
            except InvalidInputError as error:
                form.add_error("text", error.fields.get("text", [str(error)]))
            else:
                messages.success(request, _("%(year)d年的工作日历已生效。") % {"year": year})
                return redirect("office:calendar_year", year=year)
        else:
            read = read_year(text, year=year, source=source)
            if read.problems:
                form.add_error("text", list(read.problems))
            else:
                context["changes"] = selectors.changes_between(before, read.plan)
    return render(request, "office/workcalendar/import.html", context)


def _show(request: HttpRequest, year: int) -> HttpResponse:
    plan = selectors.plan_for(year)
    months = _working_days_by_month(plan)
    context = {
        "plan": plan,
        "holidays": [(_shown(item.name), item) for item in stretches(plan.holidays)],
        "make_up": [(_shown(name), day) for day, name in sorted(plan.make_up.items())],
        "months": months,
        "total": sum(count for _month, count in months),
        "neighbours": [number for number in range(year - 2, year + 3) if FIRST_YEAR <= number <= LAST_YEAR],
        "may_import": _may_import(cast("User", request.user)),
    }
    return render(request, "office/workcalendar/year.html", context)


def _known(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return year


def _shown(name: str) -> str:
    return str(FESTIVALS.get(name, name))


def _working_days_by_month(plan: YearPlan) -> list[tuple[int, int]]:
    counts = dict.fromkeys(range(1, 13), 0)
    day = date(plan.year, 1, 1)
    while day.year == plan.year:
        counts[day.month] += plan.is_working(day)
        day += timedelta(days=1)
    return list(counts.items())


def _may_import(user: User) -> bool:
    try:
        policies.check_can_keep_calendar(user)
    except NotPermittedError:
        return False
    return True
