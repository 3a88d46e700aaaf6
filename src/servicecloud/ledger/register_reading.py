"""Reading a register's rows from a table as people send it: xlsx or csv, headings in Chinese or English, in any order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from servicecloud.directory.errors import UnreadableTableError
from servicecloud.directory.reading import MOST_ROWS, cells_of
from servicecloud.ledger.models import Register
from servicecloud.ledger.services.measures import entry_unit

_HEADINGS = {
    "happened_on": ("发生日期", "日期", "时间", "date", "happened on"),
    "quantity": ("数量", "份数", "金额", "quantity", "number"),
    "unit": ("单位", "计量单位", "unit"),
    "subject": ("服务对象", "企业名称", "统一社会信用代码", "信用代码", "subject", "enterprise"),
    "note": ("事项", "内容", "名称", "标题", "matter", "note"),
    "evidence": ("佐证材料", "佐证", "证明材料", "evidence"),
}
_LONGEST = {"subject": 60, "note": 200, "evidence": 200}
_DATE = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$")
_AMOUNT = re.compile(r"^[+-]?[\d,，]+(\.\d+)?$")


@dataclass
class ReadRow:
    """One row: its number in the file, the values that could be read, and what is wrong (problem codes with their data)."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[dict[str, Any]] = field(default_factory=list)

    def refuse(self, code: str, **data: object) -> None:
        """Keep a problem; `register_problems.SENTENCES` has its sentence."""
        self.problems.append({"code": code, "data": data})


def read_rows(path: Path, register: Register, *, today: date) -> Iterator[ReadRow]:
    """Yield the rows below the heading; blank rows are skipped."""
    table = cells_of(path)
    columns = _find_heading(table, register)
    for count, (number, cells) in enumerate(table):
        if count >= MOST_ROWS:
            raise UnreadableTableError(why=format_lazy(_("超过{count}行。请拆成几个文件分别导入。"), count=MOST_ROWS))
        texts = {name: cells[index].strip() if index < len(cells) else "" for name, index in columns.items()}
        if any(texts.values()):
            yield _read(number, texts, register, today=today)


def _read(number: int, texts: dict[str, str], register: Register, *, today: date) -> ReadRow:
    row = ReadRow(number)
    _read_date(row, texts.get("happened_on", ""), today=today)
    _read_quantity(row, texts, register)
    if register.has_subject and not texts.get("subject"):
        row.refuse("no_subject")
    for name, longest in _LONGEST.items():
        text = texts.get(name, "")
        if len(text) > longest or "\x00" in text:
            row.refuse("too_long", count=longest, text=text[:20])
        elif text:
            row.values[name] = text
    if not register.has_subject:
        row.values.pop("subject", None)
    dimensions = {}
    for each in register.dimensions:
        text = texts.get(each["name"], "")
        if text and ((each["values"] and text not in each["values"]) or len(text) > 60):
            row.refuse("dimension", name=each["title_zh"], text=text[:20], allowed="、".join(each["values"]))
        elif text:
            dimensions[each["name"]] = text
    if dimensions:
        row.values["dimensions"] = dimensions
    return row


def _read_date(row: ReadRow, text: str, *, today: date) -> None:
    found = _DATE.match(text.split(" ", maxsplit=1)[0].split("T", maxsplit=1)[0])
    try:
        year, month, day = (int(part) for part in found.groups()) if found else (0, 0, 0)
        happened = date(year, month, day)
    except ValueError:
        row.refuse("date" if text else "no_date", text=text[:20])
        return
    if happened > today:
        row.refuse("future", text=happened.isoformat())
    else:
        row.values["happened_on"] = happened.isoformat()


def _read_quantity(row: ReadRow, texts: dict[str, str], register: Register) -> None:
    """Blank means one, but only where each row counts once; the unit, where a column gives it, must be the register's."""
    text, unit = texts.get("quantity", ""), texts.get("unit", "")
    wanted = entry_unit(register.unit, counting=register.counting)
    if unit and unit not in {wanted, register.unit}:
        row.refuse("unit", text=unit[:10], unit=wanted)
    if not text:
        if register.counting == "sum":
            row.refuse("no_quantity")
        return
    try:
        number = Decimal(text.replace(",", "").replace("，", "")) if _AMOUNT.match(text) else None
    except InvalidOperation:
        number = None
    if number is None or abs(number) >= 10**11 or number != round(number, 6):
        row.refuse("quantity", text=text[:20])
    else:
        row.values["quantity"] = f"{number:f}"


def _find_heading(table: Iterator[tuple[int, list[str]]], register: Register) -> dict[str, int]:
    """Return the place of each known column; the heading may stand below a title, within the first twenty rows."""
    headings = {name: list(words) for name, words in _HEADINGS.items()}
    headings |= {each["name"]: [each["title_zh"], each["title_en"].lower()] for each in register.dimensions}
    for number, cells in table:
        plain = ["".join(cell.split()).lower() for cell in cells]
        found = {
            name: plain.index("".join(word.split()))
            for name, words in headings.items()
            for word in reversed(words)
            if "".join(word.split()) in plain
        }
        if "happened_on" in found:
            return found
        if number >= 20:
            break
    raise UnreadableTableError(why=_("前20行中没有找到“发生日期”一列。请使用台账页面提供的导入模板。"))
