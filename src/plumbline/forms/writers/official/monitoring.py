"""项目支出绩效目标执行监控表 of 财预〔2019〕136号: progress at a date, why it deviates, and whether the goal will be met."""

from typing import get_args

from plumbline.forms.model import DeviationCause, FundRow, Likelihood, MonitoringIndicator, MonitoringTable
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
from plumbline.forms.writers.sheet import Piece, Sheet, TableBuilder, label, running, shares, value

_TITLE = "项目支出绩效目标执行监控表"
_CAUSES: tuple[DeviationCause, ...] = get_args(DeviationCause)
_CAUSE_HEADINGS = ("经费保障", "制度保障", "人员保障", "硬件条件保障", "其他", "原因说明")
_LIKELIHOODS: tuple[Likelihood, ...] = get_args(Likelihood)
_LIKELIHOOD_HEADINGS = ("确定能", "有可能", "完全不可能")
_TICK = "√"
_WEIGHT_WIDTH = 1.3
_FURTHER_WIDTH = 1.8


def monitoring_sheet(form: MonitoringTable) -> Sheet:
    """Lay a monitoring table out; a column of weights is printed when the form has any."""
    has_weights = any(item.weight is not None or item.printed.weight is not None for item in form.indicators)
    further = further_headings(form.indicators)
    weight_width = (_WEIGHT_WIDTH,) if has_weights else ()
    widths = (1.0, 1.9, 1.9, 3.0, *weight_width, 2.0, 2.0, 2.0, *(0.95,) * 5, 2.5, *(0.95,) * 3, 1.6)
    table = TableBuilder(len(widths) + len(further))
    _add_head(table, form)
    _add_funds(table, form)
    rest = table.column_count - 2
    table.add_row([label("年度总体目标", columns=2), running(form.expected_goal, columns=rest)])
    _add_indicators(table, form, further, has_weights=has_weights)
    return Sheet(
        sheet_name(form, default=_TITLE),
        widths + (_FURTHER_WIDTH,) * len(further),
        (*title_lines(form, default=_TITLE), table.build()),
        is_landscape=True,
    )


def _period(form: MonitoringTable) -> str:
    """Return the period as the headings print it: 1—7月."""
    if form.period_end_month is None:
        return ""
    return f"{form.period_start_month or 1}—{form.period_end_month}月"


def _add_head(table: TableBuilder, form: MonitoringTable) -> None:
    rest = table.column_count - 2
    left = rest // 2 - 1
    table.add_row([label("项目名称", columns=2), value(form.project_name, columns=rest)])
    table.add_row(
        [
            label("主管部门及代码", columns=2),
            value(form.supervising_department, columns=left),
            label("实施单位", columns=2),
            value(form.implementing_unit, columns=rest - left - 2),
        ]
    )
    add_fields(table, form.other_fields.items(), label_columns=2)


def _add_funds(table: TableBuilder, form: MonitoringTable) -> None:
    headings, figures = _fund_columns(form)
    spans = shares(table.column_count - 4, len(headings))
    table.add_row(
        [
            label(fund_label(form.money_unit_label), columns=2, rows=1 + len(form.funds)),
            value(None, columns=2),
            *(label(heading, columns=span) for heading, span in zip(headings, spans, strict=True)),
        ]
    )
    for fund, texts in zip(form.funds, figures, strict=True):
        cells = [value(text, columns=span) for text, span in zip(texts, spans, strict=True)]
        table.add_row([label(fund.name, columns=2, align="left"), *cells])


def _fund_columns(form: MonitoringTable) -> tuple[list[str], list[list[str]]]:
    """Return the headings of the fund block and the texts under them; of the two budgets, those that the form has."""
    has_annual = any(fund.annual_budget is not None or fund.printed.annual_budget is not None for fund in form.funds)
    has_initial = any(fund.initial_budget is not None or fund.printed.initial_budget is not None for fund in form.funds)
    budgets = [*(["年初预算数"] if has_initial or not has_annual else []), *(["全年预算数"] if has_annual else [])]
    period = _period(form)
    headings = [*budgets, f"{period}执行数", f"{period}执行率", "全年预计执行数"]
    return headings, [_fund_texts(fund, budgets) for fund in form.funds]


def _fund_texts(fund: FundRow, budgets: list[str]) -> list[str]:
    printed = fund.printed
    amounts = {
        "年初预算数": figure(printed.initial_budget, fund.initial_budget),
        "全年预算数": figure(printed.annual_budget, fund.annual_budget),
    }
    return [
        *(amounts[name] for name in budgets),
        figure(printed.executed, fund.executed),
        figure(printed.execution_rate, fund.execution_rate, suffix="%"),
        figure(printed.projected_executed, fund.projected_executed),
    ]


def _add_indicators(table: TableBuilder, form: MonitoringTable, further: list[str], *, has_weights: bool) -> None:
    rows = level_rows(form.indicators, form.empty_rows)
    weight = ["分值"] if has_weights else []
    values = ("年度指标值", f"{_period(form)}执行情况", "全年预计完成情况")
    table.add_header(
        [
            [
                label("绩效指标", rows=2 + len(rows)),
                *(label(name, rows=2) for name in ("一级指标", "二级指标", "三级指标", *weight, *values)),
                label("偏差原因分析", columns=6),
                label("完成目标可能性", columns=3),
                *(label(name, rows=2) for name in ("备注", *further)),
            ],
            [label(name) for name in (*_CAUSE_HEADINGS, *_LIKELIHOOD_HEADINGS)],
        ]
    )
    for row, levels in zip(rows, merged([(row.level1, row.level2) for row in rows]), strict=True):
        cells = _indicator_cells(row, further, has_weights=has_weights)
        blanks = [value(None)] * (14 + len(weight) + len(further))
        table.add_row([*levels, *(cells or blanks)])


def _indicator_cells(row: LevelRow[MonitoringIndicator], further: list[str], *, has_weights: bool) -> list[Piece]:
    item = row.indicator
    if item is None:
        return []
    printed = item.printed
    return [
        value(item.level3),
        *([value(figure(printed.weight, item.weight))] if has_weights else []),
        value(wording(printed.target, item.target)),
        value(wording(printed.actual, item.actual)),
        value(wording(None, item.projected)),
        *(value(_TICK if cause in item.deviation_causes else None) for cause in _CAUSES),
        running(item.deviation if printed.deviation is None else printed.deviation),
        *(value(_TICK if likelihood == item.likelihood else None) for likelihood in _LIKELIHOODS),
        running(item.remark),
        *(value(item.other_fields.get(heading)) for heading in further),
    ]
