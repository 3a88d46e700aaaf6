"""S-21 改进措施为空或仅“无”."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.wording import plain, said

FIELDS = ("改进措施", "存在问题", "主要问题", "自评结论", "评价结论", "备注说明")


@rule(
    "S-21",
    severity="warning",
    scope=("self_evaluation",),
    title_zh="得分较低但没有改进措施",
    title_en="A low total without measures",
    source=cite(
        "caiyu-2020-10",
        "自评结果较差的项目，要单独说明原因、提出整改措施",
        "Projects with poor results give the reason and measures",
        "well_known",
    ),
    since=dt.date(2020, 2, 25),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Under the rulebook's total, the form says somewhere what will be done."""
    scores = form.scores
    total = form.printed_total
    if scores is None or total is None:
        out.not_applicable("form", "未印总分", "no total is printed")
    elif total >= form.limit("S-21") or _has_measures(form):
        out.passed("form")
    else:
        words = Words(
            f"总分{plain(total)}分，低于{plain(form.limit('S-21'))}分，全表没有改进措施",
            f"The total is {plain(total)}, under {plain(form.limit('S-21'))}, and the form has no measures at all",
            "请针对扣分指标逐项写明改进措施、责任人和时限。",
            "Give measures, who answers for them and by when, for each indicator that lost points.",
        )
        out.failed(form.spot("total_score_printed", cell_of="total_score"), words, printed=plain(total))


def _has_measures(form: AuditedForm) -> bool:
    fields = form.form.other_fields
    return any(row.deviation for row in form.rows) or any(said(fields.get(name)) for name in FIELDS)
