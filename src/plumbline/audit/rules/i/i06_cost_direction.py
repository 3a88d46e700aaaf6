"""I-06 成本指标使用“≥/>”，方向可疑."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.context import UPWARD
from plumbline.audit.operators import turned
from plumbline.audit.wording import WordList

SAVES = WordList(
    "节约",
    "节省",
    "降低",
    "下降",
    "压减",
    "减少",
    "控制率",
    "执行率",
    "达标",
    "合理",
    "合规",
    "使用率",
    "到位率",
    "满意",
    "补助标准",
    "发放标准",
)
"""More of these is better, though they stand under cost."""


@rule(
    "I-06",
    severity="warning",
    scope=("target", "self_evaluation"),
    title_zh="成本指标使用“≥”，方向可疑",
    title_en="An indicator of cost that asks for at least so much",
    source=cite("deployed-platform", "成本指标方向校验", "Direction of indicators of cost", "read"),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """A cost is limited from above; only savings are limited from below."""
    costs = [row for row in form.rows if row.aspect == "cost" and row.target_nature == "number"]
    out.none_applicable(
        [row for row in form.rows if row not in costs] if costs else form.rows,
        "不是定量成本指标",
        "no number under cost",
    )
    for row in costs:
        target = row.target
        if target is None:
            continue
        if target.operator not in UPWARD or SAVES.first(row.name):
            out.passed(row.path)
        else:
            words = Words(
                f"成本指标“{row.name}”的指标值是“{target.raw}”，花得越多越算完成",
                f"“{row.name}” is a cost and its target is “{target.raw}”: the more is spent, the better it is met",
                f"成本以上限控制，疑应为“{turned(target)}”。",
                f"Costs are limited from above; probably “{turned(target)}” is meant.",
            )
            out.failed(
                row.spot("target"), words, printed=target.raw, expected=turned(target),
                explains=[row.key(rule_id, "claimed_score") for rule_id in ("S-05", "S-06")],
            )  # fmt: skip
