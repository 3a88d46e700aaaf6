"""Explanations as sentences, Chinese and English, made only when somebody reads them."""

from decimal import Decimal

from plumbline.errors import Lang
from plumbline.rulebooks.model import RoundingStep
from plumbline.scoring.numbers import HUNDRED
from plumbline.scoring.outcomes import Formula, Reason, Score

_FORMULAS: dict[Formula, tuple[str, str]] = {
    "reached": (
        "完成值{actual_printed}达到指标值{target_printed}，得满分{score}分",
        "{actual_printed} meets the target {target_printed}: full points, {score}",
    ),
    "proportional": (
        "完成值{actual_printed}未达到指标值{target_printed}，按比例计分：{weight}×{actual}÷{target}＝{exact}{rounded_zh}",
        "{actual_printed} is short of {target_printed}, scored in proportion: {weight} × {actual} / {target} = {exact}{rounded_en}",
    ),
    "threshold": (
        "完成率{completion_percent}%，{floor_percent}%起按比例得分：{weight}×({completion}－{floor})÷(1－{floor})＝{exact}{rounded_zh}",
        "{completion_percent} % complete: {weight} × ({completion} − {floor}) / (1 − {floor}) = {exact}{rounded_en}",
    ),
    "below_threshold": (
        "完成率{completion_percent}%低于{floor_percent}%，不得分",
        "completion of {completion_percent} % is below {floor_percent} %: no points",
    ),
    "direct_missed": (
        "完成值{actual_printed}未达到指标值{target_printed}，直接赋分，不得分",
        "{actual_printed} misses {target_printed}, which is scored all or nothing: no points",
    ),
    "inverse_ratio": (
        "完成值{actual_printed}超过上限{target_printed}，反向计分：{weight}×{target}÷{actual}＝{exact}{rounded_zh}",
        "{actual_printed} exceeds the limit {target_printed}: {weight} × {target} / {actual} = {exact}{rounded_en}",
    ),
    "linear_to_double": (
        "完成值{actual_printed}超过上限{target_printed}，按超出幅度扣分：{weight}×(1－({actual}－{target})÷{target})＝{exact}{rounded_zh}",
        "{actual_printed} exceeds the limit {target_printed}: {weight} × (1 − ({actual} − {target}) / {target}) = {exact}{rounded_en}",
    ),
    "beyond_double": (
        "完成值{actual_printed}达到上限{target_printed}的2倍以上，不得分",
        "{actual_printed} is twice the limit {target_printed} or more: no points",
    ),
    "zero_target_met": (
        "指标值为0，完成值{actual_printed}符合，得满分{score}分",
        "the target is 0 and {actual_printed} meets it: full points, {score}",
    ),
    "zero_target_missed": (
        "指标值为0，完成值{actual_printed}大于0，不得分",
        "the target is 0 and {actual_printed} is above it: no points",
    ),
    "over_completion": (
        "完成值{actual_printed}远超指标值{target_printed}，如系指标值设定偏低可扣至多{deduction_percent}%，{low}至{high}分均可",
        "{actual_printed} is far above {target_printed}; a target set too low may cost {deduction_percent} %: {low} to {high} is right",
    ),
    "satisfaction_bands": (
        "满意度{actual}%对应分值的{share_percent}%：{exact}{rounded_zh}",
        "satisfaction of {actual} % gives {share_percent} % of the points: {exact}{rounded_en}",
    ),
    "qualitative_band": (
        "定性完成等次为“{level_zh}”，得分应在{low}至{high}分之间",
        'the stated level is "{level_en}": a score from {low} to {high} is right',
    ),
    "yes_no": (
        "承诺为“{target_printed}”，结果为“{actual_printed}”，直接赋分{score}分",
        'promised "{target_printed}", reported "{actual_printed}", scored all or nothing: {score}',
    ),
    "on_time": (
        "于{actual_printed}完成，未超过期限{target_printed}，得满分{score}分",
        "done {actual_printed}, within the deadline {target_printed}: full points, {score}",
    ),
    "late": (
        "于{actual_printed}完成，晚于期限{target_printed}，不得分",
        "done {actual_printed}, after the deadline {target_printed}: no points",
    ),
    "execution_proportional": (
        "{mix_zh}预算执行率{rate_percent}%，得分＝{weight}×{executed}÷{annual_budget}，最高{weight}分：{exact}{rounded_zh}",
        "{mix_en}execution rate {rate_percent} %: {weight} × {executed} / {annual_budget}, at most {weight}: {exact}{rounded_en}",
    ),
    "execution_complete": (
        "{mix_zh}{stated_zh}项目完成且执行数在预算之内，得满分{score}分",
        "{mix_en}{stated_en}the project is complete within its budget: full points, {score}",
    ),
    "execution_banded": (
        "{mix_zh}{stated_zh}项目未完成，预算执行率{rate_percent}%对应{exact}分{rounded_zh}",
        "{mix_en}{stated_en}the project is not complete; an execution rate of {rate_percent} % gives {exact}{rounded_en}",
    ),
    "sum": (
        "各项得分合计{low_to_high_zh}分",
        "the lines add up to {low_to_high_en}",
    ),
}

