"""S-15 全部指标满分."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule

_FEWEST = 3
"""With fewer indicators than this, full marks are no pattern."""


@rule(
    "S-15",
    severity="warning",
    scope=("self_evaluation",),
    title_zh="全部指标满分",
    title_en="Full marks on every indicator",
    source=cite(
        "review-practice",
        "自评表常见问题：指标值偏低、全部满分",
        "Common faults: low targets, full marks everywhere",
        "well_known",
    ),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """A form where nothing lost a point is to be looked at; budget execution is left out."""
    scored = [row for row in form.rows if row.claimed is not None and row.weight]
    if len(scored) < _FEWEST:
        out.not_applicable("form", f"有得分的指标不足{_FEWEST}项", f"fewer than {_FEWEST} indicators have a score")
    elif any(row.claimed != row.weight for row in scored):
        out.passed("form")
    else:
        words = Words(
            f"{len(scored)}项指标全部得满分，没有一项扣分",
            f"All {len(scored)} indicators have full marks; not one lost a point",
            "请复核指标值是否偏低、完成值是否有依据；抽查复核时应优先抽取。",
            "Check whether targets were low and actual values have evidence; a re-check should look here first.",
        )
        out.failed(form.spot("indicators"), words)
