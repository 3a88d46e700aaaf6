"""Counting words: the unit decides what is counted, and what must never be added together."""

from typing import Final, Literal

from plumbline.evidence.errors import UnitMismatchError

Counting = Literal["distinct", "repeated", "amount", "share"]
"""`distinct`: each subject once; `repeated`: every time; `amount`: money and measures, added up; `share`: a percentage."""

_WORDS: Final[dict[Counting, tuple[str, ...]]] = {
    "distinct": ("家", "户", "人", "名"),
    "repeated": (
        "家次", "户次", "人次", "次", "场次", "场", "件", "条", "项", "篇", "期", "份", "卷", "个", "笔",
        "单", "批", "批次", "套", "本", "册", "部", "台", "班", "班次", "起", "宗", "节", "课", "例", "幅", "站次",
    ),
    "amount": (
        "元", "千元", "万元", "百万元", "亿元", "小时", "学时", "课时", "天", "日", "工作日", "分钟", "平方米", "公里", "吨", "字", "万字",
    ),
    "share": ("%", "％", "‰", "百分比", "百分点"),
}  # fmt: skip

_COUNTING: Final[dict[str, Counting]] = {word: counting for counting, words in _WORDS.items() for word in words}

_MONEY: Final = frozenset({"元", "千元", "万元", "百万元", "亿元"})


def unit_word(unit: str) -> Counting | None:
    """Tell how a unit counts; None for a word that is not known, so that a person must decide.

    >>> unit_word("家"), unit_word("家次"), unit_word("万元"), unit_word("套餐")
    ('distinct', 'repeated', 'amount', None)
    """
    return _COUNTING.get(unit.strip())


def check_unit(measure_unit: str, entry_unit: str) -> None:
    """Refuse an entry whose unit is not the measure's. Nothing is converted: the caller must say what it means."""
    if measure_unit == entry_unit:
        return
    pair = {measure_unit, entry_unit}
    if pair <= _MONEY:
        why = ("请先换算为同一金额单位再登记。", "Convert to one unit of money first.")
    elif measure_unit + "次" == entry_unit or entry_unit + "次" == measure_unit:
        why = (
            "两者一为不重复计数、一为按次计数，不能相混。",
            "One counts each subject once, the other every time; they do not mix.",
        )
    else:
        why = ("请改用该指标的计量单位。", "Use the measure's own unit.")
    raise UnitMismatchError(measure_unit, entry_unit, *why)
