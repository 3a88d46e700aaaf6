"""W-03 一级指标权重偏离标准（10/50/30/10）未说明."""

import datetime as dt
from decimal import Decimal

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.dimension_weights import dimension_weights
from plumbline.audit.taxonomy import Dimension
from plumbline.audit.wording import WordList, plain, said

ABOUT_WEIGHTS = WordList("权重", "分值")
_NAMES: dict[Dimension, tuple[str, str]] = {
    "cost": ("成本", "cost"),
    "output": ("产出", "output"),
    "benefit": ("效益", "benefit"),
    "satisfaction": ("满意度", "satisfaction"),
}


@rule(
    "W-03",
    severity="warning",
    scope=("self_evaluation",),
    title_zh="一级指标权重偏离通行标准未说明",
    title_en="The weights of the dimensions are not the usual ones, without a reason",
    source=cite(
        "caiyu-2020-10",
        "自评指标权重：预算执行率10、产出50、效益30、满意度10，特殊情况可适当调整",
        "Weights of self-evaluation: execution 10, output 50, benefit 30, satisfaction 10; adjusted in special cases",
        "well_known",
    ),
    since=dt.date(2020, 2, 25),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """The points of 成本, 产出, 效益 and 满意度 are those of the rulebook's scheme for a form of this make.

    Where the published forms of a region show that others are in use, the rulebook says how far they go; up to there the rule passes.
    """
    found = dimension_weights(form)
    if found is None:
        out.not_applicable(
            "form",
            "分值不全、合计不足满分，或有指标无法归类",
            "weights are missing or do not add up, or an indicator has no known level",
        )
        return
    scheme = form.rulebook.weights.scheme_for(
        has_satisfaction="satisfaction" in found,
        cost_at_level1="cost" in found and any("成本" in (row.indicator.level1 or "") for row in form.rows),
    )
    if scheme is None:
        out.undetermined(
            "form", "规则中没有这种一级指标组合的标准权重", "the rulebook has no usual weights for these dimensions"
        )
        return
    usual: dict[Dimension, Decimal] = {name: getattr(scheme, name) for name in _NAMES}
    furthest = max(abs(found.get(name, Decimal(0)) - usual[name]) for name in _NAMES)
    if furthest <= form.limit("W-03"):
        out.passed("form")
        return
    if any(ABOUT_WEIGHTS.first(text) for text in form.form.other_fields.values() if said(text)):
        out.passed("form")
        return
    shown = [name for name in _NAMES if name in found or usual[name]]
    own_zh = "、".join(f"{_NAMES[name][0]}{plain(found.get(name, Decimal(0)))}" for name in shown)
    usual_zh = "、".join(f"{_NAMES[name][0]}{plain(usual[name])}" for name in shown)
    own_en = ", ".join(f"{_NAMES[name][1]} {plain(found.get(name, Decimal(0)))}" for name in shown)
    usual_en = ", ".join(f"{_NAMES[name][1]} {plain(usual[name])}" for name in shown)
    words = Words(
        f"一级指标分值为{own_zh}，通行标准为{usual_zh}，表中未说明调整理由",
        f"The points of the dimensions are {own_en}; {usual_en} are usual, and the form gives no reason for the difference",
        "权重以批复为准；与通行标准不同的，请在表中说明理由或注明批复依据。",
        "The approved weights prevail; where they differ from the usual ones, give the reason or name the approval.",
    )
    out.failed(form.spot("indicators"), words, printed=own_zh, expected=usual_zh, expected_en=usual_en)
