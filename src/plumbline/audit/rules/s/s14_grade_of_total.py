"""S-14 等级与得分不一致."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.wording import plain, said
from plumbline.forms.model import SelfEvaluation
from plumbline.scoring.numbers import round_step


@rule(
    "S-14",
    severity="error",
    scope=("self_evaluation",),
    title_zh="等级与得分不一致",
    title_en="The grade does not go with the total",
    source=cite(
        "caiyu-2020-10",
        "评价等级：90分以上优、80分以上良、60分以上中、60分以下差",
        "Grades: excellent from 90, good from 80, fair from 60",
        "well_known",
    ),
    since=dt.date(2020, 2, 25),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """The printed grade is the one of the printed total; of the sum of the scores when no total is printed."""
    table, scores = form.form, form.scores
    printed = said(table.grade_printed) if isinstance(table, SelfEvaluation) else None
    if printed is None or scores is None:
        out.not_applicable("form", "未印等级", "no grade is printed")
        return
    book = form.rulebook
    named = book.grades.named(printed)
    total = form.printed_total if form.printed_total is not None else scores.claimed_sum
    if not 0 <= total <= book.weights.total or (
        not any(line.claimed is not None for line in (scores.funds, *scores.rows)) and form.printed_total is None
    ):
        out.undetermined("form", "总分缺失或不在0至满分之间", "there is no total between nothing and the full score")
        return
    right = book.grades.grade_of(round_step(total, book.rounding.total))
    if named is None:
        out.undetermined("form", f"“{printed}”不是规则中的等级名称", f"“{printed}” is no grade of the rulebook")
    elif right is None or named.name == right.name:
        out.passed("form")
    else:
        of_sum = book.grades.grade_of(round_step(scores.claimed_sum, book.rounding.total))
        words = Words(
            f"总分{plain(total)}分对应“{right.name}”，等级却印为“{printed}”",
            f"A total of {plain(total)} is “{right.name}”, but the grade is printed as “{printed}”",
            f"请将等级更正为“{right.name}”，或核对总分。",
            f"Correct the grade to “{right.name}”, or check the total.",
        )
        fits_sum = of_sum is not None and of_sum.name == named.name
        explained = [("S-13", "total_score_printed")] if fits_sum else []
        out.failed(
            form.spot("grade_printed", cell_of="grade"),
            words,
            printed=printed,
            expected=right.name,
            explained_by=explained,
        )
