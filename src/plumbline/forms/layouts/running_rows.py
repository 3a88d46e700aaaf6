"""Indicator rows in running text: names wrapped over lines, figures at the end of the row, deviations behind them."""

import msgspec

from plumbline.forms.layouts.cleaning import clean_text, label_key, or_none
from plumbline.forms.layouts.fitness import DASHES, NUMBER, OPERATOR_FIRST
from plumbline.forms.layouts.indicators import IndicatorReading
from plumbline.forms.layouts.lexicon import GRADE_LABEL, GRADES, LEVEL1, LEVEL2, TOTAL, indicator_role
from plumbline.forms.layouts.rows import Row
from plumbline.forms.layouts.values_in_rows import make_indicator
from plumbline.forms.model import PrintedIndicator

RunningLine = tuple[Row, str, bool]
"""The row, its text, and whether blank lines stand before it."""


class _Pending(msgspec.Struct):
    text: str
    row: Row
    gap: bool


class _Values(msgspec.Struct):
    name: str
    target: str
    actual: str | None = None
    weight: str | None = None
    score: str | None = None
    deviation: str | None = None


class _State(msgspec.Struct):
    """What has been read and what still waits for its figures."""

    reading: IndicatorReading
    is_scored: bool
    level1: str | None = None
    level2: str | None = None
    pending: list[_Pending] = msgspec.field(default_factory=list)

    def close(self) -> None:
        """A new level begins: what still waits belongs to the row before as its deviation."""
        self._add_deviation(self.pending)
        self.pending = []

    def finish(self, values: _Values, row: Row) -> None:
        """Figures have come: make the indicator out of them and of the name that waited."""
        behind, name_lines = self._split_pending()
        self._add_deviation(behind)
        name = "".join(clean_text(item.text) for item in name_lines) + clean_text(values.name)
        self.pending = []
        place = name_lines[0].row.place() if name_lines else row.place()
        value_place = row.place()
        printed = PrintedIndicator(values.target, values.actual, values.weight, values.score, or_none(values.deviation))
        cells = {
            role: value_place for role in ("target", "actual", "weight", "score") if getattr(printed, role) is not None
        }
        self.reading.indicators.append(
            make_indicator(name, place, printed, levels=(self.level1, self.level2), cells={"level3": place} | cells)
        )

    def _split_pending(self) -> tuple[list[_Pending], list[_Pending]]:
        """Without a level in between, the last block of waiting lines is the name, what stands before it a deviation."""
        if not self.reading.indicators or not self.is_scored or self._level_has_no_row_yet():
            return [], self.pending
        cut = max((index for index, item in enumerate(self.pending) if item.gap), default=0)
        last = self.reading.indicators[-1]
        if cut == 0 and len(self.pending) > 1 and last.claimed_score != last.weight:
            cut = len(self.pending) - 1
        return self.pending[:cut], self.pending[cut:]

    def _level_has_no_row_yet(self) -> bool:
        last = self.reading.indicators[-1]
        return (last.level1, last.level2) != (self.level1, self.level2)

    def _add_deviation(self, lines: list[_Pending]) -> None:
        if not lines or not self.reading.indicators:
            return
        last = self.reading.indicators[-1]
        raw = "".join([*([last.printed.deviation] if last.printed.deviation else []), *(item.text for item in lines)])
        self.reading.indicators[-1] = msgspec.structs.replace(
            last,
            printed=msgspec.structs.replace(last.printed, deviation=raw),
            deviation=clean_text(raw),
            cells=last.cells | {"deviation": last.cells.get("deviation", lines[0].row.place())},
        )


def read_running_rows(lines: list[RunningLine]) -> IndicatorReading:
    """Read the indicators, the total and the grade from the lines below the heading 一级指标 …."""
    start = _first_level(lines)
    heading = "".join(clean_text(text) for _, text, _ in lines[:start])
    is_scored = "实际" in heading or "得分" in heading
    roles = {"level1", "level2", "level3", "target"} | (
        {"actual", "weight", "score", "deviation"} if is_scored else set()
    )
    state = _State(IndicatorReading(roles=roles), is_scored)
    for index in range(start, len(lines)):
        row, text, gap = lines[index]
        if _is_end(text):
            state.close()
            _read_tail(lines[index : index + 6], state.reading)
            break
        _read_line(row, text, state, gap=gap)
    else:
        state.close()
    return state.reading


def _first_level(lines: list[RunningLine]) -> int:
    for index, (_, text, _) in enumerate(lines):
        first = label_key(text.split()[0]) if text.split() else ""
        if first in LEVEL1 and indicator_role(first) is None:
            return index
    return min(1, len(lines))


def _read_line(row: Row, text: str, state: _State, *, gap: bool) -> None:
    tokens = text.split()
    while (
        tokens
        and label_key(tokens[0]) in LEVEL1 | LEVEL2
        and not (len(tokens) == 1 and _continues_name(state, gap=gap))
    ):
        key = label_key(tokens.pop(0))
        state.close()
        if key in LEVEL1 and not (key in LEVEL2 and state.level1 == "产出指标" and key == "成本指标"):
            state.level1, state.level2 = key, None
        else:
            state.level2 = key
        gap = True
    if not tokens:
        return
    values = _scored_values(tokens) if state.is_scored else _target_value(tokens, waiting=bool(state.pending))
    if values is None:
        state.pending.append(_Pending(" ".join(tokens), row, gap))
    else:
        state.finish(values, row)


def _continues_name(state: _State, *, gap: bool) -> bool:
    """A lone level word directly below an open line of text is the rest of that line, not a new level."""
    return bool(state.pending) and not gap and not state.is_scored and len(state.pending[-1].text) >= 18


def _scored_values(tokens: list[str]) -> _Values | None:
    """Target, actual, weight and score end a row: the last two are points."""
    for index in range(len(tokens) - 2, 1, -1):
        if _is_points(tokens[index]) and _is_points(tokens[index + 1]):
            return _Values(
                name=" ".join(tokens[: index - 2]),
                target=tokens[index - 2],
                actual=tokens[index - 1],
                weight=tokens[index],
                score=tokens[index + 1],
                deviation=" ".join(tokens[index + 2 :]),
            )
    return None


def _is_points(token: str) -> bool:
    return (NUMBER.match(token) is not None and "%" not in token) or token in DASHES


def _target_value(tokens: list[str], *, waiting: bool) -> _Values | None:
    if len(tokens) >= 2:
        return _Values(name=" ".join(tokens[:-1]), target=tokens[-1])
    if waiting and (OPERATOR_FIRST.match(tokens[0]) or NUMBER.match(tokens[0])):
        return _Values(name="", target=tokens[0])
    return None


def _is_end(text: str) -> bool:
    first = label_key(text.split(maxsplit=1)[0]) if text.split() else ""
    return first in TOTAL or first in GRADE_LABEL


def _read_tail(lines: list[RunningLine], reading: IndicatorReading) -> None:
    for row, text, _ in lines:
        tokens = text.split()
        key = label_key(tokens[0])
        figures = [token for token in tokens if NUMBER.match(token)]
        if key in TOTAL and figures:
            names = ("total_weight", "total_score") if len(figures) > 1 else ("total_score",)
            for name, figure in zip(names, figures, strict=False):
                setattr(reading, name, figure)
                reading.cells[f"{name}_printed"] = row.place()
        grades = [token for token in tokens if label_key(token) in GRADES]
        if grades and (key in GRADE_LABEL or len(tokens) == 1) and reading.grade is None:
            reading.grade = grades[0]
            reading.cells["grade_printed"] = row.place()
