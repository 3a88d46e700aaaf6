"""Errors in scores, totals and grades."""

from decimal import Decimal

from plumbline.benchmark.claims import grade_of
from plumbline.benchmark.errors.registry import Places, Workbench, error_kind, is_reached_count, place
from plumbline.benchmark.model import DraftRow, Layout
from plumbline.benchmark.values import REACHED_LEVELS

_WITH_GRADE: tuple[Layout, ...] = ("shanghai-self-evaluation-wan", "shanghai-self-evaluation-yuan")
_WITHHELD = (
    "五月抽查发现两处登记遗漏，已补登并通报",
    "第二批资料归档晚了三周，已调整经办人",
    "现场管理有一次被投诉，已约谈承办单位",
)


def _is_short_number(row: DraftRow) -> bool:
    return row.is_short and row.done is not None and row.score is not None and row.weight is not None


@error_kind(
    "score-above-weight",
    ("得分大于分值", "A score above its weight"),
    rules=("S-04",),
    severity="error",
    stage="claims",
)
def score_above_weight(bench: Workbench) -> Places:
    """Score more than there is."""
    index = bench.pick(is_reached_count)
    if index is None:
        return None
    row = bench.row(index)
    row.score = (row.weight or Decimal(0)) + bench.rng.choice((Decimal("0.5"), Decimal(1), Decimal(2), Decimal(5)))
    return (place(index),)


@error_kind(
    "proportional-score-wrong",
    ("按比例计分算错", "A wrong proportional score"),
    rules=("S-06",),
    severity="error",
    stage="claims",
)
def proportional_score_wrong(bench: Workbench) -> Places:
    """Estimate the score of a missed target instead of computing it."""
    index = bench.pick(_is_short_number)
    if index is None:
        return None
    row = bench.row(index)
    right, weight = row.score or Decimal(0), row.weight or Decimal(0)
    options = [
        Decimal(points) / 2 for points in range(int(weight)) if abs(Decimal(points) / 2 - right) >= Decimal("0.4")
    ]
    options = [points for points in options if points >= right * Decimal("0.5")]
    if not options:
        return None
    row.score = bench.rng.choice(options)
    return (place(index),)


@error_kind(
    "full-score-withheld", ("已达指标值却扣分", "A reached target without its full score"),
    rules=("S-05",), severity="error", stage="claims",
)  # fmt: skip
def full_score_withheld(bench: Workbench) -> Places:
    """Take a point or two off a reached target, with a reason that is about something else."""
    index = bench.pick(is_reached_count)
    if index is None:
        return None
    row = bench.row(index)
    row.score = (row.weight or Decimal(0)) - bench.rng.choice((Decimal("0.5"), Decimal(1)))
    row.deviation = f"{bench.rng.choice(_WITHHELD)}。"
    return (place(index),)


@error_kind(
    "level-score-out-of-band", ("定性得分不在等次区间", "A score outside of the band of its level"),
    rules=("S-07",), severity="error", stage="claims",
)  # fmt: skip
def level_score_out_of_band(bench: Workbench) -> Places:
    """Claim less than the level earns."""
    index = bench.pick(lambda row: row.nature == "words" and row.actual in REACHED_LEVELS and (row.weight or 0) >= 5)
    if index is None:
        return None
    row = bench.row(index)
    row.score = ((row.weight or Decimal(0)) * bench.rng.randint(40, 66) / 100).quantize(Decimal("0.1"))
    row.deviation = f"{bench.rng.choice(_WITHHELD)}。"
    return (place(index),)


@error_kind(
    "score-missing",
    ("指标得分为空", "An indicator without a score"),
    rules=("S-25",),
    severity="error",
    stage="claims",
    topics=("rows", "total"),
)
def score_missing(bench: Workbench) -> Places:
    """Leave a score out; nobody can then say whether the total is right."""
    index = bench.pick(is_reached_count)
    if index is None or bench.draft.layout == "shanghai-self-evaluation-yuan":
        return None
    bench.row(index).score = None
    return (place(index),)


@error_kind(
    "total-wrong", ("总分不等于各项之和", "The total is not the sum"),
    rules=("S-13",), severity="error", stage="sums", topics=("total",),
)  # fmt: skip
def total_wrong(bench: Workbench) -> Places:
    """Add up wrongly, within the same grade."""
    draft = bench.draft
    total = draft.total_score
    if total is None or draft.layout == "flat-self-evaluation":
        return None
    gaps = [Decimal(gap) for gap in (-6, -4, -3, -2, -1, 1, 2, 3, 5)]
    bench.rng.shuffle(gaps)
    before = grade_of(total, bench.book)
    for gap in gaps:
        if total + gap <= 100 and grade_of(total + gap, bench.book) == before:
            draft.total_score = total + gap
            return ("form",)
    return None


@error_kind(
    "grade-wrong", ("等级与总分不一致", "The grade does not go with the total"),
    rules=("S-14",), severity="error", stage="sums", topics=("grade",), layouts=_WITH_GRADE,
)  # fmt: skip
def grade_wrong(bench: Workbench) -> Places:
    """Print another grade."""
    draft = bench.draft
    if draft.total_score is not None and draft.total_score > bench.book.weights.total:
        return None
    others = [band.name for band in bench.book.grades.steps if band.name != draft.grade]
    draft.grade = bench.rng.choice(others)
    return ("form",)


@error_kind(
    "total-missing",
    ("总分未填写", "No total"),
    rules=("S-23",),
    severity="error",
    stage="sums",
    topics=("total", "grade"),
)
def total_missing(bench: Workbench) -> Places:
    """Leave the total out; the weights are added up all the same."""
    if bench.draft.layout in ("shanghai-self-evaluation-yuan", "flat-self-evaluation"):
        return None
    bench.draft.total_score = None
    return ("form",)


@error_kind(
    "grade-missing", ("等级未填写", "No grade"),
    rules=("S-24",), severity="warning", stage="sums", topics=("grade",), layouts=_WITH_GRADE,
)  # fmt: skip
def grade_missing(bench: Workbench) -> Places:
    """Leave the grade out."""
    bench.draft.grade = None
    return ("form",)
