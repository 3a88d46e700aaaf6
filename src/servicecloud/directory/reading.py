"""Reading a table of enterprises as people really send it: xlsx or csv, headings in Chinese or English, in any order.

Cells come back as text: a code that a spreadsheet turned into a number is refused with advice, not guessed.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from plumbline.reference.industries import division_of
from servicecloud.directory.credit_codes import is_valid, normalise
from servicecloud.directory.errors import UnreadableTableError
from servicecloud.personal import encrypt

MOST_ROWS = 200_000
LARGEST_UNPACKED = 600 * 1024 * 1024
_HEADINGS = {
    "credit_code": ("统一社会信用代码", "信用代码", "社会信用代码", "unified social credit code", "credit code"),
    "name_zh": ("企业名称", "单位名称", "名称", "enterprise", "name"),
    "name_en": ("英文名称", "english name"),
    "region": ("所在区", "区域", "区县", "district", "region"),
    "industry": ("行业代码", "industry code"),
    "established_on": ("成立日期", "成立时间", "established on"),
    "address": ("地址", "注册地址", "address"),
    "website": ("网站", "网址", "website"),
    "contact_name": ("联系人", "contact"),
    "contact_phone": ("联系电话", "电话", "telephone", "contact telephone"),
}
REQUIRED = ("credit_code", "name_zh", "region", "industry")
_PERSONAL = ("contact_name", "contact_phone")
_LONGEST = {"name_zh": 120, "name_en": 160, "address": 200, "website": 200, "contact_name": 60, "contact_phone": 30}
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_SCIENTIFIC = re.compile(r"^\d(\.\d+)?E\+\d+$", re.IGNORECASE)
_DATE = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$")


@dataclass
class ReadRow:
    """One row: its number in the file, the values that could be read, and what is wrong with it."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[dict[str, Any]] = field(default_factory=list)

    def refuse(self, column: str, code: str, **data: object) -> None:
        """Keep a problem of one column; `problems.ADVICE` has its sentence."""
        self.problems.append({"column": column, "code": code, "data": data})


def read_rows(path: Path, *, regions: dict[str, str]) -> Iterator[ReadRow]:
    """Yield the rows below the heading; blank rows are skipped. `regions` maps names and codes to codes."""
    table = cells_of(path)
    columns = _find_heading(table)
    seen: dict[str, int] = {}
    for count, (number, cells) in enumerate(table):
        if count >= MOST_ROWS:
            raise UnreadableTableError(why=format_lazy(_("超过{count}行。请拆成几个文件分别导入。"), count=MOST_ROWS))
        texts = {name: cells[index].strip() if index < len(cells) else "" for name, index in columns.items()}
        if not any(texts.values()):
            continue
        row = _read(number, texts, regions=regions)
        code = row.values.get("credit_code", "")
        if code and code in seen:
            row.refuse("credit_code", "repeated", row=seen[code])
        seen.setdefault(code, number)
        yield row


def is_table(start: bytes) -> bool:
    """Tell by its first bytes whether a file can be a table at all: a workbook, or text."""
    if start.startswith(_WORKBOOKS):
        return True
    control = sum(byte < 32 and byte not in b"\t\n\r" for byte in start)
    return bool(start) and control == 0


def _read(number: int, texts: dict[str, str], *, regions: dict[str, str]) -> ReadRow:
    row = ReadRow(number)
    for name in REQUIRED:
        if not texts.get(name):
            row.refuse(name, "blank")
    _read_code(row, texts.get("credit_code", ""))
    _read_place_and_industry(row, texts, regions=regions)
    _read_date(row, texts.get("established_on", ""))
    for name in ("name_zh", "name_en", "address", "website", *_PERSONAL):
        text = texts.get(name, "")
        if len(text) > _LONGEST[name]:
            row.refuse(name, "too_long", count=_LONGEST[name])
        elif text:
            row.values[name] = encrypt(text) if name in _PERSONAL else text
    return row


