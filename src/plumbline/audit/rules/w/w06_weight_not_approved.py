"""W-06 自评权重与批复权重不一致."""

import datetime as dt

from plumbline.audit import FormPair, Verdicts, Words, cite, rule
from plumbline.audit.name_facts import canonical
from plumbline.audit.wording import plain


@rule(
    "W-06",
    severity="error",
    scope=("self_evaluation",),
    needs="pair",
    title_zh="自评权重与批复权重不一致",
    title_en="A weight that is not the approved one",
    source=cite(
        "caiyu-2021-101",
        "指标权重在预算批复中明确，设立后原则上不得调整",
        "Weights are fixed with the budget and not changed",
        "well_known",
    ),
    since=dt.date(2021, 8, 18),
)
def check(pair: FormPair, out: Verdicts) -> None:
    """An indicator that the target table weighs has the same weight in the self-evaluation."""
    if pair.relation != "promise_and_result":
        return
    approved = {canonical(row.name): row for row in pair.earlier.rows if row.weight is not None}
    for row in pair.later.rows:
        before = approved.get(canonical(row.name))
        if before is None or before.weight is None or row.weight is None:
            out.not_applicable(
                row.path, "目标表没有该指标的分值", "the target table gives no weight for this indicator"
            )
        elif before.weight == row.weight:
            out.passed(row.path)
        else:
            words = Words(
                f"“{row.name}”自评分值{plain(row.weight)}分，目标表批复{plain(before.weight)}分",
                f"“{row.name}” has {plain(row.weight)} points here and {plain(before.weight)} in the approved targets",
                f"请按批复的{plain(before.weight)}分计分；经批准调整的，附调整文件。",
                f"Score it by the approved {plain(before.weight)} points, or attach the approval of the change.",
            )
            out.failed(row.spot("weight"), words, printed=plain(row.weight), expected=plain(before.weight))
