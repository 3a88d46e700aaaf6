"""The two layouts that no writer prints: the table inside a department's budget, and flat rows as systems export them."""

from collections.abc import Sequence

from plumbline.benchmark.forming import points
from plumbline.benchmark.model import Draft, DraftRow
from plumbline.forms.value_grammar import parse_target
from plumbline.forms.writers.sheet import Sheet, SheetLine, TableBuilder, label, running, value

_OPERATORS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "="}
_FLAT_HEAD = ("年度", "主管部门", "实施单位", "项目名称", "一级指标", "二级指标", "三级指标", "年度指标值")
_FLAT_EVALUATED = ("实际完成值", "分值", "得分", "偏差原因分析")
_FLAT_PROJECT = ("年初预算数", "全年预算数", "全年执行数", "执行率", "预期目标", "总分", "评价等级")


def budget_target_sheet(draft: Draft, *, in_columns: bool) -> Sheet:
    """Lay a target table out as department budgets print it; `in_columns` divides targets into operator, number and unit."""
    heads = (
        "一级指标",
        "二级指标",
        "三级指标",
        *(("指标性质", "指标值", "度量单位") if in_columns else ("指标值",)),
        "权重",
    )
    table = TableBuilder(len(heads))
    rest = len(heads) - 1
    table.add_row([label("项目名称"), value(draft.project, columns=rest)])
    half = rest - 2
    table.add_row(
        [label("主管部门"), value(draft.department, columns=half - 1), label("实施单位"), value(draft.unit, columns=2)]
    )
    for index, fund in enumerate(draft.funds):
        side = [label(f"项目资金（{draft.money_unit}）", rows=len(draft.funds))] if index == 0 else []
        table.add_row([*side, label(fund.name, columns=rest - 2), value(fund.annual, columns=2)])
    table.add_row([label("年度绩效目标"), running(draft.expected_goal, columns=rest)])
    table.add_header([[label(head) for head in heads]])
    before: tuple[str, str] | None = None
    for row in draft.rows:
        levels = (row.level1, row.level2)
        shown = (
            ("", "")
            if levels == before
            else (row.level1 if before is None or before[0] != row.level1 else "", row.level2)
        )
        before = levels
        target = _columns_of(row.target) if in_columns else (row.target or "",)
        table.add_row([value(text) for text in (*shown, row.name, *target, points(row.weight, fixed=False) or "")])
    widths = (2.6, 2.8, 4.2, *((1.6, 3.4, 1.8) if in_columns else (4.0,)), 1.6)
    lines = (SheetLine("项目绩效目标表", "title"), SheetLine(f"（{draft.year}年度）", "subtitle"))
    return Sheet("项目绩效目标表", widths, (*lines, table.build()))


def _columns_of(text: str | None) -> tuple[str, str, str]:
    """Divide a plain target into operator, number and unit; what is not plain stays whole and is called 定性."""
    if text is None:
        return ("", "", "")
    parsed = parse_target(text)
    number = parsed.low if parsed.low is not None else parsed.high
    sign = _OPERATORS.get(parsed.operator)
    if (
        parsed.kind not in ("number", "percent", "money")
        or sign is None
        or number is None
        or not text.startswith(("≥", "≤", ">", "<", "="))
    ):
        return ("定性" if number is None else "", text, "")
    return (sign, number, parsed.unit or "")


def flat_sheet(drafts: Sequence[Draft]) -> Sheet:
    """Lay several projects out in one flat table, one row an indicator."""
    is_evaluated = drafts[0].kind == "self_evaluation"
    heads = _FLAT_HEAD + (_FLAT_EVALUATED + _FLAT_PROJECT if is_evaluated else ("权重", "全年预算数", "年度绩效目标"))
    table = TableBuilder(len(heads))
    table.add_header([[label(head) for head in heads]])
    for draft in drafts:
        for index, row in enumerate(draft.rows):
            texts = [*_project(draft), row.level1, row.level2, row.name, row.target or ""]
            texts += _evaluated(draft, row) if is_evaluated else [points(row.weight, fixed=False) or ""]
            texts += _of_project(draft, index == 0)
            table.add_row([value(text) for text in texts])
    title = SheetLine(
        f"项目绩效{'自评' if is_evaluated else '目标'}数据（金额单位：{drafts[0].money_unit}）", "subtitle"
    )
    return Sheet("数据", (2.4,) * len(heads), (title, table.build()), is_landscape=True)


def _project(draft: Draft) -> list[str]:
    return [str(draft.year), draft.department or "", draft.unit or "", draft.project or ""]


def _evaluated(draft: Draft, row: DraftRow) -> list[str]:
    return [
        row.actual or "",
        points(row.weight, fixed=draft.points_fixed) or "",
        points(row.score, fixed=draft.points_fixed) or "",
        row.deviation or "",
    ]


def _of_project(draft: Draft, is_first: bool) -> list[str]:
    """Return what belongs to the project, not to the indicator: it stands in its first row."""
    if draft.kind == "self_evaluation":
        fund = draft.funds[0]
        texts = [fund.initial, fund.annual, fund.executed, fund.rate, draft.expected_goal]
        texts += [points(draft.total_score, fixed=False), draft.grade]
    else:
        texts = [draft.funds[0].annual if draft.funds else None, draft.expected_goal]
    return [(text or "") if is_first else "" for text in texts]