def _read_code(row: ReadRow, text: str) -> None:
    if not text:
        return
    code = normalise(text)
    row.values["credit_code"] = code[:40]
    if _SCIENTIFIC.match(text):
        row.refuse("credit_code", "number")
    elif len(code) != 18 or not is_valid(code):
        row.refuse("credit_code", "check_digit")


def _read_place_and_industry(row: ReadRow, texts: dict[str, str], *, regions: dict[str, str]) -> None:
    place, industry = texts.get("region", ""), texts.get("industry", "")
    if place and place not in regions:
        row.refuse("region", "unknown_region", text=place[:20])
    elif place:
        row.values["region_id"] = regions[place]
    if industry.isdigit() and len(industry) in {1, 3} and division_of(f"0{industry}") and not division_of(industry):
        industry = f"0{industry}"  # a spreadsheet cut off the leading zero of agriculture
    division = division_of(industry)
    if industry and division is None:
        row.refuse("industry", "unknown_industry", text=industry[:20])
    elif division:
        row.values |= {"industry": industry, "section": division.section}


def _read_date(row: ReadRow, text: str) -> None:
    if not text:
        return
    found = _DATE.match(text.split(" ", maxsplit=1)[0].split("T", maxsplit=1)[0])
    try:
        year, month, day = (int(part) for part in found.groups()) if found else (0, 0, 0)
        row.values["established_on"] = date(year, month, day).isoformat()
    except ValueError:
        row.refuse("established_on", "date")


def _find_heading(table: Iterator[tuple[int, list[str]]]) -> dict[str, int]:
    """Return the place of each known column; the heading may stand below a title, within the first twenty rows."""
    best: dict[str, int] = {}
    for number, cells in table:
        plain = ["".join(cell.split()).lower() for cell in cells]
        found = {
            name: plain.index(heading.replace(" ", ""))
            for name, headings in _HEADINGS.items()
            for heading in reversed(headings)
            if heading.replace(" ", "") in plain
        }
        if set(REQUIRED) <= found.keys():
            return found
        best = max(best, found, key=len)
        if number >= 20:
            break
    missing = "、".join(_HEADINGS[name][0] for name in REQUIRED if name not in best)
    raise UnreadableTableError(
        why=format_lazy(_("前20行中没有找到表头，缺少：{columns}。请使用导入模板的列名。"), columns=missing)
    )


def cells_of(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield (row number, texts), by what the file is and not by what it is called."""
    with path.open("rb") as stream:
        start = stream.read(8)
    if start.startswith(_WORKBOOKS):
        yield from _workbook(path)
    else:
        yield from _csv(path)


def _workbook(path: Path) -> Iterator[tuple[int, list[str]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    _check_size(path)
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            sheet = book.get_sheet_by_index(0)
            first = (sheet.start or (0, 0))[0]
            for number, row in enumerate(sheet.iter_rows(), start=first + 1):
                yield number, [_text(cell) for cell in row]
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise UnreadableTableError(why=_("文件已损坏、加密，或不是 Excel 工作簿。")) from error


def _check_size(path: Path) -> None:
    """Refuse a workbook that would unfold to far more than any list of enterprises."""
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        if sum(member.file_size for member in archive.infolist()) > LARGEST_UNPACKED:
            raise UnreadableTableError(why=_("工作簿解压后过大。请只保留需要导入的工作表。"))


def _csv(path: Path) -> Iterator[tuple[int, list[str]]]:
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        yield from enumerate(csv.reader(io.StringIO(text)), start=1)
        return
    raise UnreadableTableError(why=_("既不是 Excel 工作簿，也不是 UTF-8 或 GB18030 编码的文本。"))


def _text(cell: object) -> str:
    """Return a cell as a person would read it; a whole number without its decimal point."""
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    if isinstance(cell, float):
        if cell >= 1e15:
            return f"{cell:E}"
        try:
            return f"{Decimal(str(cell)).normalize():f}"
        except InvalidOperation:
            return str(cell)
    return "" if cell is None else str(cell)
