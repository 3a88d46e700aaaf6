"""财政项目支出绩效目标表, Shanghai 2020: fields in a four-column table, then the indicators of the year."""

from plumbline.forms.model import TargetTable
from plumbline.forms.writers.official.rows import (
    add_fields,
    figure,
    further_headings,
    level_rows,
    merged,
    sheet_name,
    title_lines,
    with_unit,
    wording,
)
from plumbline.forms.writers.sheet import Sheet, SheetLine, SheetTable, TableBuilder, label, printable, running, value

_TITLE = "财政项目支出绩效目标表"
_WIDTHS = (4.6, 3.9, 4.8, 4.4)
_FURTHER_WIDTH = 2.4


def shanghai_target_sheet(form: TargetTable) -> Sheet:
    """Lay a target table out in the Shanghai layout; fields that only other layouts know follow the project's texts."""
    has_weights = any(item.weight is not None or item.printed.weight is not None for item in form.indicators)
    further = [*(["权重"] if has_weights else []), *further_headings(form.indicators)]
    year = "" if form.year is None else f"{form.year}年"
    return Sheet(
        sheet_name(form, default=_TITLE),
        _WIDTHS + (_FURTHER_WIDTH,) * len(further),
        (
            *title_lines(form, default=_TITLE),
            SheetLine(printable(f"申报单位名称：{form.declaring_unit or ''}"), "field"),
            _fields(form, columns=4 + len(further)),
            SheetLine(f"{year}绩效目标", "heading"),
            _indicators(form, further),
        ),
        is_landscape=bool(further),
    )


def _fields(form: TargetTable, *, columns: int) -> SheetTable:
    table = TableBuilder(columns)
    has_purchase = {None: None, True: "是", False: "否"}[form.has_government_purchase]
    unit = form.money_unit_label
    pairs = (
        ("项目名称：", form.project_name, "项目类别：", form.project_category),
        ("计划开始日期：", form.plan_start, "计划完成日期：", form.plan_end),
        ("是否含有政府购买服务：", has_purchase, "绩效类型：", form.performance_type),
    )
    texts = (
        ("项目概况：", form.overview),
        ("立项依据：", form.basis),
        ("项目设立的必要性：", form.necessity),
        ("保证项目实施的制度、措施：", form.safeguards),
        ("项目实施计划：", form.plan),
        ("总目标及阶段性目标：", form.overall_goal),
    )
    budgets = (
        ("项目总预算", form.budgets.total, "项目当年预算", form.budgets.current_year),
        (
            "同名项目上年预算额",
            form.budgets.prior_year_budget,
            "同名项目上年预算执行数",
            form.budgets.prior_year_executed,
        ),
    )
    for left, left_text, right, right_text in pairs:
        table.add_row([label(left), value(left_text), label(right), value(right_text, columns=columns - 3)])
    for name, text in texts:
        table.add_row([label(name), running(text, columns=columns - 1)])
    add_fields(table, _fields_of_other_layouts(form), label_columns=1)
    table.add_row([label("本项目上年度市级财政资金使用情况", columns=columns)])
    for left, left_text, right, right_text in budgets:
        table.add_row(
            [
                label(with_unit(left, unit) + "："),
                value(left_text),
                label(with_unit(right, unit) + "："),
                value(right_text, columns=columns - 3),
            ]
        )
    return table.build()


def _fields_of_other_layouts(form: TargetTable) -> list[tuple[str, str | None]]:
    funds = [(fund.name, figure(fund.printed.annual_budget, fund.annual_budget) or None) for fund in form.funds]
    return [
        ("主管部门：", form.supervising_department),
        ("实施单位：", form.implementing_unit),
        ("中期目标：", form.long_term_goal),
        ("年度目标：", form.annual_goal),
        *funds,
        *form.other_fields.items(),
    ]


def _indicators(form: TargetTable, further: list[str]) -> SheetTable:
    table = TableBuilder(4 + len(further))
    headings = ("一级目标", "二级目标", "三级目标", "指标目标值", *further)
    table.add_header([[label(heading) for heading in headings]])
    rows = level_rows(form.indicators, form.empty_rows)
    for row, levels in zip(rows, merged([(row.level1, row.level2) for row in rows]), strict=True):
        item = row.indicator
        if item is None:
            table.add_row([*levels, *[value(None)] * (2 + len(further))])
            continue
        extra = {"权重": figure(item.printed.weight, item.weight), **item.other_fields}
        table.add_row(
            [
                *levels,
                value(item.level3),
                value(wording(item.printed.target, item.target)),
                *(value(extra.get(heading)) for heading in further),
            ]
        )
    return table.build()
