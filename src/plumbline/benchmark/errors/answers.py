"""Errors in what was reached and in the reasons beside it."""

from decimal import Decimal

from plumbline.benchmark import phrases
from plumbline.benchmark.errors.registry import (
    Places,
    Workbench,
    error_kind,
    is_numeric,
    is_reached_count,
    place,
)
from plumbline.benchmark.model import DraftRow
from plumbline.benchmark.values import PARTLY, REACHED_LEVELS, number

_NOT_NUMBERS = ("多次组织", "数量较多", "按需开展", "视情安排")
_PROSE = ("相关处室配合良好，工作有序推进", "召开协调会并形成纪要", "主要领导两次到现场督办", "各方反映较好")
_OTHER_UNITS = {
    "家次": "家", "家": "家次", "人次": "人", "场": "人次", "件": "人次", "次": "个", "单": "家", "条": "篇", "个": "人次",
    "公里": "座", "平方米": "处", "套": "批次", "座": "公里", "册": "人次", "批次": "家次", "所": "人次", "课时": "人次", "处": "公里",
}  # fmt: skip
_MISSPELT = {"家": "加", "次": "刺", "场": "厂", "件": "健", "套": "讨", "册": "删", "条": "调", "座": "坐", "所": "锁"}
_EMPTY = (
    "有待进一步提高", "需进一步加强", "将继续优化", "有待进一步优化", "进一步完善相关工作", "有待持续改进", "后续加大工作力度",
    "今后将不断提升",
)  # fmt: skip
_EXCUSES = ("前期准备滞后，进度延期两个月", "场地落实推迟，开工延迟一个季度", "设备到货滞后，调试延期六周")
_MISSED = (
    "因人手紧张未完成全部计划，次年一季度补做",
    "受汛期影响未完成原定场次，已列入下年度安排",
    "合作单位退出，未能完成后半段任务",
)
_DEDUCTED = (
    "两个标段资料归集较晚，已约谈承办单位",
    "台账有三处登记不规范，已更正并通报",
    "五月抽查发现现场管理有疏漏，已整改",
)


def _is_level(row: DraftRow) -> bool:
    return row.nature == "words" and row.actual in REACHED_LEVELS


@error_kind("actual-missing", ("实际完成值为空", "No actual value"), rules=("S-01",), severity="error")
def actual_missing(bench: Workbench) -> Places:
    """Leave an actual value out; running text has no cells, so a blank in it cannot be seen."""
    index = bench.pick(lambda row: not row.is_short and row.actual is not None and row.deviation is None)
    if index is None or bench.draft.layout == "shanghai-self-evaluation-yuan":
        return None
    bench.row(index).actual = None
    return (place(index),)


@error_kind(
    "actual-placeholder", ("实际完成值仍为占位符", "A placeholder as actual value"), rules=("S-01",), severity="error"
)
def actual_placeholder(bench: Workbench) -> Places:
    """Leave a placeholder where the actual value belongs."""
    index = bench.pick(is_reached_count)
    if index is None:
        return None
    bench.row(index).actual = bench.rng.choice(("待统计", "XX", "***", "待定", f"XX{bench.row(index).unit}"))
    return (place(index),)


@error_kind(
    "answer-no-number", ("定量指标以文字作答", "A numeric target answered by words"), rules=("S-02",), severity="error"
)
def answer_no_number(bench: Workbench) -> Places:
    """Answer a number by words that are no level."""
    index = bench.pick(is_reached_count)
    if index is None:
        return None
    bench.row(index).actual = bench.rng.choice(_NOT_NUMBERS)
    return (place(index),)


@error_kind(
    "level-for-number",
    ("定量指标以“达成指标”作答", "A numeric target answered by a level"),
    rules=("S-26",),
    severity="error",
)
def level_for_number(bench: Workbench) -> Places:
    """Answer a number by a level."""
    index = bench.pick(lambda row: is_numeric(row) and not row.is_short and row.deviation is None)
    if index is None:
        return None
    bench.row(index).actual = bench.rng.choice(REACHED_LEVELS)
    return (place(index),)


@error_kind(
    "level-not-stated",
    ("定性指标未写明完成等次", "A qualitative answer that names no level"),
    rules=("S-03",),
    severity="error",
)
def level_not_stated(bench: Workbench) -> Places:
    """Answer promised words by prose."""
    index = bench.pick(_is_level)
    if index is None:
        return None
    bench.row(index).actual = bench.rng.choice(_PROSE)
    return (place(index),)


@error_kind("share-above-hundred", ("占比类指标超过100%", "A share above 100 %"), rules=("U-02",), severity="error")
def share_above_hundred(bench: Workbench) -> Places:
    """Satisfy more people than were asked."""
    index = bench.pick(lambda row: "满意度" in row.name and not row.is_short)
    if index is None:
        return None
    row = bench.row(index)
    row.done = Decimal(bench.rng.randint(1008, 1050)) / 10
    row.actual = f"{number(row.done)}%"
    bench.retell()
    return (place(index),)


