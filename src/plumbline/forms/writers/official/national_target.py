"""项目支出绩效目标申报表 of 财预〔2015〕88号: medium-term and annual goals and indicators side by side.

A declaration for one year only is printed with the annual half alone.
"""

from plumbline.forms.model import FundRow, Indicator, TargetTable
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
    with_unit,
    wording,
)
from plumbline.forms.writers.sheet import Piece, Sheet, TableBuilder, label, running, value

_TITLE = "项目支出绩效目标申报表"
_WEIGHT = "权重"
_TWIN_WIDTHS = (1.0, 3.2, 3.4, 3.8, 2.8, 3.4, 3.8, 2.8)
_ANNUAL_WIDTHS = (1.1, 3.2, 3.6, 5.4, 4.2)


def national_target_sheet(form: TargetTable) -> Sheet:
    """Lay a target table out in the national layout; fields that only other layouts know follow the project's properties."""
    has_weights = any(item.weight is not None or item.printed.weight is not None for item in form.indicators)
    further = [*([_WEIGHT] if has_weights else []), *further_headings(form.indicators)]
    long_term_funds, annual_funds = _split(form.funds)
    is_twin = bool(long_term_funds or form.long_term_goal) or any(item.long_term_target for item in form.indicators)
    table = TableBuilder((8 if is_twin else 5) + len(further))
    _add_head(table, form)
    if is_twin:
        _add_twin_funds(table, form, long_term_funds, annual_funds)
        _add_twin_goals(table, form)
        _add_twin_indicators(table, form, further)
    else:
        _add_annual_funds(table, form)
        table.add_row([label("年度目标", columns=2), running(form.annual_goal, columns=table.column_count - 2)])
        _add_annual_indicators(table, form, further)
    widths = _TWIN_WIDTHS if is_twin else _ANNUAL_WIDTHS
    return Sheet(
        sheet_name(form, default=_TITLE),
        widths + (1.8,) * len(further),
        (*title_lines(form, default=_TITLE), table.build()),
        is_landscape=is_twin or bool(further),
    )


def _split(funds: tuple[FundRow, ...]) -> tuple[tuple[FundRow, ...], tuple[FundRow, ...]]:
    """Divide the amounts at the first 年度: the medium-term column stands before it, the annual one behind."""
    if not any("中期" in fund.name for fund in funds):
        return (), funds
    first_annual = next((index for index, fund in enumerate(funds) if "年度" in fund.name), len(funds))
    return funds[:first_annual], funds[first_annual:]


def _add_head(table: TableBuilder, form: TargetTable) -> None:
    rest = table.column_count - 2
    left = rest - 3 if rest > 4 else 1
    right = rest - left - 1
    # The declaration knows the term of the project (项目期) only as one text; start and end share it here.
    term = "至".join(part for part in (form.plan_start, form.plan_end) if part) or form.other_fields.get("项目期")
    table.add_row([label("项目名称", columns=2), value(form.project_name, columns=rest)])
    table.add_row(
        [
            label("主管部门及代码", columns=2),
            value(form.supervising_department, columns=left),
            label("实施单位"),
            value(form.implementing_unit, columns=right),
        ]
    )
    table.add_row(
        [
            label("项目属性", columns=2),
            value(form.project_category, columns=left),
            label("项目期"),
            value(term, columns=right),
        ]
    )
    add_fields(table, _fields_of_other_layouts(form), label_columns=2)


def _fields_of_other_layouts(form: TargetTable) -> list[tuple[str, str | None]]:
    has_purchase = {None: None, True: "是", False: "否"}[form.has_government_purchase]
    unit = form.money_unit_label
    has_term = form.plan_start or form.plan_end
    others = [(name, text) for name, text in form.other_fields.items() if name != "项目期" or has_term]
    return [
        ("申报单位", form.declaring_unit),
        ("是否含有政府购买服务", has_purchase),
        ("绩效类型", form.performance_type),
        ("项目概况", form.overview),
        ("立项依据", form.basis),
        ("项目设立的必要性", form.necessity),
        ("保证项目实施的制度、措施", form.safeguards),
        ("项目实施计划", form.plan),
        ("总目标及阶段性目标", form.overall_goal),
        (with_unit("项目总预算", unit), form.budgets.total),
        (with_unit("项目当年预算", unit), form.budgets.current_year),
        (with_unit("同名项目上年预算额", unit), form.budgets.prior_year_budget),
        (with_unit("同名项目上年预算执行数", unit), form.budgets.prior_year_executed),
        *others,
    ]


