"""The charts of a board; every mark leads to the list behind it."""

from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from plumbline.audit.registry import rule_named
from servicecloud.boards.enums import Light, ScoreKind
from servicecloud.boards.selectors.bands import EXECUTION_BANDS, GAP_BANDS, SCORE_BANDS
from servicecloud.boards.selectors.board import MOST_RULES, Board, Part
from servicecloud.boards.selectors.scores import NOT_GIVEN
from servicecloud.pages.charts import Chart, Series
from servicecloud.pages.templatetags.pages import graded

WAN = Decimal(10_000)
CENT = Decimal("0.01")


def list_url(board: Board, **more: Any) -> str:
    """Return the address of the projects that a figure counts. Whose score is meant stands there only where scores narrow."""
    by = board.wanted.by if more.keys() & {"grade", "score"} else ""
    return f"{reverse('office:board_projects')}?{board.wanted.query(**{'by': by, **more})}"


def in_wan(yuan: Decimal | None) -> Decimal | None:
    """Return an amount in 万元, two places."""
    return None if yuan is None else (yuan / WAN).quantize(CENT)


def charts_of(board: Board) -> list[Chart]:
    """Return the charts that have something to show."""
    found = [
        _lights(board),
        _grades(board),
        _execution(board),
        _scores(board),
        _gaps(board),
        _money(board),
        _years(board),
        _rules(board),
    ]
    return [chart for chart in found if chart is not None]


def _counts(
    board: Board, key: str, title: str, heading: str, name: str, lines: list[tuple[str, str, int]]
) -> Chart | None:
    if not any(number for _key, _label, number in lines):
        return None
    return Chart(
        key,
        title,
        heading,
        _("个项目"),
        [label for _key, label, _number in lines],
        [Series(_("项目数"), [Decimal(number) for _key, _label, number in lines])],
        links=[list_url(board, **{name: each}) for each, _label, _number in lines],
    )


def _lights(board: Board) -> Chart | None:
    labels = {**dict(Light.choices), NOT_GIVEN: _("不判定")}
    lines = [(key, str(label), board.sums.lights[key]) for key, label in labels.items()]
    return _counts(board, "lights", _("项目灯"), _("灯"), "light", lines)


def _grades(board: Board) -> Chart | None:
    order = {"优": 0, "良": 1, "中": 2, "差": 3, NOT_GIVEN: 9}
    keys = sorted(board.grades, key=lambda grade: (order.get(grade, 8), grade))
    lines = [(key, _("还没有等级") if key == NOT_GIVEN else graded(key), board.grades[key]) for key in keys]
    return _counts(board, "grades", f"{_('评价等级')} · {score_label(board)}", _("等级"), "grade", lines)


def _execution(board: Board) -> Chart | None:
    labels = {**{band.key: band.label for band in EXECUTION_BANDS}, NOT_GIVEN: _("没有预算")}
    lines = [(key, str(label), board.execution.get(key, 0)) for key, label in labels.items()]
    return _counts(board, "execution", _("执行率的分布（%）"), _("执行率（%）"), "execution", lines)


def _scores(board: Board) -> Chart | None:
    labels = {**{band.key: band.label for band in SCORE_BANDS}, NOT_GIVEN: _("还没有得分")}
    lines = [(key, str(label), board.scores.get(key, 0)) for key, label in labels.items()]
    return _counts(board, "scores", f"{_('得分的分布')} · {score_label(board)}", _("得分"), "score", lines)


def _gaps(board: Board) -> Chart | None:
    lines = [(band.key, str(band.label), board.gaps.get(band.key, 0)) for band in GAP_BANDS]
    return _counts(board, "gaps", _("自评高于核定"), _("相差（分）"), "gap", lines)


def score_label(board: Board) -> str:
    """Return whose grades and scores a board distributes."""
    return str(ScoreKind(board.wanted.by or ScoreKind.CLAIMED).label)


def part_url(board: Board, part: Part) -> str:
    """Return the board of a part."""
    name = "unit" if board.by == "owner" else "department"
    return f"{reverse('office:board')}?{board.wanted.query(**{name: part.key})}"


def _money(board: Board) -> Chart | None:
    parts = [part for part in board.parts if part.sums.annual_yuan is not None]
    if not parts:
        return None
    return Chart(
        "money",
        _("预算和执行"),
        _("实施单位") if board.by == "owner" else _("主管部门"),
        _("万元"),
        [part.name for part in parts],
        [
            Series(_("全年预算数"), [in_wan(part.sums.annual_yuan) for part in parts]),
            Series(_("全年执行数"), [in_wan(part.sums.executed_yuan) for part in parts]),
        ],
        links=[part_url(board, part) for part in parts],
        lies=True,
    )


def _years(board: Board) -> Chart | None:
    if len(board.years) < 2:
        return None
    return Chart(
        "years",
        _("逐年"),
        _("年度"),
        "",
        [part.name for part in board.years],
        [
            Series(_("执行率（%）"), [part.sums.rate for part in board.years]),
            Series(_("平均自评得分"), [part.sums.mean_score for part in board.years], "line"),
            Series(_("平均核定得分"), [part.sums.means[ScoreKind.VERIFIED] for part in board.years], "line"),
        ],
        links=[f"{reverse('office:board')}?{board.wanted.query(year=part.key)}" for part in board.years],
    )


def _rules(board: Board) -> Chart | None:
    lines = board.rules[:MOST_RULES]
    if not lines:
        return None
    return Chart(
        "rules",
        _("审核发现最多的规则"),
        _("规则"),
        _("个项目"),
        [f"{rule} {rule_title(rule)}" for rule, _severity, _number, _projects in lines],
        [Series(_("项目数"), [Decimal(projects) for _rule, _severity, _number, projects in lines])],
        links=[list_url(board, rule=rule) for rule, _severity, _number, _projects in lines],
        lies=True,
    )


def rule_title(rule_id: str) -> str:
    """Return what a rule of the audit is called in the active language; of one that is no more its id must do."""
    rule = rule_named(rule_id)
    if rule is None:
        return rule_id
    return str(rule.title_en if (get_language() or "").startswith("en") else rule.title_zh)