@error_kind(
    "fraction-for-percent", ("百分数填成小数", "A fraction for a percentage"), rules=("U-03",), severity="error"
)
def fraction_for_percent(bench: Workbench) -> Places:
    """Print 0.96 for 96 %."""
    index = bench.pick(lambda row: row.nature == "share" and is_numeric(row) and not row.is_short and row.done != 100)
    if index is None:
        return None
    row = bench.row(index)
    fraction = (row.done or Decimal(0)) / 100
    row.actual = f"{number(fraction)}{bench.rng.choice(('', '%'))}"
    return (place(index),)


@error_kind(
    "unit-of-actual",
    ("完成值与指标值单位不同", "Actual and target in different units"),
    rules=("U-04",),
    severity="error",
)
def unit_of_actual(bench: Workbench) -> Places:
    """Count something else."""
    index = bench.pick(lambda row: is_reached_count(row) and row.unit in _OTHER_UNITS)
    if index is None:
        return None
    row = bench.row(index)
    row.actual = f"{number(row.done or Decimal(0))}{_OTHER_UNITS[row.unit or '']}"
    return (place(index),)


@error_kind(
    "unit-misspelt",
    ("计量单位写错字", "A misspelt unit"),
    rules=("U-06",),
    severity="warning",
    kinds=("self_evaluation", "target"),
)
def unit_misspelt(bench: Workbench) -> Places:
    """Type another character of the same sound, on both sides as copying does."""
    index = bench.pick(lambda row: row.nature == "count" and row.unit in _MISSPELT and row.deviation is None)
    if index is None:
        return None
    row = bench.row(index)
    wrong = _MISSPELT[row.unit or ""]
    row.target = f"≥{number(row.aimed or Decimal(0))}({wrong})"
    if row.done is not None:
        row.actual = f"{number(row.done)}({wrong})"
    return (place(index),)


@error_kind(
    "beyond-unexplained",
    ("明显超额未分析原因", "Far beyond the target, unexplained"),
    rules=("S-11",),
    severity="warning",
)
def beyond_unexplained(bench: Workbench) -> Places:
    """Exceed a target by more than a fifth and say nothing."""
    return _exceed(bench, 128, 180)


@error_kind(
    "target-too-low",
    ("完成值为指标值两倍以上仍得满分", "More than twice the target"),
    rules=("S-12",),
    severity="warning",
)
def target_too_low(bench: Workbench) -> Places:
    """Exceed a target several times."""
    return _exceed(bench, 215, 620)


def _exceed(bench: Workbench, least: int, most: int) -> Places:
    index = bench.pick(lambda row: is_reached_count(row) and (row.aimed or 0) >= 10)
    if index is None:
        return None
    row = bench.row(index)
    row.done = ((row.aimed or Decimal(0)) * bench.rng.randint(least, most) / 100).to_integral_value()
    row.actual = f"{number(row.done)}{row.unit}"
    bench.retell()
    return (place(index),)


@error_kind(
    "lost-points-unexplained",
    ("扣分未说明原因", "Points lost without a reason"),
    rules=("S-08",),
    severity="error",
    stage="claims",
)
def lost_points_unexplained(bench: Workbench) -> Places:
    """Leave the reason out; in a flat table another reason shows that there is a column for them."""
    index = bench.pick(_lost_points)
    reasons = sum(1 for row in bench.draft.rows if row.deviation is not None)
    if index is None or (bench.draft.layout == "flat-self-evaluation" and reasons < 2):
        return None
    bench.row(index).deviation = None
    return (place(index),)


def _lost_points(row: DraftRow) -> bool:
    return row.is_short and row.score is not None and row.weight is not None and row.score < row.weight


@error_kind(
    "empty-reason", ("偏差原因空泛", "A reason that says nothing"), rules=("S-10",), severity="warning", stage="claims"
)
def empty_reason(bench: Workbench) -> Places:
    """Give a reason that would fit any indicator."""
    index = bench.pick(_lost_points)
    if index is None:
        return None
    bench.row(index).deviation = bench.rng.choice(_EMPTY)
    return (place(index),)


@error_kind(
    "reasons-repeated", ("多项指标的偏差原因雷同", "The same reason in several rows"),
    rules=("S-28", "S-10"), severity="warning", topics=("rows", "marks", "completion"),
)  # fmt: skip
def reasons_repeated(bench: Workbench) -> Places:
    """Miss three targets and paste one reason into all of them."""
    chosen = bench.pick_some(lambda row: row.nature in ("count", "share") and is_numeric(row), 3)
    if not chosen:
        return None
    text = phrases.reason(bench.rng)
    for index in chosen:
        row = bench.row(index)
        aimed = row.aimed or Decimal(1)
        row.done = (aimed * bench.rng.randint(78, 95) / 100).quantize(Decimal("0.1") if row.unit == "%" else Decimal(1))
        if row.done >= aimed:
            return None
        row.actual, row.is_short, row.deviation = f"{number(row.done)}{row.unit}", True, text
    bench.retell()
    return tuple(place(index) for index in chosen)


