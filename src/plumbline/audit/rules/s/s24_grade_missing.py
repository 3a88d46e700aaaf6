"""S-24 评价等级未填写."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.wording import plain, said
from plumbline.forms.model import SelfEvaluation
from plumbline.scoring.numbers import round_step


@rule(
    "S-24",
    severity="warning",
    scope=("self_evaluation",),
    title_zh="评价等级未填写",
    title_en="The grade is missing",
    source=cite(
        "caiyu-2020-10",
        "评价结果采取评分和评级相结合的方式",
        "Results are given as a score and as a grade",
        "well_known",
    ),
    since=dt.date(2020, 2, 25),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """A self-evaluation with a total gives the grade that goes with it."""
    table = form.form
    if not isinstance(table, SelfEvaluation):
        return
    total = form.printed_total
    if said(table.grade_printed):
        out.passed("form")
    elif table.layout in {"national-self-evaluation", "flat-table"}:
        out.not_applicable("form", "该表式没有等级一栏", "the layout has no place for the grade")
    elif total is None:
        out.not_applicable("form", "总分未填，见S-23", "the total is missing; see S-23")
    else:
        book = form.rulebook
        grade = (
            book.grades.grade_of(round_step(total, book.rounding.total)) if 0 <= total <= book.weights.total else None
        )
        name = grade.name if grade else None
        words = Words(
            f"评价等级未填写；印出的总分{plain(total)}分" + (f"对应“{name}”" if name else ""),
            f"The grade is missing; the printed total is {plain(total)}"
            + (f", which makes it “{name}”" if name else ""),
            "请按总分补填等级。",
            "Enter the grade that goes with the total.",
        )
        out.failed(form.spot("grade_printed", cell_of="grade"), words, expected=name)
