"""A block copied from a spreadsheet, read once for every way in: pasted into the grid, or put into the box below it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.forms.layouts.lexicon import indicator_role
from servicecloud.performance.services.rows import FIELDS, LONGEST

_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=[\t\n]|$)')
_TOTALS = frozenset({"合计", "总计", "小计", "总分"})
_HEADING_WITHIN = 5
_CJK = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
_BREAK_BETWEEN = re.compile(rf"(?<={_CJK})\s*\n\s*|\s*\n\s*(?={_CJK})")
_PARTS_OF_TARGET = ("operator", "target", "unit")


@dataclass(frozen=True)
class Block:
    """Rows of cells by field, each with the fields that the block had; and what of the block found no place, as sentences."""

    rows: tuple[dict[str, str], ...]
    left_out: tuple[str, ...]


def read_block(text: str, *, column: str = "", above: Sequence[str] = ("", "")) -> Block:
    """Read a block: its headings say what its columns are, else they follow the fields from `column` on.

    Without both, fewer columns than fields are the last ones. A merged level is blank below its first row: it repeats what stands
    above, in the block or in the grid (`above`: levels 1 and 2). Titles, headings and totals are no indicators.
    """
    lines = [line for line in cells_of(text) if any(line)]
    heading = next((at for at, line in enumerate(lines[:_HEADING_WITHIN]) if _is_heading(line)), None)
    left_out: list[str] = []
    if heading is None:
        columns = _columns_in_order(max(map(len, lines), default=0), column, left_out)
    else:
        columns = _columns_named(lines[heading], left_out)
        left_out += [_("“%(line)s”没有放入。") % {"line": " ".join(filter(None, line))} for line in lines[:heading]]
    rows = []
    for line in lines[0 if heading is None else heading + 1 :]:
        first = next(cell for cell in line if cell)
        if _condensed(first) in _TOTALS:
            left_out.append(_("“%(line)s”没有放入。") % {"line": " ".join(filter(None, line))})
        elif not _is_heading(line):
            rows.append(_row(line, columns))
    _repeat_levels(rows, above)
    for number, row in enumerate(rows, start=1):
        left_out += _shortened(row, number)
    return Block(tuple(rows), tuple(left_out))


def cells_of(text: str) -> list[list[str]]:
    r"""Return the cells of a copied block. A cell in quotes may hold line breaks, tabs and doubled quotes.

    >>> cells_of('甲\t"培训\n企业"\n"乙"丙\t丁')
    [['甲', '培训企业'], ['"乙"丙', '丁']]
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines: list[list[str]] = [[]]
    at = 0
    while at <= len(text):
        quoted = _QUOTED.match(text, at)
        if quoted and re.search(r'[\t\n]|""', quoted[1]):
            cell, at = quoted[1].replace('""', '"'), quoted.end()
        else:
            end = re.compile(r"[\t\n]|$").search(text, at)
            stop = end.start() if end else len(text)
            cell, at = text[at:stop], stop
        lines[-1].append(_on_one_line(cell))
        if text[at : at + 1] == "\n":
            lines.append([])
        at += 1
    return lines


def _on_one_line(cell: str) -> str:
    return " ".join(_BREAK_BETWEEN.sub("", cell.strip()).split("\n")).replace("\t", " ").strip()


def _is_heading(line: Sequence[str]) -> bool:
    roles = {indicator_role(_condensed(cell)) for cell in line if cell}
    return "level3" in roles and len(roles & {*FIELDS, "other", "remark"}) > 1


def _columns_named(line: Sequence[str], left_out: list[str]) -> list[str]:
    """Return the role of each column; of two with one role the first has it."""
    columns: list[str] = []
    for cell in line:
        role = indicator_role(_condensed(cell)) or ""
        is_kept = (role in FIELDS or role in _PARTS_OF_TARGET) and role not in columns
        columns.append(role if is_kept else "")
        if cell and not is_kept:
            left_out.append(_("表中没有“%(heading)s”这一栏，没有放入。") % {"heading": cell})
    return columns


def _columns_in_order(width: int, column: str, left_out: list[str]) -> list[str]:
    first = FIELDS.index(column) if column in FIELDS else max(0, len(FIELDS) - width)
    names = list(FIELDS[first : first + width])
    if width > len(names):
        count = width - len(names)
        left_out.append(
            ngettext("最右边 %(count)s 列没有地方，没有放入。", "最右边 %(count)s 列没有地方，没有放入。", count)
            % {"count": count}
        )
    return names


def _row(line: Sequence[str], columns: Sequence[str]) -> dict[str, str]:
    """Return one row by field; a target may stand in three columns (≥, 500, 家次)."""
    cells = {name: "" for name in columns if name} | {
        name: cell for name, cell in zip(columns, line, strict=False) if name
    }
    parts = [cells.pop(name) for name in _PARTS_OF_TARGET if name in cells]
    if parts:
        cells["target"] = "".join(parts)
    return cells


def _repeat_levels(rows: Sequence[dict[str, str]], above: Sequence[str]) -> None:
    level1, level2 = above
    for row in rows:
        if row.get("level1") and row["level1"] != level1:
            level1, level2 = row["level1"], ""
        level2 = row.get("level2") or level2
        row |= {name: level for name, level in (("level1", level1), ("level2", level2)) if name in row}


def _shortened(row: Mapping[str, str], number: int) -> list[str]:
    return [
        _("第 %(number)s 行的“%(start)s…”超过 %(most)s 个字，多出的没有放入。")
        % {"number": number, "start": row[name][:12], "most": most}
        for name, most in LONGEST.items()
        if len(row.get(name, "")) > most
    ]


def _condensed(cell: str) -> str:
    return re.sub(r"[（(][^（）()]{1,4}[）)]$|[\s*：:、/]", "", cell)
