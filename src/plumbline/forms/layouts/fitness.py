"""How well a cell fits a column of the indicator grid, told by its words alone.

A fit of 0 is what the official forms print there; 4 is what never stands there. Levels are told by the taxonomy, points by their figures,
targets by operators and units, ticks by their marks; what is only words may be a name, a value or a reason.
"""

import re
from functools import lru_cache
from typing import Literal

from plumbline.forms.layouts.lexicon import LEVEL1, LEVEL2
from plumbline.forms.layouts.rows import RowCell

NUMBER = re.compile(r"^[+\-]?[\d,，]+(?:\.\d+)?\s*(?:%|％|分)?$")
OPERATOR_FIRST = re.compile(r"^(?:[≥≤≧≦=＝><＞＜]|[》《〉〈]\s*\d)")
DASHES = frozenset({"-", "—", "－", "–", "/", "——"})
TICKS = frozenset({"√", "✓", "✔", "☑", "■", "●", "□", "☐", "○", "×"})
MARKS = frozenset({"是", "否", "有", "无", "V", "v", "1", "0"})
"""What ticks a column as well as it fills a value."""

_FIGURE_FIRST = re.compile(r"^[+\-]?\d[\d,，.]*\s*(?:%|％|[^\d\s年、.．（(][^，。；]{0,8}$|[-~～—至]\s*\d|年\d)")
MAX_VALUE = 60
_SENTENCE = re.compile(r"[，。；]")

CellClass = Literal["level1", "level2", "either", "points", "value", "tick", "mark", "dash", "words", "sentence"]


def class_of(cell: RowCell) -> CellClass:
    """Tell what a cell looks like."""
    if cell.key in LEVEL1:
        return "either" if cell.key in LEVEL2 else "level1"
    if cell.key in LEVEL2:
        return "level2"
    if len(cell.text) > MAX_VALUE:
        return "sentence" if _SENTENCE.search(cell.text) else "words"
    return _class_of_text(cell.text)


@lru_cache(maxsize=8192)
def _class_of_text(text: str) -> CellClass:
    if text in TICKS:
        return "tick"
    if text in MARKS:
        return "points" if text.isdigit() else "mark"
    if text in DASHES:
        return "dash"
    if NUMBER.match(text):
        return "points" if text[-1] not in "%％" else "value"
    if OPERATOR_FIRST.match(text) or _FIGURE_FIRST.match(text):
        return "value"
    return "sentence" if len(text) > 12 and _SENTENCE.search(text) else "words"


_LEVELS = {"level1": 3.0, "level2": 3.0, "either": 3.0}
_TICKS = {"tick": 0.0, "mark": 0.0, "dash": 0.0, "points": 2.0, "value": 3.0, "words": 1.2, "sentence": 3.0} | _LEVELS
_POINTS = {"mark": 4.0, "points": 0.0, "dash": 0.0, "value": 3.0, "words": 4.0, "sentence": 4.0, "tick": 4.0} | _LEVELS
_VALUES = {"mark": 0.2, "points": 0.0, "value": 0.0, "dash": 0.0, "words": 0.2, "sentence": 0.6, "tick": 3.0} | _LEVELS
_REASONS = {"mark": 0.5, "words": 0.0, "sentence": 0.0, "dash": 0.0, "tick": 3.0, "value": 1.0, "points": 2.5} | _LEVELS

_COSTS: dict[str, dict[str, float]] = {
    "level1": {
        "level1": 0, "either": 0, "level2": 3, "words": 0.6, "sentence": 1.5, "points": 4, "value": 4, "tick": 4, "mark": 4, "dash": 1,
    },
    "level2": {
        "level2": 0, "either": 0, "level1": 3, "words": 0.6, "sentence": 1.5, "points": 4, "value": 4, "tick": 4, "mark": 4, "dash": 1,
    },
    "level3": {
        "words": 0, "sentence": 0.3, "level2": 1.5, "either": 2, "level1": 3, "value": 1.6, "points": 4, "tick": 4, "mark": 3, "dash": 2,
    },
    "target": _VALUES,
    "long_term_target": _VALUES,
    "actual": _VALUES,
    "projected": _VALUES,
    "weight": _POINTS,
    "score": _POINTS,
    "deviation": _REASONS,
    "remark": _REASONS,
    "operator": {"mark": 3, "value": 0, "words": 0.3, "dash": 0, "points": 3, "tick": 3, "sentence": 3} | _LEVELS,
    "unit": {"mark": 2, "words": 0, "value": 0.5, "dash": 0, "points": 2, "tick": 3, "sentence": 3} | _LEVELS,
    "likelihood": {"mark": 0.3, "words": 0, "sentence": 1.0} | {"value": 3.0, "points": 3.0, "tick": 0.5, "dash": 0.0} | _LEVELS,
}  # fmt: skip
_TICK_COLUMNS = ("cause_", "likelihood_")


def misfit(role: str, cell_class: CellClass) -> float:
    """Return how badly a cell of a class fits a column: 0 as it should be, 4 impossible."""
    if role.startswith(_TICK_COLUMNS):
        return _TICKS[cell_class]
    costs = _COSTS.get(role)
    return 0.3 if costs is None else costs[cell_class]
