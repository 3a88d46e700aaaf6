"""Official forms of many rows, as a site prints them: names that wrap, reasons of several lines, lines below the form."""

from decimal import Decimal
from typing import Any

import msgspec
from tests.examples import forms as examples

from plumbline.forms.model import Form, Indicator, PrintedIndicator
from plumbline.forms.reading import read_forms
from plumbline.forms.value_grammar import parse_actual, parse_target
from plumbline.forms.writers import write

LEVELS = (
    ("产出指标", "数量指标", 8),
    ("产出指标", "质量指标", 2),
    ("产出指标", "时效指标", 2),
    ("产出指标", "成本指标", 1),
    ("效益指标", "经济效益指标", 1),
    ("效益指标", "社会效益指标", 3),
    ("效益指标", "可持续影响指标", 1),
    ("满意度指标", "服务对象满意度指标", 2),
)
SHANGHAI_LEVELS = (
    ("投入与管理", "投入管理", 2),
    ("投入与管理", "财务管理", 1),
    ("产出目标", "数量", 9),
    ("产出目标", "质量", 3),
    ("产出目标", "时效", 1),
    ("效果目标", "社会效益", 2),
    ("效果目标", "满意度", 1),
    ("影响力目标", "长效管理", 1),
)
NAMES = (
    "走访企业数",
    "惠企政策宣讲与解读活动场次",
    "平台故障排除率",
    "重点产业链供需对接活动组织完成时间",
    "企业满意度",
)
TARGETS = ("≥400(家)", "≥24(场次)", "100%", "2023年12月底前", "≥95.00(百分数)")
ACTUALS = ("412(家)", "25(场次)", "99.92%", "2023年11月30日", "96.20(百分数)")
REASONS = (
    None,
    "受汛期影响，部分活动延期。",
    "企业申报数超出预期，主要是年中新增两个园区纳入服务范围；下年度将按实际服务半径调高目标值，并按季度复核。",
    None,
)
FOOTER = (
    "实际完成值截至 2023-12-31，取自存证台账；链首（SM3）" + "0123456789abcdef" * 4 + "，共 12299 条记录。",
    "查验：https://service.example.invalid/proof/",
)
SAMPLES = tuple(
    f"企业满意度{number}：有效答复 {180 + number} 份，计入 {170 + number} 份；95% 置信区间 90.1%—97.3%（威尔逊法）。"
    for number in range(9)
)


def _levels(count: int, levels: tuple[tuple[str, str, int], ...]) -> list[tuple[str, str]]:
    """Spread rows over the levels in proportion, the last ones to the first."""
    whole = sum(share for *_names, share in levels)
    counts = [max(1, count * share // whole) for *_names, share in levels]
    counts[0] += count - sum(counts)
    return [(level1, level2) for (level1, level2, _), times in zip(levels, counts, strict=True) for _ in range(times)]


def rows_of(base: Form, count: int) -> tuple[Indicator, ...]:
    """As many rows as asked for, each with another name, in the shape of the first row of the form."""
    levels = SHANGHAI_LEVELS if base.layout == "shanghai-target-2020" else LEVELS
    made = []
    for number, (level1, level2) in enumerate(_levels(count, levels)):
        target, actual, reason = TARGETS[number % 5], ACTUALS[number % 5], REASONS[number % 4]
        has_actual = hasattr(base, "actual_completion") or base.layout == "monitoring"
        is_scored = hasattr(base, "actual_completion")
        values: dict[str, Any] = {
            "level1": level1,
            "level2": level2,
            "level3": f"{NAMES[number % 5]}{number + 1}",
            "printed": PrintedIndicator(
                target=target,
                actual=actual if has_actual else None,
                weight="2.50" if is_scored else None,
                score="2.49" if is_scored else None,
                deviation=reason if has_actual else None,
            ),
            "target": parse_target(target),
            "actual": parse_actual(actual) if has_actual else None,
            "weight": Decimal("2.50") if is_scored else None,
            "claimed_score": Decimal("2.49") if is_scored else None,
            "deviation": reason if has_actual else None,
        }
        made.append(msgspec.structs.replace(base.indicators[0], **values))
    return tuple(made)


def long_form(base: Form, count: int) -> Form:
    """The form with as many rows, none of them empty, as it reads back from Word: every figure is parsed."""
    form = msgspec.structs.replace(base, indicators=rows_of(base, count), empty_rows=())
    (read,) = read_forms(write(form, to="docx"), "form.docx").forms
    assert [row.level3 for row in read.indicators] == [row.level3 for row in form.indicators]
    return read


BASES: dict[str, Form] = {
    "shanghai-self-evaluation": examples.GOOD_SELF_EVALUATION,
    "national-self-evaluation": examples.NATIONAL_SELF_EVALUATION,
    "shanghai-target": examples.SHANGHAI_TARGET,
    "national-target": examples.NATIONAL_TARGET,
    "monitoring": examples.MONITORING,
}
