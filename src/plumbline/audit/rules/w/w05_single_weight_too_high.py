"""W-05 单个三级指标权重过高."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.wording import plain

if TYPE_CHECKING:
    from plumbline.audit.model import FindingKey


@rule(
    "W-05",
    severity="warning",
    scope=("target", "self_evaluation"),
    title_zh="单个三级指标分值过高",
    title_en="One indicator has too many points",
    source=cite(
        "review-practice",
        "权重设置合理性：某一指标权重畸高",
        "Whether weights are reasonable: one far above the others",
        "well_known",
    ),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """No indicator has more than the rulebook's points, or its share of the dimension if that is more. One finding a form."""
    totals: dict[str | None, Decimal] = {}
    for row in form.rows:
        totals[row.indicator.level1] = totals.get(row.indicator.level1, Decimal(0)) + (row.weight or 0)
    first: FindingKey | None = None
    points, share = form.limit("W-05.points"), form.limit("W-05.share")
    for row in form.rows:
        weight = row.weight
        if weight is None:
            out.not_applicable(row.path, "未填分值", "no weight is given")
            continue
        total = totals[row.indicator.level1]
        limit = max(points, share * total)
        if weight <= limit:
            out.passed(row.path)
            continue
        words = Words(
            f"“{row.name}”单项{plain(weight)}分，"
            f"占“{row.indicator.level1 or '全部'}”{plain(total)}分的{round(weight / total * 100)}%，一项指标即可左右总分",
            f"“{row.name}” alone has {plain(weight)} points, {round(weight / total * 100)}% of the {plain(total)} points of its "
            "dimension: this one indicator can decide the total",
            f"建议将该指标分解，或把单项分值降到{plain(limit)}分以内；确有必要的请说明理由。",
            f"Split the indicator or bring it down to {plain(limit)} points; if it has to stay, give the reason.",
        )
        out.failed(
            row.spot("weight"), words, printed=row.indicator.printed.weight, expected=f"≤{plain(limit)}",
            explained_by=() if first is None else (first,),
        )  # fmt: skip
        first = first or row.key("W-05", "weight")