_REASONS: dict[Reason, tuple[str, str]] = {
    "no_weight": ("未填分值，请补填", "no points are set for this row; fill them in"),
    "negative_weight": ("分值为负，请更正", "the points are negative; correct them"),
    "no_target": ("未填年度指标值，请补填批复的指标值", "no target is given; fill in the approved one"),
    "placeholder_target": (
        "指标值“{target_printed}”是占位符，请填批复的指标值",
        'the target "{target_printed}" is a placeholder; fill in the approved one',
    ),
    "no_actual": ("未填实际完成值，请补填", "no actual value is given; fill it in"),
    "placeholder_actual": (
        "实际完成值“{actual_printed}”是占位符，请填实际数值",
        'the actual value "{actual_printed}" is a placeholder; fill in the figure',
    ),
    "not_applicable": ("指标不适用，不计分", "the indicator does not apply and is not scored"),
    "actual_not_applicable": (
        "已设指标值而实际完成值填“{actual_printed}”，请填数值或调整指标",
        'a target is set but the actual value says "{actual_printed}"; give a figure or have the indicator changed',
    ),
    "qualitative_answer_to_numeric_target": (
        "指标值“{target_printed}”是数值而以文字“{actual_printed}”作答，不能计算，请填实际数值",
        'the target "{target_printed}" is a number but the answer is the words "{actual_printed}"; give the figure reached',
    ),
    "numeric_answer_to_qualitative_target": (
        "指标值“{target_printed}”为定性，完成值“{actual_printed}”为数值，请按达成、部分达成、未达成填写",
        'the target "{target_printed}" is qualitative but "{actual_printed}" is a number; state the level reached',
    ),
    "level_not_stated": (
        "完成值“{actual_printed}”未写明达成、部分达成或未达成",
        '"{actual_printed}" does not say whether the target was achieved, partly achieved or not achieved',
    ),
    "compound_value": ("一行含多个指标值，请拆成多行", "one row holds several values; split it into rows"),
    "kinds_differ": (
        "指标值“{target_printed}”与完成值“{actual_printed}”不是同一类数值",
        'the target "{target_printed}" and the actual value "{actual_printed}" are of different kinds',
    ),
    "unit_mismatch": (
        "指标值“{target_printed}”与完成值“{actual_printed}”单位不同且不能换算",
        '"{target_printed}" and "{actual_printed}" have different units that cannot be converted',
    ),
    "period_differs": (
        "指标值“{target_printed}”与完成值“{actual_printed}”一为每期、一为全年，不能直接比较",
        '"{target_printed}" and "{actual_printed}" are meant for different periods and cannot be compared as they stand',
    ),
    "percent_or_fraction": (
        "指标值“{target_printed}”与完成值“{actual_printed}”一为百分数、一似小数，请统一",
        '"{target_printed}" and "{actual_printed}" look like a percentage beside a fraction; write both alike',
    ),
    "inexact_actual": (
        "完成值“{actual_printed}”不是确定的数，不能判断是否达到“{target_printed}”",
        '"{actual_printed}" is not an exact number, so it is open whether it meets "{target_printed}"',
    ),
    "unreadable_number": (
        "“{target_printed}”或“{actual_printed}”不能读作数值或日期",
        '"{target_printed}" or "{actual_printed}" cannot be read as a number or date',
    ),
    "negative_target": (
        "指标值“{target_printed}”为负且未达到，没有可用的比例",
        'the target "{target_printed}" is negative and was missed; no proportion exists',
    ),
    "zero_target": ("指标值为0，规则未定如何计分", "the target is 0, for which the rulebook has no score"),
    "above_equal_target": (
        "指标要求等于“{target_printed}”，完成值“{actual_printed}”更高，须人工判断",
        'the target is exactly "{target_printed}" and "{actual_printed}" is above it; a person must decide',
    ),
    "outside_range": (
        "完成值“{actual_printed}”在区间“{target_printed}”之外，须人工判断",
        '"{actual_printed}" lies outside of "{target_printed}"; a person must decide',
    ),
    "unknown_direction": (
        "完成值“{actual_printed}”为下降，指标值“{target_printed}”未写明增减方向",
        '"{actual_printed}" is a decrease, but "{target_printed}" does not say which way it counts',
    ),
    "no_deadline": (
        "指标值“{target_printed}”没有截止日期，不能判断是否按期",
        '"{target_printed}" names no last day, so nothing can be on time or late',
    ),
    "recurring_date": (
        "期限“{target_printed}”每月重复，一个日期不能说明各月是否按期",
        'the deadline "{target_printed}" returns every month; one date does not tell about all of them',
    ),
    "date_without_year": (
        "日期未写年份且表中无年度，请补年份",
        "a date has no year and neither has the form; add the year",
    ),
    "date_too_coarse": (
        "完成日期“{actual_printed}”不够具体，不能判断是否在“{target_printed}”之前",
        '"{actual_printed}" is too coarse to tell whether it is within "{target_printed}"',
    ),
    "late_date": (
        "完成日期“{actual_printed}”晚于期限“{target_printed}”，扣分须人工判断",
        '"{actual_printed}" is after the deadline "{target_printed}"; a person must decide on the points',
    ),
    "no_fund_row": ("表中没有资金行", "the form has no fund row"),
    "no_budget": ("未填全年预算数，不能计算执行率", "no annual budget is given, so there is no execution rate"),
    "no_executed": ("未填全年执行数，不能计算执行率", "no executed amount is given, so there is no execution rate"),
    "zero_budget": ("全年预算数为0，没有执行率", "the annual budget is 0, so there is no execution rate"),
    "negative_amount": ("预算数或执行数为负，请更正", "the budget or the executed amount is negative; correct it"),
    "over_budget": (
        "执行率{rate_percent}%超过预算，分档规则未定得分",
        "{rate_percent} % exceeds the budget, for which the bands have no score",
    ),
    "completion_unknown": (
        "表中没有说明项目是否完成，各行也不能确定：完成得{high}分，未完成得{low}分",
        "nobody stated whether the project is complete, and its rows do not tell: {high} points if it is, {low} if not",
    ),
    "rows_undetermined": (
        "有{undetermined}项不能确定，总分在{low}至{high}分之间",
        "{undetermined} line(s) are undetermined: the total lies between {low} and {high}",
    ),
}

