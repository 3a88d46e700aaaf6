"""The self-evaluation: Annex 1 of 财预〔2020〕10号 and the layouts that Shanghai prints in yuan and in ten thousand yuan."""

import msgspec

from plumbline.forms.model import FundRow, Indicator, SelfEvaluation
from plumbline.forms.writers.official.rows import (
    LevelRow,
    add_fields,
    figure,
    fund_label,
    further_headings,
    level_rows,
    merged,
    sheet_name,
    title_lines,
    wording,
)
from plumbline.forms.writers.sheet import Piece, Sheet, TableBuilder, label, running, value


class Wording(msgspec.Struct, frozen=True):
    """The headings in which the layouts differ. With `has_margin` a column on the left says 绩效指标 down the block."""

    title: str
    funds: tuple[str, str, str, str, str, str]
    indicators: tuple[str, str, str, str, str]
    has_margin: bool


_NATIONAL = Wording(
    "项目支出绩效自评表",
    ("年初预算数", "全年预算数(A)", "全年执行数(B)", "分值", "执行率(B/A)", "得分"),
    ("年度指标值(A)", "实际完成值(B)", "分值", "得分", "偏差原因分析及改进措施"),
    has_margin=True,
)
_SHANGHAI_YUAN = Wording(
    "财政项目支出绩效自评表",
    ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ("年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"),
    has_margin=True,
)
_SHANGHAI = Wording(
    "财政项目支出绩效自评表",
    ("年初预算数", "全年预算数", "全年执行数", "分数", "执行率", "得分"),
    ("年度指标值", "实际完成值", "分值", "得分", "偏差原因分析"),
    has_margin=False,
)

_WIDTHS_WITH_MARGIN = (1.0, 1.8, 2.6, 3.2, 2.6, 2.4, 1.3, 1.6, 3.5)
_WIDTHS = (1.9, 2.7, 3.3, 2.8, 2.5, 1.2, 1.6, 3.7)
_FURTHER_WIDTH = 2.4


def self_evaluation_sheet(form: SelfEvaluation, *, is_national: bool) -> Sheet:
    """Lay a self-evaluation out; in Shanghai the unit of money decides which of two forms is printed."""
    shanghai = _SHANGHAI_YUAN if form.money_unit_label == "元" else _SHANGHAI
    words = _NATIONAL if is_national else shanghai
    further = further_headings(form.indicators)
    margin = int(words.has_margin)
    table = TableBuilder(8 + margin + len(further))
    _add_head(table, form, margin)
    _add_funds(table, form, words)
    _add_goals(table, form, margin)
    _add_indicators(table, form, words, further)
    _add_totals(table, form, margin, len(further))
    return Sheet(
        sheet_name(form, default=words.title),
        (_WIDTHS_WITH_MARGIN if margin else _WIDTHS) + (_FURTHER_WIDTH,) * len(further),
        (*title_lines(form, default=words.title), table.build()),
        is_landscape=bool(further),
    )


def _add_head(table: TableBuilder, form: SelfEvaluation, margin: int) -> None:
    width = 1 + margin
    rest = table.column_count - width
    table.add_row([label("项目名称", columns=width), value(form.project_name, columns=rest)])
    table.add_row(
        [
            label("主管部门", columns=width),
            value(form.supervising_department, columns=3),
            label("实施单位"),
            value(form.implementing_unit, columns=rest - 4),
        ]
    )
    add_fields(table, form.other_fields.items(), label_columns=width)


def _add_funds(table: TableBuilder, form: SelfEvaluation, words: Wording) -> None:
    width = 1 + int(words.has_margin)
    last = table.column_count - width - 6
    table.add_row(
        [
            label(fund_label(form.money_unit_label), columns=width, rows=1 + len(form.funds)),
            value(None),
            *(label(name) for name in words.funds[:-1]),
            label(words.funds[-1], columns=last),
        ]
    )
    for fund in form.funds:
        table.add_row([label(fund.name, align="left"), *_fund_figures(fund, last)])


def _fund_figures(fund: FundRow, last: int) -> list[Piece]:
    printed = fund.printed
    return [
        value(figure(printed.initial_budget, fund.initial_budget)),
        value(figure(printed.annual_budget, fund.annual_budget)),
        value(figure(printed.executed, fund.executed)),
        value(figure(printed.weight, fund.weight)),
        value(figure(printed.execution_rate, fund.execution_rate, suffix="%")),
        value(figure(printed.score, fund.claimed_score), columns=last),
    ]


def _add_goals(table: TableBuilder, form: SelfEvaluation, margin: int) -> None:
    left = 3 + margin
    right = table.column_count - 1 - left
    table.add_row(
        [label("年度总体目标", rows=2), label("预期目标", columns=left), label("实际完成情况", columns=right)]
    )
    table.add_row([running(form.expected_goal, columns=left), running(form.actual_completion, columns=right)])


def _add_indicators(table: TableBuilder, form: SelfEvaluation, words: Wording, further: list[str]) -> None:
    rows = level_rows(form.indicators, form.empty_rows)
    side = [label("绩效指标", rows=1 + len(rows))] if words.has_margin else []
    headings = ("一级指标", "二级指标", "三级指标", *words.indicators, *further)
    table.add_header([[*side, *(label(heading) for heading in headings)]])
    for row, levels in zip(rows, merged([(row.level1, row.level2) for row in rows]), strict=True):
        table.add_row([*levels, *_indicator_cells(row, further)])


def _indicator_cells(row: LevelRow[Indicator], further: list[str]) -> list[Piece]:
    item = row.indicator
    if item is None:
        return [value(None)] * (6 + len(further))
    printed = item.printed
    return [
        value(item.level3),
        value(wording(printed.target, item.target)),
        value(wording(printed.actual, item.actual)),
        value(figure(printed.weight, item.weight)),
        value(figure(printed.score, item.claimed_score)),
        running(item.deviation if printed.deviation is None else printed.deviation),
        *(value(item.other_fields.get(heading)) for heading in further),
    ]


def _add_totals(table: TableBuilder, form: SelfEvaluation, margin: int, further: int) -> None:
    table.add_row(
        [
            label("总分", columns=5 + margin),
            value(form.total_weight_printed),
            value(form.total_score_printed),
            value(None, columns=1 + further),
        ]
    )
    if form.grade_printed is not None:
        width = 1 + margin
        table.add_row([label("评分等级", columns=width), value(form.grade_printed, columns=table.column_count - width)])
