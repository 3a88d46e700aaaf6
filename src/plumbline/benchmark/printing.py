"""Drafts to files, in every layout and kind of file."""

from collections.abc import Sequence
from importlib import import_module
from random import Random
from typing import Protocol, cast

from plumbline.benchmark.forming import form_of
from plumbline.benchmark.model import Draft, Format, Layout
from plumbline.benchmark.sheets import budget_target_sheet, flat_sheet
from plumbline.benchmark.texts import converted, csv_bytes, padded, rows_of_sheet, running_text, tab_text
from plumbline.forms.writers.official import sheet_of
from plumbline.forms.writers.sheet import Sheet

_EVERY_FILE: tuple[Format, ...] = ("docx", "xlsx", "pdf", "html", "csv", "txt")
FORMATS: dict[Layout, tuple[Format, ...]] = {
    "shanghai-self-evaluation-wan": _EVERY_FILE,
    "shanghai-self-evaluation-yuan": (*_EVERY_FILE, "running"),
    "national-self-evaluation": _EVERY_FILE,
    "flat-self-evaluation": _EVERY_FILE,
    "shanghai-target-2020": _EVERY_FILE,
    "national-target": _EVERY_FILE,
    "budget-target": _EVERY_FILE,
    "flat-target": _EVERY_FILE,
    "monitoring": _EVERY_FILE,
}
"""What each layout is found in."""

SUFFIXES: dict[Format, str] = {"running": "txt"}


class _Printer(Protocol):
    def print_sheet(self, sheet: Sheet) -> bytes: ...


def suffix_of(file_format: Format) -> str:
    """Return the ending of a file's name."""
    return SUFFIXES.get(file_format, file_format)


def print_drafts(drafts: Sequence[Draft], file_format: Format, rng: Random) -> bytes:
    """Print one draft, or several in a flat table, as the bytes of a file."""
    draft = drafts[0]
    if file_format == "running":
        return running_text(draft).encode()
    if draft.layout in ("flat-self-evaluation", "flat-target"):
        sheet = flat_sheet(drafts)
    elif draft.layout == "budget-target":
        sheet = budget_target_sheet(draft, in_columns=rng.random() < 0.4)
    else:
        sheet = sheet_of(form_of(draft))
    if file_format == "csv":
        return csv_bytes(rows_of_sheet(sheet))
    if file_format == "txt":
        rows = rows_of_sheet(sheet)
        if draft.kind == "self_evaluation" and draft.layout != "flat-self-evaluation":
            rows = converted(rows, rng)
        return tab_text(padded(rows) if "flat" in draft.layout else rows).encode()
    printer = cast("_Printer", import_module(f"plumbline.forms.writers.{file_format}"))
    return printer.print_sheet(sheet)
