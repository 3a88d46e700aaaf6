"""The board, its wall view and its file."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from servicecloud.boards import policies
from servicecloud.boards.enums import Late, Light, MonitoringState, ScoreKind
from servicecloud.boards.errors import RenewedJustNowError
from servicecloud.boards.selectors.board import Board, Part, read_board
from servicecloud.boards.selectors.narrowing import Wanted, projects_of
from servicecloud.boards.selectors.places import places_in_scope
from servicecloud.boards.selectors.scores import NOT_GIVEN
from servicecloud.boards.services.renewing import check_not_just_renewed
from servicecloud.boards.tasks import renew_due, renew_these
from servicecloud.identity.gates import requires
from servicecloud.office.boards.charts import charts_of, in_wan, list_url, rule_title, score_label
from servicecloud.office.boards.files import table_response
from servicecloud.office.boards.filtering import BoardForm, Unlisted, tabs, today, wanted_of
from servicecloud.office.boards.parts import TAGS, Line, gap_line, part_line, score_kinds, score_lines
from servicecloud.performance.enums import DocumentState, ProjectState

WALL_SECONDS = 60
MOST_ON_THE_WALL = 8
PART_COLUMNS = (
    gettext_lazy("单位"),
    gettext_lazy("项目数"),
    gettext_lazy("年初预算数（元）"),
    gettext_lazy("全年预算数（元）"),
    gettext_lazy("全年执行数（元）"),
    gettext_lazy("执行率（%）"),
    gettext_lazy("平均自评得分"),
    gettext_lazy("平均按规则得分"),
    gettext_lazy("平均核定得分"),
    gettext_lazy("自评高于核定"),
    gettext_lazy("有核定得分的项目"),
    *(label for _key, label in Light.choices),
    gettext_lazy("不判定"),
    gettext_lazy("逾期"),
    gettext_lazy("已报送监控"),
)


@requires(policies.check_can_read_boards)
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Everything in reach at a glance; each figure leads to what it counts."""
    filters = BoardForm(request.GET)
    found = _read(filters)
    context = {
        "filters": filters,
        "listing": Unlisted(request.GET),
        "tabs": tabs(request),
        "board": found,
        "title": _title(filters, found),
        "charts": charts_of(found),
        "all_url": list_url(found),
        "tallies": _groups(found),
        "scores": score_lines(found, found.sums),
        "before": _before(found),
        "gap": gap_line(found, found.sums),
        "kinds": score_kinds(request, found),
        "parts": [part_line(found, part) for part in found.parts],
        "money": _money(found),
        "row_lights": _row_lights(found),
    }
    return render(request, "office/boards/board.html", context)


@requires(policies.check_can_read_boards)
@require_safe
def wall(request: HttpRequest) -> HttpResponse:
    """The board for a screen on the wall: large, dark, without menus, renewing itself."""
    filters = BoardForm(request.GET)
    found = _read(filters)
    most = max((part.sums.projects for part in found.parts), default=1)
    context = {
        "board": found,
        "title": _title(filters, found),
        "seconds": WALL_SECONDS,
        "now": timezone.localtime(),
        "money": _money(found),
        "parts": [(part, _stacked(part, most=most)) for part in found.parts[:MOST_ON_THE_WALL]],
        "left_out": max(0, len(found.parts) - MOST_ON_THE_WALL),
        "late": [(label, found.late.get(key, 0)) for key, label in Late.choices],
        "lights": [(key, label, found.sums.lights[key]) for key, label in Light.choices],
        "states": [(label, found.states.get(key, 0)) for key, label in ProjectState.choices],
        "grades": [(grade, number) for grade, number in found.grades.items() if grade != NOT_GIVEN],
        "kind": score_label(found),
        "scored": found.last_scored.sums if found.last_scored else found.sums,
        "before": found.last_scored,
        "years": [part for part in reversed(found.years) if part.sums.mean_score is not None],
        "row_lights": _row_lights(found),
    }
    return render(request, "office/boards/wall.html", context)


@requires(policies.check_can_read_boards)
@require_safe
def file(request: HttpRequest, kind: str) -> StreamingHttpResponse:
    """The sums of each body as a table."""
    found = _read(BoardForm(request.GET))
    return table_response(_lines(found), kind=kind, name=f"{_('绩效看板')}-{found.wanted.year or ''}")


