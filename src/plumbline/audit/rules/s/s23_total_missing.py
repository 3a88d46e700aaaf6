"""S-23 总分未填写."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.wording import plain


@rule(
    "S-23",
    severity="error",
    scope=("self_evaluation",),
    title_zh="总分未填写",
    title_en="The total score is missing",
    source=cite("caiyu-2020-10", "自评表：总分一栏", "Self-evaluation form: the total", "well_known"),
    since=dt.date(2020, 2, 25),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """A self-evaluation that gives scores gives their total."""
    scores = form.scores
    if form.printed_total is not None:
        out.passed("form")
    elif form.form.layout == "flat-table" or form.form.layout == "flat-table":
        out.not_applicable("form", "平表没有总分一栏", "a flat table has no place for the total")
    elif scores is None or not any(line.claimed is not None for line in (scores.funds, *scores.rows)):
        out.not_applicable("form", "各项均未填得分", "no line has a score")
    else:
        given = plain(scores.claimed_sum)
        words = Words(
            f"总分未填写；各项得分相加为{given}分",
            f"The total score is missing; the printed scores add up to {given}",
            "请补填总分；如果表格被截断，请提供完整的表。",
            "Enter the total; if the form was cut, provide the whole of it.",
        )
        out.failed(form.spot("total_score_printed", cell_of="total_score"), words, expected=given)
