"""Who has monitored January to July, and who has not."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from servicecloud.boards import policies
from servicecloud.boards.enums import Light, MonitoringState
from servicecloud.boards.selectors.board import read_parts
from servicecloud.boards.selectors.monitoring import monitoring_of
from servicecloud.boards.selectors.narrowing import Wanted
from servicecloud.identity.gates import requires
from servicecloud.office.boards.files import table_response
from servicecloud.office.boards.filtering import ALL, LIGHTS, BodiesForm, tabs, today, wanted_of
from servicecloud.office.boards.parts import TAGS
from servicecloud.pages.listing import Column, build_listing

COLUMNS = (
    Column("name", gettext_lazy("项目名称"), ("name",)),
    Column("owner", gettext_lazy("实施单位"), ("owner__name_zh",)),
    Column("department", gettext_lazy("主管部门"), ("department__name_zh",)),
    Column("state", gettext_lazy("1—7月监控"), ("monitoring_state",)),
    Column("sent", gettext_lazy("报送时间"), ("sent_at",)),
    Column("then", gettext_lazy("监控表的灯"), ("monitoring_light",)),
    Column("money", gettext_lazy("目前预算执行"), ("summary__money_light",)),
    Column("goals", gettext_lazy("目前目标进度"), ("summary__goals_light",)),
)
STATE_TAGS = {MonitoringState.SENT: "tag-good", MonitoringState.OPEN: "tag-warn", MonitoringState.NONE: "tag-bad"}


class MonitoringFilterForm(BodiesForm):
    """Whose monitoring to list."""

    monitoring = forms.ChoiceField(label=gettext_lazy("1—7月监控"), choices=[ALL, *MonitoringState.choices])
    money = forms.ChoiceField(label=gettext_lazy("预算执行灯"), choices=LIGHTS)
    goals = forms.ChoiceField(label=gettext_lazy("目标进度灯"), choices=LIGHTS)


@requires(policies.check_can_read_boards)
@require_safe
def monitorings(request: HttpRequest) -> HttpResponse:
    """Each project with how far its monitoring is; departments with how many are missing on top."""
    filters = MonitoringFilterForm(request.GET)
    wanted = wanted_of(filters)
    bodies = Wanted(year=wanted.year, department=wanted.department, unit=wanted.unit)
    by, found, _years = read_parts(bodies, today=today(), places=filters.places)
    listing = build_listing(monitoring_of(wanted, today=today()), columns=COLUMNS, query=request.GET, default="state")
    words = dict(MonitoringState.choices)
    lines = [
        (
            row,
            STATE_TAGS[row.monitoring_state],
            words[row.monitoring_state],
            [_tag(light) for light in (row.monitoring_light, _now(row, "money_light"), _now(row, "goals_light"))],
        )
        for row in listing.page
    ]
    name = "unit" if by == "owner" else "department"
    parts = [
        (part, part.sums.to_monitor - part.sums.monitored, wanted.query(**{name: part.key, "monitoring": ""}))
        for part in found
        if part.sums.to_monitor
    ]
    context = {
        "filters": filters,
        "tabs": tabs(request),
        "listing": listing,
        "lines": lines,
        "parts": parts,
        "year": wanted.year,
    }
    return render(request, "office/boards/monitorings.html", context)


@requires(policies.check_can_read_boards)
@require_safe
def file(request: HttpRequest, kind: str) -> StreamingHttpResponse:
    """The same list as a table."""
    rows = monitoring_of(wanted_of(MonitoringFilterForm(request.GET)), today=today()).order_by(
        "department", "owner", "pk"
    )
    return table_response(_lines(rows), kind=kind, name=str(_("运行监控报送情况")))


def _tag(light: str | None) -> tuple[str, str]:
    return TAGS.get(light or "", ""), str(dict(Light.choices).get(light or "", "—"))


def _now(row: Any, name: str) -> str:
    summary = getattr(row, "summary", None)
    return getattr(summary, name) if summary else ""


def _lines(rows: Any) -> Iterator[list[str]]:
    words = dict(MonitoringState.choices)
    yield [str(column.label) for column in COLUMNS]
    for row in rows.iterator(chunk_size=1000):
        yield [
            row.name,
            str(row.owner),
            str(row.department),
            str(words[row.monitoring_state]),
            timezone.localtime(row.sent_at).strftime("%Y-%m-%d %H:%M") if row.sent_at else "",
            *(_tag(light)[1] for light in (row.monitoring_light, _now(row, "money_light"), _now(row, "goals_light"))),
        ]
