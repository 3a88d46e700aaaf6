"""Counting rules as data: what counts, when, once or many times, what is left out.

The unit of a rule decides whether subjects or occurrences are counted; a rule that contradicts its unit cannot be made. The
written sentence is in `sentences`, the recount in `recount`.
"""

from datetime import date
from typing import Final, Literal

import msgspec

from plumbline.evidence.errors import InvalidCountingRuleError
from plumbline.evidence.units import unit_word

Aggregation = Literal["count", "sum", "distinct", "mean", "latest", "ratio", "on_time_share", "answer_share"]
"""`count`: entries; `sum`: their quantities; `distinct`: subjects; `mean`: of the quantities; `latest`: the quantity of the latest
entry; `ratio`: one rule over another; `on_time_share`: entries not later than their due date; `answer_share`: entries with one of the
asked answers among those with a valid one."""

Rounding = Literal["half_up", "truncate"]

SHARES: Final = frozenset({"ratio", "on_time_share", "answer_share"})
ROUNDED: Final = SHARES | {"mean"}


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """The dates that count, both included, as civil dates in Asia/Shanghai; None is open."""

    start: date | None = None
    end: date | None = None


class DimensionFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Only entries with one of these values of a dimension count."""

    dimension: str
    title_zh: str
    title_en: str
    values: tuple[str, ...]


class Exclusion(msgspec.Struct, frozen=True, kw_only=True):
    """Entries with one of these values of a dimension do not count, for a stated reason."""

    dimension: str
    values: tuple[str, ...]
    reason_zh: str
    reason_en: str


class CountingRule(msgspec.Struct, frozen=True, kw_only=True):
    """The definition of one number.

    `counts_zh` and `counts_en` say what act counts and when ("已办结的诉求"). `unit` is that of the number, `entry_unit` that of
    the entries where it differs (subjects in 家 from visits in 家次; a share in % from cases in 件). `versions` are the measure
    versions whose entries count, by default only the rule's own. Shares and means are rounded to `decimals`, as `rounding`
    says; a share in % is multiplied by 100. A `ratio` has two rules of its own and no entries. `due_dimension` holds the due
    date (ISO), `answer_dimension` the answer, of which `counted_answers` count among `valid_answers`.
    """

    measure: str
    version: int
    title_zh: str
    title_en: str
    counts_zh: str
    counts_en: str
    unit: str
    aggregation: Aggregation
    entry_unit: str | None = None
    versions: tuple[int, ...] = ()
    window: Window = Window()
    filters: tuple[DimensionFilter, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    decimals: int = 2
    rounding: Rounding = "half_up"
    due_dimension: str | None = None
    answer_dimension: str | None = None
    counted_answers: tuple[str, ...] = ()
    valid_answers: tuple[str, ...] = ()
    numerator: "CountingRule | None" = None
    denominator: "CountingRule | None" = None

    def __post_init__(self) -> None:
        for holds, zh, en in self._demands():
            if not holds:
                raise InvalidCountingRuleError(f"口径“{self.title_zh}”不成立：{zh}。", f"rule {self.measure!r}: {en}.")

    def _demands(self) -> tuple[tuple[bool, str, str], ...]:
        kind = self.aggregation
        parts = self.numerator is not None and self.denominator is not None
        start, end = self.window.start, self.window.end
        word = unit_word(self.unit)
        return (
            (
                kind != "distinct" or word in ("distinct", None),
                "按次计数的单位不能用于不重复计数",
                f"{self.unit} repeats",
            ),
            (
                word != "distinct" or kind in ("distinct", "latest"),
                f"以“{self.unit}”为单位须按不重复的对象计数",
                f"{self.unit} counts each subject once",
            ),
            (
                word != "share" or kind in SHARES | {"mean", "latest"},
                "百分比须由比率得出",
                "a percentage must be a share",
            ),
            ((kind == "ratio") == parts, "比率须有分子和分母，其他口径不得有", "a ratio, and only it, has two rules"),
            (
                kind != "on_time_share" or bool(self.due_dimension),
                "按时率须指明期限维度",
                "an on-time share needs a due date",
            ),
            (
                kind != "answer_share"
                or (bool(self.answer_dimension) and set(self.counted_answers) < set(self.valid_answers)),
                "答案占比须指明维度，所计答案须少于有效答案",
                "an answer share needs its dimension, and fewer counted than valid answers",
            ),
            (0 <= self.decimals <= 8, "小数位数须在 0 与 8 之间", "decimals must lie between 0 and 8"),
            (start is None or end is None or start <= end, "统计期的起止颠倒", "the window ends before it starts"),
        )

    @property
    def unit_of_entries(self) -> str:
        """The unit in which entries of this measure are posted."""
        return self.entry_unit or self.unit

    @property
    def accepted_versions(self) -> tuple[int, ...]:
        """The measure versions whose entries count."""
        return self.versions or (self.version,)
