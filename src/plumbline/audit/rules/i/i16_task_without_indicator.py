"""I-16 目标中的工作任务在指标中无对应."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.goal_tasks import open_tasks, tasks_of
from plumbline.audit.wording import said, shortened
from plumbline.forms.model import TargetTable

_SHOWN = 3


@rule(
    "I-16",
    severity="info",
    scope=("target", "self_evaluation"),
    title_zh="目标中的工作任务在指标中没有对应",
    title_en="A task of the goal that no indicator measures",
    source=cite(
        "caiyu-2021-101",
        "产出指标与主要支出方向对应，不应有重大缺项、漏项",
        "Output indicators cover the main tasks, without large gaps",
        "well_known",
    ),
    since=dt.date(2021, 8, 18),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Each definite task of the goal shares at least a word with an indicator. A hint: words can differ where the matter is the same."""
    goal = form.expected_goal
    if goal is None or not form.rows:
        out.not_applicable("form", "未填目标或没有指标", "no goal or no indicators")
        return
    tasks = tasks_of(goal)
    if not tasks:
        out.undetermined("form", "目标中没有可以辨认的具体任务", "the goal names no definite task")
        return
    texts = "\n".join(f"{row.name}\n{row.target.raw if row.target else ''}" for row in form.rows)
    missing = open_tasks(tasks, texts)
    if not missing:
        out.passed("form")
        return
    shown = "、".join(f"“{shortened(task.clause, 24)}”" for task in missing[:_SHOWN])
    words = Words(
        f"目标中的{shown}{f'等{len(missing)}项任务' if len(missing) > 1 else ''}，在三级指标中找不到对应",
        f"The goal announces {shown}{_count_en(len(missing))}, but no indicator seems to measure {'them' if len(missing) > 1 else 'it'}",
        "请核对：属主要工作的，补设相应的产出指标；不再开展的，从目标中删去。",
        "Check the goal against the indicators: add one for each main task, or take out of the goal what is no longer planned.",
    )
    out.failed(form.spot(_field_of_goal(form)), words, printed=shown)


def _count_en(missing: int) -> str:
    return f" ({missing} tasks in all)" if missing > 1 else ""


def _field_of_goal(form: AuditedForm) -> str:
    table = form.form
    if not isinstance(table, TargetTable):
        return "expected_goal"
    return (
        "annual_goal" if said(table.annual_goal) else "overall_goal" if said(table.overall_goal) else "long_term_goal"
    )
