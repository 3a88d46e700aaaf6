"""Every printed value of the library means what a person wrote beside it."""

import csv
from pathlib import Path

import pytest

from plumbline.forms.value_grammar import parse_actual, parse_target, parse_value
from plumbline.forms.values import ActualValue, PrintedValue, TargetValue

LIBRARY = Path(__file__).parents[3] / "golden" / "values" / "printed_values.csv"
KINDS = {
    "number", "money", "percent", "change", "duration", "date", "qualitative_level", "qualitative_text", "placeholder", "not_applicable",
    "compound",
}  # fmt: skip


def library_rows():
    lines = [line for line in LIBRARY.read_text("utf-8").splitlines() if not line.startswith("# ---")]
    rows = list(csv.DictReader(lines))
    for row in rows:
        row["raw"] = row["raw"].replace("\\n", "\n").replace("\\t", "\t")
    return rows


ROWS = library_rows()


def part_as_text(part: PrintedValue) -> str:
    operator = part.operator
    if operator == "date":
        operator = "=" if part.low and part.high else "<=" if part.high else ">="
    return f"{operator}{part.low or part.high}{part.unit or ''}"


@pytest.mark.parametrize("row", ROWS, ids=[row["raw"] or "blank" for row in ROWS])
def test_a_printed_value_means_what_the_library_says(row):
    value = parse_value(row["raw"])

    assert {
        "operator": value.operator,
        "low": value.low or "",
        "high": value.high or "",
        "unit": value.unit or "",
        "kind": value.kind,
        "note": value.note or "",
        "parts": ";".join(part_as_text(part) for part in value.parts),
    } == {key: row[key] for key in ("operator", "low", "high", "unit", "kind", "note", "parts")}
    assert value.raw == row["raw"]


def test_the_library_holds_every_kind_and_no_value_twice():
    raws = [row["raw"] for row in ROWS]

    assert {row["kind"] for row in ROWS} == KINDS
    assert len(raws) == len(set(raws)) >= 250


def test_targets_and_actual_values_are_read_alike():
    for row in ROWS:
        value, target, actual = parse_value(row["raw"]), parse_target(row["raw"]), parse_actual(row["raw"])

        assert type(target) is TargetValue
        assert type(actual) is ActualValue
        for field in PrintedValue.__struct_fields__:
            assert getattr(target, field) == getattr(actual, field) == getattr(value, field)
