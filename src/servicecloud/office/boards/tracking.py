"""The indicator tracking table."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from servicecloud.boards import policies
from servicecloud.boards.models import TrackedIndicator
from servicecloud.boards.selectors.summing import elapsed_on
from servicecloud.boards.selectors.tracking import TrackingFilter, titles_of, tracked
from servicecloud.identity.gates import requires
from servicecloud.office.boards.files import table_response
from servicecloud.office.boards.filtering import ALL, LIGHTS, BodiesForm, tabs, today
from servicecloud.office.boards.parts import TAGS
from servicecloud.office.performance.printing import LIKELIHOOD_LABELS
from servicecloud.pages.listing import Column, build_listing

COLUMNS = (
    Column("name", gettext_lazy("三级指标"), ("name",)),
    Column("project", gettext_lazy("项目"), ("project__name", "position")),
    Column("target", gettext_lazy("年度指标值")),
    Column("actual", gettext_lazy("至今完成")),
    Column("progress", gettext_lazy("完成进度"), ("progress",), is_number=True),
    Column("pace", gettext_lazy("比时间进度"), ("pace",), is_number=True),
    Column("projected", gettext_lazy("全年预计")),
    Column("light", gettext_lazy("灯"), ("light",)),
    Column("binding", gettext_lazy("取数"), ("measure", "how")),
    Column("entries", gettext_lazy("佐证记录"), ("entries",), is_number=True),
    Column("last", gettext_lazy("最近记录"), ("last_entry_on",)),
)


class TrackingForm(BodiesForm):
    """Which indicators to follow."""

    light = forms.ChoiceField(label=gettext_lazy("灯"), choices=LIGHTS)
    likelihood = forms.ChoiceField(label=gettext_lazy("完成可能性"), choices=[ALL, *LIKELIHOOD_LABELS.items()])
    binding = forms.ChoiceField(
        label=gettext_lazy("取数"),
        choices=[
            ALL,
            ("counted", gettext_lazy("由台账取数")),
            ("narrative", gettext_lazy("文字说明")),
            ("none", gettext_lazy("未选定")),
        ],
    )
    quiet = forms.ChoiceField(label=gettext_lazy("记录"), choices=[ALL, ("yes", gettext_lazy("60天没有新记录"))])
    project = forms.IntegerField(label=gettext_lazy("项目"), widget=forms.HiddenInput)


@requires(policies.check_can_read_boards)
@require_safe
def tracking(request: HttpRequest) -> HttpResponse:
    """Every indicator of the targets in force with where it stands."""
    filters = TrackingForm(request.GET)
    listing = build_listing(_rows(filters), columns=COLUMNS, query=request.GET, default="pace")
    shown = list(listing.page)
    titles = titles_of({row.measure for row in shown})
    lines = [(row, TAGS.get(row.light, ""), _source(row, titles), _elapsed(row)) for row in shown]
    context = {"filters": filters, "tabs": tabs(request), "listing": listing, "lines": lines}
    return render(request, "office/boards/tracking.html", context)


@requires(policies.check_can_read_boards)
@require_safe
def file(request: HttpRequest, kind: str) -> StreamingHttpResponse:
    """The same table to take away."""
    rows = _rows(TrackingForm(request.GET)).order_by("project__year", "project_id", "position")
    return table_response(_lines(rows), kind=kind, name=str(_("绩效指标跟踪表")))


def _rows(filters: TrackingForm) -> Any:
    return tracked(TrackingFilter(**filters.chosen()), today=today())


def _source(row: TrackedIndicator, titles: dict[str, tuple[str, str]]) -> str:
    if not row.measure:
        return str(_("文字说明")) if row.how == "narrative" else str(_("未选定"))
    zh, en = titles.get(row.measure, (row.measure, ""))
    return en if en and (get_language() or "").startswith("en") else zh


def _elapsed(row: TrackedIndicator) -> str:
    """Return how much of the year had passed, in percent, where progress is compared with it."""
    if row.pace is None or row.pace == row.progress:
        return ""
    return f"{elapsed_on(row.project.summary.as_of, year=row.project.year) * 100:.1f}"


def _lines(rows: Any) -> Iterator[list[str]]:
    yield [
        *(
            str(_("年度")),
            str(_("主管部门")),
            str(_("实施单位")),
            str(_("项目")),
            str(_("一级指标")),
            str(_("二级指标")),
        ),
        *(str(_("三级指标")), str(_("分值")), str(_("年度指标值")), str(_("至今完成")), str(_("完成进度（%）"))),
        *(str(_("进度比（%）")), str(_("预计下限")), str(_("全年预计")), str(_("预计上限")), str(_("灯"))),
        *(str(_("完成可能性")), str(_("计量项目")), str(_("佐证记录")), str(_("最近记录日期"))),
    ]
    for row in rows.iterator(chunk_size=1000):
        yield [
            *(str(row.project.year), str(row.project.department), str(row.project.owner), row.project.name),
            *(row.level1, row.level2, row.name, _text(row.weight), row.target, row.actual),
            *(_text(row.progress), _text(row.pace), row.low, row.projected, row.high),
            *(str(row.get_light_display()) if row.light else "", str(LIKELIHOOD_LABELS.get(row.likelihood, ""))),
            *(row.measure, _text(row.entries), _text(row.last_entry_on)),
        ]


def _text(value: Any) -> str:
    if value is None:
        return ""
    return f"{value.normalize():f}" if hasattr(value, "normalize") else str(value)