_LEVELS = {
    "achieved": ("达成年度指标", "achieved"),
    "partial": ("部分达成年度指标并具有一定效果", "partly achieved"),
    "not_achieved": ("未达成年度指标且效果较差", "not achieved"),
}
_ROUNDED = {
    "half_up": ("四舍五入", "rounded half up"),
    "half_even": ("四舍六入五成双", "rounded half to even"),
    "truncate": ("截断", "cut off"),
}


def sentence(score: Score, lang: Lang) -> str:
    """Explain a score: what was compared, by which formula, how it was rounded, under which article."""
    which = 0 if lang == "zh" else 1
    explanation = score.explanation
    if explanation.reason is not None:
        template = _REASONS[explanation.reason][which]
    elif explanation.formula is not None:
        template = _FORMULAS[explanation.formula][which]
    else:
        message = "an explanation has a formula or a reason"
        raise ValueError(message)
    text = template.format_map(_names(score)) + _unit_note(score, which)
    text = text if lang == "zh" else text[0].upper() + text[1:]
    source = explanation.source
    if source is None:
        return f"{text}。" if lang == "zh" else f"{text}."
    if lang == "zh":
        return f"{text}（依据：{source.number or '《' + source.title_zh + '》'} {source.article}）。"
    return f"{text} (source: {source.title_en}{', ' + source.number if source.number else ''}, {source.article_en})."


