"""W-07 未设满意度指标但效益权重未调增."""

import datetime as dt
from decimal import Decimal

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.dimension_weights import dimension_weights
from plumbline.audit.wording import plain


@rule(
    "W-07",
    severity="warning",
    scope=("target",),
    title_zh="未设满意度指标但效益权重未调增",
    title_en="No satisfaction indicator, and benefit did not take its points",
    source=cite(
        "caiyu-2021-101",
        "未设满意度指标的，效益指标权重相应调增",
        "Without satisfaction, benefit takes its points",
        "well_known",
    ),
    since=dt.date(2021, 8, 18),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """The 10 points of satisfaction go to benefit."""
    found = dimension_weights(form)
    if found is None:
        out.not_applicable("form", "表中没有完整的分值", "the form gives no complete weights")
        return
    if "satisfaction" in found:
        out.not_applicable("form", "已设满意度指标", "there is a satisfaction indicator")
        return
    scheme = form.rulebook.weights.scheme_for(has_satisfaction=False, cost_at_level1="cost" in found)
    benefit = found.get("benefit", Decimal(0))
    if scheme is None:
        out.undetermined(
            "form", "规则中没有不设满意度时的标准权重", "the rulebook has no weights for forms without satisfaction"
        )
    elif benefit == scheme.benefit:
        out.passed("form")
    else:
        words = Words(
            f"未设满意度指标，效益指标分值{plain(benefit)}分，应调增为{plain(scheme.benefit)}分",
            f"There is no satisfaction indicator; benefit has {plain(benefit)} points and should have {plain(scheme.benefit)}",
            "请将满意度的10分调入效益指标，或补设满意度指标。",
            "Give the 10 points of satisfaction to benefit, or add a satisfaction indicator.",
        )
        out.failed(form.spot("indicators"), words, printed=plain(benefit), expected=plain(scheme.benefit))
