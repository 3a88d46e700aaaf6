"""S-11 完成值超过指标值{20/30}%未分析原因."""

import datetime as dt

from plumbline.audit import AuditedForm, RowFacts, Verdicts, Words, cite, rule
from plumbline.audit.wording import WordList, percent

_A_FEW = 10
CHANGES = WordList("增长", "增幅", "增速", "增加", "下降", "降低", "降幅", "减少", "提高", "提升", "节约率", "节能")
"""Names of rates that tell a change and no state."""


@rule(
    "S-11",
    severity="warning",
    scope=("self_evaluation",),
    title_zh="完成值明显超过指标值，未分析原因",
    title_en="Far more than the target, without a reason",
    source=cite(
        "caiyu-2020-10",
        "完成值高于指标值较多的，要分析原因",
        "Why a target was exceeded by far is to be analysed",
        "well_known",
    ),
    since=dt.date(2020, 2, 25),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Beyond the rulebook's ratio, more-is-better targets need a word on why they were exceeded."""
    limit = form.limit("S-11")
    for row in form.rows:
        ratio = row.ratio
        if ratio is None or not more_is_better(row):
            out.not_applicable(row.path, "不是可比较的正向定量指标", "no numeric target where more is better")
        elif ratio <= limit or row.deviation or is_one_more(row):
            out.passed(row.path)
        else:
            target, actual = _printed(row)
            words = Words(
                f"“{row.name}”完成值{actual}为指标值{target}的{percent(ratio * 100)}，未分析超额原因",
                f"“{row.name}”: {actual} is {percent(ratio * 100)} of the target {target}, and no reason is given",
                "请说明超额完成的原因；如系指标值设定偏低，下年度应调高指标值。",
                "Explain why the target was exceeded; if it was too low, raise it next year.",
            )
            out.failed(row.spot("deviation"), words, printed=actual, expected=None)


def more_is_better(row: RowFacts) -> bool:
    """Whether a higher value is a better one, as the printed operator says; a bare number counts as at least.

    How far a growth rate went beyond its target says little: 1.3 % are 130 % of 1 %.
    """
    target = row.target
    if target is None or target.operator not in (">=", ">", "="):
        return False
    return target.kind != "change" and not (target.kind == "percent" and CHANGES.first(row.name))


def is_one_more(row: RowFacts) -> bool:
    """Whether one thing more than a few was done: 4 talks for 3 are no failure of planning."""
    target, aimed, done = row.target, row.aimed, row.done
    if target is None or target.kind != "number" or aimed is None or done is None:
        return False
    return aimed < _A_FEW and done * row.units.factor - aimed <= 1


def _printed(row: RowFacts) -> tuple[str, str]:
    return (row.target.raw if row.target is not None else "—", row.actual.raw if row.actual is not None else "—")