def _unit_note(score: Score, which: int) -> str:
    if score.explanation.inputs.get("unit_relation") == "missing":
        return ("；一方未写单位，按同一单位比较", "; one unit is blank, so the numbers are compared as they stand")[
            which
        ]
    return ""


def plain(value: Decimal) -> str:
    """Write a number without exponent or idle zeros, cut after eight decimals with an ellipsis."""
    text = f"{value:f}"
    if "." not in text:
        return text
    whole, _, decimals = text.partition(".")
    if len(decimals.rstrip("0")) > 8:
        return f"{whole}.{decimals[:8]}…"
    return f"{whole}.{decimals}".rstrip("0").rstrip(".")


def _names(score: Score) -> dict[str, str]:
    explanation = score.explanation
    names = {"target_printed": "", "actual_printed": "", "mix_zh": "", "mix_en": ""}
    for name, value in explanation.inputs.items():
        names[name] = plain(value) if isinstance(value, Decimal) else value
        if name in ("completion", "floor", "share", "rate") and isinstance(value, Decimal):
            names[f"{name}_percent"] = plain(value * HUNDRED)
    share = explanation.inputs.get("deduction_share")
    if isinstance(share, Decimal):
        names["deduction_percent"] = plain(share * HUNDRED)
    names["low"] = names["high"] = names["score"] = ""
    if score.computed_low is not None and score.computed_high is not None:
        names["low"], names["high"] = plain(score.computed_low), plain(score.computed_high)
        names["score"] = names["high"]
    names["low_to_high_zh"] = names["low"] if names["low"] == names["high"] else f"{names['low']}至{names['high']}"
    names["low_to_high_en"] = names["low"] if names["low"] == names["high"] else f"{names['low']} to {names['high']}"
    is_stated = explanation.inputs.get("complete_from") == "statement"
    names["stated_zh"], names["stated_en"] = ("据单位说明，", "as the unit states, ") if is_stated else ("", "")
    level = _LEVELS.get(names.get("level", ""))
    names["level_zh"], names["level_en"] = level or ("", "")
    names |= _rounding_names(score, explanation.before_rounding, explanation.rounding)
    names |= _mix_names(names)
    return names


def _rounding_names(score: Score, exact: Decimal | None, rounding: RoundingStep | None) -> dict[str, str]:
    if exact is None:
        return {"exact": "", "rounded_zh": "", "rounded_en": ""}
    if rounding is None or score.computed is None or exact == score.computed:
        return {"exact": plain(exact), "rounded_zh": "", "rounded_en": ""}
    zh, en = _ROUNDED[rounding.how]
    return {
        "exact": plain(exact),
        "rounded_zh": f"，{zh}保留{rounding.places}位得{score.computed}分",
        "rounded_en": f", {en} to {rounding.places} places: {score.computed}",
    }


def _mix_names(names: dict[str, str]) -> dict[str, str]:
    for field, zh, en in (
        ("executed", "全年执行数", "the executed amount"),
        ("annual_budget", "全年预算数", "the annual budget"),
    ):
        printed = names.get(f"{field}_printed")
        if printed is not None:
            unit = names.get("odd_unit")
            unit_zh = f"以{unit}填报" if unit else "与预算单位不同"
            unit_en = f"is in {unit}" if unit else "is in another unit"
            return {
                "mix_zh": f"{zh}{printed}系{unit_zh}，换算为{names[field]}；",
                "mix_en": f"{en} {printed} {unit_en}, {names[field]} in the form's unit; ",
            }
    return {}