@error_kind(
    "excuse-beside-full-score",
    ("满分却写未完成类原因", "Full points beside an excuse"),
    rules=("S-09",),
    severity="warning",
)
def excuse_beside_full_score(bench: Workbench) -> Places:
    """Explain a delay beside full points."""
    index = bench.pick(_is_level)
    if index is None:
        return None
    bench.row(index).deviation = f"{bench.rng.choice(_EXCUSES)}。"
    return (place(index),)


@error_kind(
    "words-against-numbers", ("文字写未完成而数值已达标", "The words say missed, the numbers reached"),
    rules=("S-22",), severity="warning",
)  # fmt: skip
def words_against_numbers(bench: Workbench) -> Places:
    """Say that a reached target was missed."""
    index = bench.pick(is_reached_count)
    if index is None:
        return None
    bench.row(index).deviation = f"{bench.rng.choice(_MISSED)}。"
    return (place(index),)


@error_kind("all-satisfied", ("满意度为100%", "Satisfaction of exactly 100 %"), rules=("V-07",), severity="warning")
def all_satisfied(bench: Workbench) -> Places:
    """Find nobody who is not satisfied."""
    index = bench.pick(lambda row: "满意度" in row.name and is_numeric(row) and not row.is_short)
    if index is None:
        return None
    row = bench.row(index)
    row.done, row.actual = Decimal(100), "100%"
    bench.retell()
    return (place(index),)


@error_kind(
    "same-deduction", ("各项扣分比例相同", "Every deduction is the same share"),
    rules=("S-29",), severity="warning", stage="claims", topics=("marks", "rows"),
)  # fmt: skip
def same_deduction(bench: Workbench) -> Places:
    """Give three answers in words exactly eighty percent of their points, each with a reason of its own."""
    chosen = bench.pick_some(lambda row: row.nature == "words" and not row.is_short and row.deviation is None, 3)
    if not chosen or any(row.is_short and row.nature == "words" for row in bench.draft.rows):
        return None
    reasons = bench.rng.sample(_DEDUCTED, 3)
    for index, text in zip(chosen, reasons, strict=True):
        row = bench.row(index)
        row.actual = bench.rng.choice(REACHED_LEVELS)
        row.score = (row.weight or Decimal(0)) * Decimal("0.8")
        row.deviation = f"{text}，{phrases.reason(bench.rng)}"
    return ("form", *(place(index) for index in chosen))


@error_kind(
    "actuals-copied", ("完成值全部照抄指标值", "Every actual value is its target"),
    rules=("S-16",), severity="warning", topics=("every row", "rows", "marks", "completion"),
)  # fmt: skip
def actuals_copied(bench: Workbench) -> Places:
    """Copy the targets; one answer in words keeps its deduction."""
    rows = bench.draft.rows
    numeric = [row for row in rows if row.aimed is not None and row.nature != "limit" and row.aimed != 100]
    words = [row for row in rows if row.nature == "words"]
    if bench.used or len(numeric) < 6 or not words:
        return None
    for row in rows:
        if row.aimed is not None:
            row.done, row.is_short, row.deviation = row.aimed, False, None
            row.target = f"{'≤' if row.nature == 'limit' else '≥'}{number(row.aimed)}{row.unit or ''}"
            row.actual = f"{number(row.aimed)}{row.unit or ''}"
    words[0].actual, words[0].is_short, words[0].deviation = PARTLY, True, phrases.reason(bench.rng)
    bench.used.update(range(len(rows)))
    bench.retell()
    return ("form",)


@error_kind(
    "all-full-marks", ("全部指标满分", "Full marks everywhere"),
    rules=("S-15",), severity="warning", topics=("every row", "rows", "marks", "completion"),
)  # fmt: skip
def all_full_marks(bench: Workbench) -> Places:
    """Reach every target."""
    if bench.used:
        return None
    for row in bench.draft.rows:
        if row.is_short:
            row.is_short, row.deviation = False, None
            if row.aimed is not None:
                grown = row.aimed * Decimal("1.02")
                row.done = min(grown, Decimal("99.5")) if row.unit == "%" else grown.to_integral_value()
                row.done = max(row.done.quantize(Decimal("0.1")), row.aimed)
                row.actual = f"{number(row.done)}{row.unit or ''}"
            else:
                row.actual = REACHED_LEVELS[0]
    bench.used.update(range(len(bench.draft.rows)))
    bench.retell()
    return ("form",)