@require_POST
@requires(policies.check_can_read_boards)
def renew(request: HttpRequest) -> HttpResponse:
    """Have the numbers of what is shown counted anew, in the background."""
    back = request.POST.get("back", "")
    try:
        check_not_just_renewed(timezone.now())
    except RenewedJustNowError as error:
        messages.info(request, str(error))
    else:
        wanted = Wanted(year=places_in_scope().newest_year)
        renew_due.enqueue()
        renew_these.enqueue(list(projects_of(wanted, today=today()).order_by("pk").values_list("pk", flat=True)[:5000]))
        messages.success(request, _("已开始更新，稍后刷新页面即可看到。"))
    is_own = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if is_own and back.startswith("/office/boards/") else "office:board")


def _read(filters: BoardForm) -> Board:
    return read_board(wanted_of(filters), today=today(), places=filters.places)


def _before(found: Board) -> tuple[Part, list[Line]] | None:
    """Return the last year that has scores and its means, where the year shown has none."""
    part = found.last_scored
    return None if part is None else (part, score_lines(found, part.sums, year=part.key))


def _title(filters: BoardForm, found: Board) -> str:
    wanted, places = found.wanted, filters.places
    if wanted.unit in places.units:
        return places.units[wanted.unit]
    if wanted.department in places.departments:
        return places.departments[wanted.department]
    return str(_("全部单位"))


def _money(found: Board) -> list[tuple[str, Any, str]]:
    url, sums = list_url(found), found.sums
    return [
        (str(_("年初预算数")), in_wan(sums.initial_yuan), url),
        (str(_("全年预算数")), in_wan(sums.annual_yuan), url),
        (str(_("全年执行数")), in_wan(sums.executed_yuan), url),
    ]


def _groups(found: Board) -> list[tuple[str, list[tuple[str, int, str]]]]:
    """Return counts in small tables: what stands where, what is late, who has monitored."""

    def lines(counts: dict[str, int], choices: Any, name: str, prefix: str = "") -> list[tuple[str, int, str]]:
        return [
            (str(label), counts[key], list_url(found, **{name: f"{prefix}{key}"}))
            for key, label in choices
            if counts.get(key)
        ]

    none = (NOT_GIVEN, _("没有"))
    groups = [
        (str(_("项目进度")), lines(found.states, ProjectState.choices, "state")),
        (str(_("逾期")), lines(found.late, Late.choices, "late")),
        (str(_("1—7月监控")), lines(found.monitoring, MonitoringState.choices, "monitoring")),
        (str(_("目标表")), lines(found.targets, DocumentState.choices, "document", "target-")),
        (str(_("自评表")), lines(found.evaluations, [*DocumentState.choices, none], "document", "evaluation-")),
    ]
    return [(title, rows) for title, rows in groups if rows]


def _row_lights(found: Board) -> list[tuple[str, str, int, str]]:
    query = {name: getattr(found.wanted, name) for name in ("year", "department", "unit")}
    return [
        (TAGS[key], str(label), found.rows[key], f"{Wanted(**query).query()}&light={key}")
        for key, label in Light.choices
        if found.rows[key]
    ]


def _stacked(part: Part, *, most: int) -> list[tuple[str, str, str]]:
    """Return the pieces of a bar of a hundred: light, start and width, with a point for decimals in every language."""
    pieces, at = [], 0.0
    for key in (*Light.values, NOT_GIVEN):
        width = 100 * part.sums.lights[key] / most if most else 0.0
        if width:
            pieces.append((key, f"{at:.2f}", f"{width:.2f}"))
            at += width
    return pieces


def _lines(found: Board) -> Iterator[list[str]]:
    yield [str(column) for column in PART_COLUMNS]
    for name, sums in (*((part.name, part.sums) for part in found.parts), (str(_("合计")), found.sums)):
        money = (sums.initial_yuan, sums.annual_yuan, sums.executed_yuan, sums.rate)
        scores = (*(sums.means[kind] for kind in ScoreKind.values), sums.mean_gap)
        yield [
            name,
            str(sums.projects),
            *("" if amount is None else str(amount) for amount in (*money, *scores)),
            str(sums.compared),
            *(str(sums.lights[key]) for key in (*Light.values, NOT_GIVEN)),
            str(sums.late),
            f"{sums.monitored}/{sums.to_monitor}",
        ]
    if found.rules:
        yield []
        yield [str(_("规则")), str(_("名称")), str(_("处数")), str(_("项目数"))]
        for rule, _severity, number, projects in found.rules:
            yield [rule, rule_title(rule), str(number), str(projects)]
