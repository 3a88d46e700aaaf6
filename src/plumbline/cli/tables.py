"""Forms as tables on the terminal."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from plumbline.cli.language import Lang, say

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from plumbline.forms.model import Form, FundRow, Indicator
    from plumbline.forms.reading import Reading

KINDS = {
    "TargetTable": ("绩效目标表", "Target table"),
    "SelfEvaluation": ("绩效自评表", "Self-evaluation"),
    "MonitoringTable": ("绩效运行监控表", "Monitoring table"),
}
PIPED_WIDTH = 160
"""Columns when the output is not a terminal."""


def make_console() -> "Console":
    """Make a console that is wide enough when the output goes into a file."""
    from rich.console import Console

    class OutputConsole(Console):
        def on_broken_pipe(self) -> None:
            """Leave a closed pipe to the command, which knows that nothing is wrong."""
            raise  # noqa: PLE0704 -- called while the error is being handled

    console = OutputConsole(highlight=False, soft_wrap=False)
    return console if console.is_terminal else OutputConsole(highlight=False, width=PIPED_WIDTH)


def print_forms(readings: Iterable["Reading"], lang: Lang) -> None:
    """Print each form: what it is, its funds, its indicators, what reading noticed."""
    console = make_console()
    for reading in readings:
        for form in reading.forms:
            _print_form(console, form, lang)


def _print_form(console: "Console", form: "Form", lang: Lang) -> None:
    from rich.text import Text

    kind = say(lang, *KINDS[type(form).__name__])
    year = f"（{form.year}）" if form.year else ""
    heading = f"{form.source} #{form.ordinal}  {kind}{year}  {form.project_name or '—'}"
    console.print(Text(heading, style="bold"))
    facts = [
        (say(lang, "单位", "Unit"), getattr(form, "implementing_unit", None) or getattr(form, "declaring_unit", None)),
        (say(lang, "主管部门", "Department"), getattr(form, "supervising_department", None)),
        (say(lang, "总分", "Total"), getattr(form, "total_score_printed", None)),
        (say(lang, "等级", "Grade"), getattr(form, "grade_printed", None)),
        *_target_facts(form, lang),
    ]
    console.print(Text("  ".join(f"{label} {value}" for label, value in facts if value)))
    if form.funds:
        console.print(_fund_table(form.funds, form.money_unit_label, lang))
    if form.indicators:
        console.print(_indicator_table(form.indicators, lang))
    for problem in form.problems:
        place = f" [{problem.cell.part} R{problem.cell.row}C{problem.cell.column}]" if problem.cell else ""
        console.print(Text(f"  ! {say(lang, problem.message_zh, problem.message_en)}{place}", style="yellow"))
    console.print()


def _target_facts(form: "Form", lang: Lang) -> list[tuple[str, str | None]]:
    from plumbline.forms.model import TargetTable

    if not isinstance(form, TargetTable):
        return []
    unit = f"（{form.money_unit_label}）" if form.money_unit_label else ""
    period = f"{form.plan_start}—{form.plan_end}" if form.plan_start and form.plan_end else None
    return [
        (say(lang, "起止", "Period"), period),
        (say(lang, "当年预算", "Budget of the year") + unit, form.budgets.current_year),
        (say(lang, "上年预算执行数", "Spent last year") + unit, form.budgets.prior_year_executed),
    ]


def _table() -> "Table":
    from rich import box
    from rich.table import Table

    return Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)


def _fund_table(funds: Iterable["FundRow"], unit: str | None, lang: Lang) -> "Table":
    rows = list(funds)
    columns: list[tuple[str, list[str | None]]] = [
        (say(lang, "年初预算数", "Initial"), [row.printed.initial_budget for row in rows]),
        (say(lang, "全年预算数", "Annual"), [row.printed.annual_budget for row in rows]),
        (say(lang, "全年执行数", "Executed"), [row.printed.executed for row in rows]),
        (say(lang, "分值", "Weight"), [row.printed.weight for row in rows]),
        (say(lang, "执行率", "Rate"), [row.printed.execution_rate for row in rows]),
        (say(lang, "得分", "Score"), [row.printed.score for row in rows]),
        (say(lang, "全年预计执行数", "Projected"), [row.printed.projected_executed for row in rows]),
    ]
    filled = [(title, cells) for title, cells in columns if any(cells)]
    table = _table()
    table.add_column(say(lang, "项目资金", "Funds") + (f"（{unit}）" if unit else ""))
    for title, _ in filled:
        table.add_column(title, justify="right")
    for row, *cells in zip(rows, *(cells for _, cells in filled), strict=True):
        table.add_row(row.name, *(cell or "" for cell in cells))
    return table


def _indicator_table(indicators: Iterable["Indicator"], lang: Lang) -> "Table":
    rows = list(indicators)
    columns: list[tuple[str, list[str | None]]] = [
        (say(lang, "一级指标", "Level 1"), [item.level1 for item in rows]),
        (say(lang, "二级指标", "Level 2"), [item.level2 for item in rows]),
        (say(lang, "三级指标", "Level 3"), [item.level3 for item in rows]),
        (say(lang, "指标值", "Target"), [item.printed.target for item in rows]),
        (say(lang, "实际完成值", "Actual"), [item.printed.actual for item in rows]),
        (say(lang, "分值", "Weight"), [item.printed.weight for item in rows]),
        (say(lang, "得分", "Score"), [item.printed.score for item in rows]),
        *_monitoring_columns(rows, lang),
        (say(lang, "偏差原因", "Deviation"), [item.deviation for item in rows]),
    ]
    filled = [(title, cells) for title, cells in columns if any(cells)]
    table = _table()
    for title, _ in filled:
        table.add_column(title, overflow="fold")
    for cells in zip(*(cells for _, cells in filled), strict=True):
        table.add_row(*(cell or "" for cell in cells))
    return table


LIKELIHOODS = {
    "certain": ("确定能", "certain"),
    "possible": ("有可能", "possible"),
    "impossible": ("完全不可能", "impossible"),
}


def _monitoring_columns(rows: list["Indicator"], lang: Lang) -> list[tuple[str, list[str | None]]]:
    from plumbline.forms.model import MonitoringIndicator

    monitored = [item if isinstance(item, MonitoringIndicator) else None for item in rows]
    if not any(monitored):
        return []
    projected = [item.projected.raw if item and item.projected else None for item in monitored]
    likelihood = [say(lang, *LIKELIHOODS[item.likelihood]) if item and item.likelihood else None for item in monitored]
    return [(say(lang, "全年预计", "Projected"), projected), (say(lang, "可能性", "Likelihood"), likelihood)]


ROUNDINGS = {
    "half_up": ("四舍五入", "half up"),
    "half_even": ("五成双", "half to even"),
    "truncate": ("截断", "cut off"),
}
ROUNDING_ORIGINS = {
    "inferred": ("由印出的数字推断", "inferred from the printed figures"),
    "file": ("印出的数字看不出，随同一文件其他表", "as in the other forms of the file; its own figures do not tell"),
    "rulebook": ("按规则手册", "by the rulebook"),
}


def rounding_text(used: str, origin: str, lang: Lang) -> str:
    """Say how figures were rounded and what tells it."""
    how, why = say(lang, *ROUNDINGS[used]), say(lang, *ROUNDING_ORIGINS[origin])
    return say(lang, f"{how}（{why}）", f"{how} ({why})")


def plain_table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> "Table":
    """Make a table of words without lines around it."""
    table = _table()
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table
