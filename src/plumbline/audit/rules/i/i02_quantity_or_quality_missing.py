"""I-02 未设置数量或质量指标."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.promised import lowered


@rule(
    "I-02",
    severity="warning",
    scope=("target", "self_evaluation"),
    title_zh="未设置数量指标或质量指标",
    title_en="No indicator of quantity, or none of quality",
    source=cite(
        "caiyu-2021-101", "数量指标和质量指标原则上均需设置", "Both quantity and quality are set", "well_known"
    ),
    since=dt.date(2021, 8, 18),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Output is told by how much and by how well."""
    outputs = [row.aspect for row in form.rows if row.dimension == "output"]
    if not outputs:
        out.not_applicable("indicators", "没有产出指标，见I-01", "there is no output indicator; see I-01")
        return
    for aspect, zh, en in (("quantity", "数量", "quantity"), ("quality", "质量", "quality")):
        if aspect in outputs:
            out.passed("indicators")
        elif None in outputs:
            out.undetermined(
                "indicators", "有产出指标没有二级指标名称", "an output indicator has no level 2, so its kind is open"
            )
        else:
            words = Words(
                f"产出指标{len(outputs)}项，没有{zh}指标",
                f"None of the {len(outputs)} output indicators is about {en}",
                f"请补设{zh}指标；数量与质量原则上都要设置。",
                f"Add one about {en}; as a rule both quantity and quality are set.",
            )
            out.failed(
                form.spot("indicators"), words, severity=lowered(form, "warning"),
                expected=f"{zh}指标", expected_en=f"an indicator of {en}",
            )  # fmt: skip
