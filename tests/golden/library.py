"""The library of documents beside what must be read out of them: tests/golden/<layout>/<case>/input.* and expected.json.

All content is invented; the shapes are those in which departments publish. `expected.json` holds the whole reading: every field, every cell
to the letter, and every problem with its place. A case that must fail is one whose problems say what is wrong and where.
"""

import json
from pathlib import Path
from typing import Any

from plumbline.forms.model import Form, Indicator, MonitoringIndicator
from plumbline.forms.places import Cell, ReadingProblem
from plumbline.forms.reading import read_forms

FOLDER = Path(__file__).parent
_APART = {"source", "ordinal", "problems", "funds", "indicators", "empty_rows", "raw", "cells", "budgets"}


def cases() -> list[Path]:
    """Every case of the library by its folder."""
    return sorted(path.parent for path in FOLDER.glob("*/*/input.*"))


def input_of(case: Path) -> Path:
    """The document of a case."""
    (path,) = case.glob("input.*")
    return path


def reading_of(case: Path) -> dict[str, Any]:
    """Read the document of a case, ready to be compared."""
    path = input_of(case)
    reading = read_forms(path.read_bytes(), path.name)
    return {"forms": [_form(form) for form in reading.forms], "problems": [_problem(p) for p in reading.problems]}


def expected_of(case: Path) -> dict[str, Any]:
    """What must be read."""
    expected: dict[str, Any] = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    return expected


def rewrite() -> None:
    """Write all expected files anew; the difference is read line by line before it is kept."""
    for case in cases():
        text = json.dumps(reading_of(case), ensure_ascii=False, indent=1)
        (case / "expected.json").write_text(text + "\n", encoding="utf-8")


def _form(form: Form) -> dict[str, Any]:
    made: dict[str, Any] = {"kind": type(form).__name__}
    made |= {
        name: value
        for name in form.__struct_fields__
        if name not in _APART and (value := getattr(form, name)) not in (None, {}, False)
    }
    made["funds"] = [
        " | ".join([fund.name, *(getattr(fund.printed, role) or "" for role in fund.printed.__struct_fields__)])
        for fund in form.funds
    ]
    made["indicators"] = [_indicator(indicator) for indicator in form.indicators]
    made["empty_rows"] = [f"{row.level1} | {row.level2} @ {_place(row.cell)}" for row in form.empty_rows]
    made["problems"] = [_problem(problem) for problem in form.problems]
    return made


def _indicator(item: Indicator) -> str:
    levels = [_weighted(item.level1, item.level1_weight), _weighted(item.level2, item.level2_weight), item.level3]
    printed = [getattr(item.printed, name) or "" for name in item.printed.__struct_fields__]
    more = [f"中期 {item.long_term_target.raw}"] if item.long_term_target else []
    if isinstance(item, MonitoringIndicator):
        more += [f"预计 {item.projected.raw}"] if item.projected else []
        more += [*item.deviation_causes, *([item.likelihood] if item.likelihood else [])]
        more += [f"备注 {item.remark}"] if item.remark else []
    more += [f"{label} {text}" for label, text in item.other_fields.items()]
    place = f"@ {_place(item.cell)}{' shifted' if item.shifted else ''}"
    return " | ".join([*levels, *printed, *more, place]).replace("\n", "⏎")


def _weighted(level: str | None, weight: object) -> str:
    return (level or "") + ("" if weight is None else f" {weight}")


def _problem(problem: ReadingProblem) -> str:
    return f"{problem.code} @ {_place(problem.cell)}" if problem.cell else problem.code


def _place(cell: Cell) -> str:
    return f"{cell.part} R{cell.row}C{cell.column}"