def _fund_cells(fund: FundRow | None, *, name_columns: int, columns: int) -> list[Piece]:
    if fund is None:
        return [label("", columns=name_columns), value(None, columns=columns - name_columns)]
    amount = figure(fund.printed.annual_budget, fund.annual_budget)
    return [label(f"{fund.name}：", columns=name_columns, align="left"), value(amount, columns=columns - name_columns)]


def _add_twin_funds(
    table: TableBuilder, form: TargetTable, long_term: tuple[FundRow, ...], annual: tuple[FundRow, ...]
) -> None:
    count = max(len(long_term), len(annual), 1)
    for index in range(count):
        side = [label(fund_label(form.money_unit_label), columns=2, rows=count)] if index == 0 else []
        left = long_term[index] if index < len(long_term) else None
        right = annual[index] if index < len(annual) else None
        table.add_row(
            [
                *side,
                *_fund_cells(left, name_columns=2, columns=3),
                *_fund_cells(right, name_columns=2, columns=table.column_count - 5),
            ]
        )


def _add_annual_funds(table: TableBuilder, form: TargetTable) -> None:
    for index, fund in enumerate(form.funds):
        name = fund_label(form.money_unit_label)
        side = [label(name, columns=2, rows=len(form.funds))] if index == 0 else []
        table.add_row([*side, *_fund_cells(fund, name_columns=2, columns=table.column_count - 2)])


def _add_twin_goals(table: TableBuilder, form: TargetTable) -> None:
    right = table.column_count - 5
    table.add_row([label("总体目标", rows=2), label("中期目标", columns=4), label("年度目标", columns=right)])
    table.add_row([running(form.long_term_goal, columns=4), running(form.annual_goal, columns=right)])


def _add_twin_indicators(table: TableBuilder, form: TargetTable, further: list[str]) -> None:
    rows = level_rows(form.indicators, form.empty_rows)
    half = ("二级指标", "三级指标", "指标值")
    headings = [label(heading) for heading in ("一级指标", *half, *half, *further)]
    table.add_header([[label("绩效指标", rows=1 + len(rows)), *headings]])
    left_levels = merged([(row.level1, row.level2 if _has_long_term(row) else "") for row in rows])
    right_levels = merged([(row.level1, row.level2 if _has_annual(row) else "") for row in rows])
    for row, left, right in zip(rows, left_levels, right_levels, strict=True):
        item = row.indicator
        long_term = item.long_term_target if item else None
        is_annual = item is not None and _has_annual(row)
        table.add_row(
            [
                *left,
                value(item.level3 if item and long_term else None),
                value(long_term.raw if long_term else None),
                right[1],
                value(item.level3 if item and is_annual else None),
                value(wording(item.printed.target, item.target) if item and is_annual else None),
                *_further_cells(item, further),
            ]
        )


def _add_annual_indicators(table: TableBuilder, form: TargetTable, further: list[str]) -> None:
    rows = level_rows(form.indicators, form.empty_rows)
    headings = ("一级指标", "二级指标", "三级指标", "指标值", *further)
    table.add_header([[label("绩效指标", rows=1 + len(rows)), *(label(heading) for heading in headings)]])
    for row, levels in zip(rows, merged([(row.level1, row.level2) for row in rows]), strict=True):
        item = row.indicator
        table.add_row(
            [
                *levels,
                value(item.level3 if item else None),
                value(wording(item.printed.target, item.target) if item else None),
                *_further_cells(item, further),
            ]
        )


def _has_long_term(row: LevelRow[Indicator]) -> bool:
    return row.indicator is not None and row.indicator.long_term_target is not None


def _has_annual(row: LevelRow[Indicator]) -> bool:
    """Say whether the row stands in the annual half: all do but those with a medium-term target only."""
    item = row.indicator
    return item is None or item.target is not None or item.printed.target is not None or item.long_term_target is None


def _further_cells(item: Indicator | None, further: list[str]) -> list[Piece]:
    if item is None:
        return [value(None)] * len(further)
    known = {_WEIGHT: figure(item.printed.weight, item.weight), **item.other_fields}
    return [value(known.get(heading)) for heading in further]
