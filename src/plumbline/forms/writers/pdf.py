"""Sheet → PDF with typst: the template is fixed, the form comes in as data, so no text of a form is ever interpreted.

The fonts come from Python packages and the system's are ignored, so a form looks the same everywhere. Noto Serif SC (宋体) and Noto
Sans SC (黑体) print nearly all Chinese; Noto Sans CJK holds the rare characters of names.
"""

import re
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Literal

import msgspec
import noto_cjk_sans_otc
import pylopdf_fonts_zh_cn
import typst

from plumbline.forms.writers.sheet import Sheet, SheetCell, SheetTable

_TEMPLATE = Path(__file__).with_name("form.typ")
# The measures of the template, in points.
_PORTRAIT_WIDTH, _LANDSCAPE_WIDTH = 510.2, 756.9
_FONT_SIZE = 9.5
_INSET = 6.0
_LATIN_RUN = re.compile(r"(?:[!-~≥≤±]|(?<=\()[^\x00-\x7f\s]{1,6}(?=\)))+")
"""What typst sets in one piece: Latin text, signs, and a unit in half-width brackets behind a number, as in ``≥2500.00(家)``."""
_WIDTHS = (
    {"%": 0.93, "1": 0.48}
    | dict.fromkeys(".,:;'|!", 0.34)
    | dict.fromkeys("()[]/-", 0.4)
    | dict.fromkeys("023456789", 0.57)
)
_WIDEST, _FULL = 0.75, 1.0
"""Widths in ems, rounded up: of what figures are made of, of a letter in a run with capitals, of a Chinese character."""
# Compiling changes the inputs of the shared compiler, so only one form is printed at a time in a process.
_LOCK = Lock()


def print_sheet(sheet: Sheet) -> bytes:
    """Print the sheet as an accessible PDF (PDF/UA-1: tagged, with a title).

    The standard forbids a character that none of the fonts has (an emoji, say); a form with one is printed as a plain tagged PDF.
    """
    inputs = {"sheet": msgspec.json.encode(_with_breaks(sheet)).decode()}
    with _LOCK:
        try:
            return _compile(inputs, is_accessible=True)
        except typst.TypstError:
            return _compile(inputs, is_accessible=False)


def _with_breaks(sheet: Sheet) -> Sheet:
    """Break runs of Latin text that are wider than their cell: typst sets an address in one piece, over the next cell if need be."""
    points_per_unit = (_LANDSCAPE_WIDTH if sheet.is_landscape else _PORTRAIT_WIDTH) / sum(sheet.column_widths)
    blocks = [
        msgspec.structs.replace(
            block, cells=tuple(_with_broken_text(cell, sheet.column_widths, points_per_unit) for cell in block.cells)
        )
        if isinstance(block, SheetTable)
        else block
        for block in sheet.blocks
    ]
    return msgspec.structs.replace(sheet, blocks=tuple(blocks))


def _with_broken_text(cell: SheetCell, widths: tuple[float, ...], points_per_unit: float) -> SheetCell:
    width = sum(widths[cell.column - 1 : cell.column - 1 + cell.column_span]) * points_per_unit - _INSET
    text = _LATIN_RUN.sub(lambda run: _broken(run[0], ems=width / _FONT_SIZE), cell.text)
    return msgspec.structs.replace(cell, text=text)


def _broken(run: str, *, ems: float) -> str:
    """Break a run into lines that are surely narrower than the cell, before a bracket or behind a hyphen where there is one."""
    lines, used = [""], 0.0
    for character in run:
        needed = _width(character)
        if used + needed > ems and lines[-1]:
            end = max(lines[-1].rfind("("), lines[-1].rfind("-") + 1)
            kept, moved = (lines[-1][:end], lines[-1][end:]) if end > 1 else (lines[-1], "")
            lines[-1:] = [kept, moved]
            used = sum(map(_width, moved))
        lines[-1] += character
        used += needed
    return "\n".join(lines)


def _width(character: str) -> float:
    return _WIDTHS.get(character, _WIDEST if character.isascii() else _FULL)


def _compile(inputs: dict[str, str], *, is_accessible: bool) -> bytes:
    standards: Literal["ua-1"] | None = "ua-1" if is_accessible else None
    compiled = _compiler().compile(format="pdf", sys_inputs=inputs, pdf_standards=standards)
    if not isinstance(compiled, bytes):
        raise TypeError(f"typst gave {type(compiled).__name__} instead of one file")
    return compiled


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[
            str(pylopdf_fonts_zh_cn.serif_path().parent),
            str(Path(str(noto_cjk_sans_otc.FONT_PATH)).parent),
        ],
    )
    return typst.Compiler(_TEMPLATE, root=_TEMPLATE.parent, font_paths=fonts)
