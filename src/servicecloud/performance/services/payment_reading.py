"""The treasury's spreadsheet of payments: headings in any order, dates and amounts as people write them, totals told by their name."""

import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from servicecloud.directory.errors import UnreadableTableError
from servicecloud.directory.reading import cells_of
from servicecloud.errors import DomainError
from servicecloud.performance.enums import FundSource
from servicecloud.performance.money_errors import (
    UnknownSourceError,
    UnreadableAmountError,
    UnreadableDateError,
    UnreadableVoucherError,
)
from servicecloud.performance.services.amounts import exact_yuan

MOST_ROWS = 5000
LONGEST_VOUCHER = 60
_HEADINGS = {
    "paid_on": ("支付日期", "日期", "入账日期", "date"),
    "amount_yuan": ("支付金额", "金额", "支出金额", "amount"),
    "voucher": ("凭证号", "支付凭证号", "凭证编号", "voucher"),
    "note": ("用途", "摘要", "事由", "note"),
    "project": ("项目名称", "预算项目", "预算项目名称", "project"),
    "source": ("资金来源", "资金性质", "source"),
}
_SOURCES = {
    **dict.fromkeys(("财政拨款", "当年财政拨款", "本年财政拨款", "一般公共预算", "fiscal"), FundSource.FISCAL),
    **dict.fromkeys(("上年结转资金", "上年结转", "结转资金", "结转", "carriedover"), FundSource.CARRIED_OVER),
    **dict.fromkeys(("其他资金", "其他", "other"), FundSource.OTHER),
}
_UNIT = re.compile(r"[（(](万元|元)[)）]$")
_DATES = (
    re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$"),
    re.compile(r"^(\d{4})年(\d{1,2})月(\d{1,2})日?$"),
    re.compile(r"^(\d{4})(\d{2})(\d{2})$"),
)
_TOTAL = re.compile(r"^(本页|本月|本年|当月|全年)?(合计|总计|小计|累计)(数|金额)?[:：]?$")
_NO_HEADING = _("前20行中没有找到“支付日期”“金额”“凭证号”三列。请使用国库支付明细的表头。")
_TOO_LONG = _("超过 {count} 行，一行也没有登记。请拆成几个文件分别导入。")


@dataclass(frozen=True)
class PaymentRow:
    """One row below the heading: its number in the file, its texts, and what its amounts are multiplied by to be 元."""

    number: int
    texts: dict[str, str]
    factor: int
    is_total: bool

    def text(self, field: str) -> str:
        """Return what stands in a column, blank where there is none."""
        return self.texts.get(field, "")

    @property
    def source(self) -> str | None:
        """The source the row names, None where it names none. Raises UnknownSourceError."""
        text = "".join(self.text("source").split()).lower()
        if not text:
            return None
        if text not in _SOURCES:
            raise UnknownSourceError(text=self.text("source")[:20])
        return _SOURCES[text]

    def read(self, *, source: str) -> tuple[dict[str, Any], list[DomainError]]:
        """Return day, amount in 元, voucher, source and purpose, and every cell's fault: what has one is not among the values.

        `source` is for a row that names none.
        """
        parts: dict[str, Callable[[], Any]] = {
            "paid_on": lambda: _day(self.text("paid_on")),
            "amount_yuan": self._yuan,
            "voucher": self._voucher,
            "source": lambda: self.source or source,
        }
        values: dict[str, Any] = {"note": self.text("note")[:200]}
        faults: list[DomainError] = []
        for name, part in parts.items():
            try:
                values[name] = part()
            except DomainError as fault:
                faults.append(fault)
        return values, faults

    def _yuan(self) -> Decimal:
        plain = re.sub(r"[,，\s¥￥]|元$", "", self.text("amount_yuan"))
        try:
            return exact_yuan(Decimal(plain) * self.factor)
        except InvalidOperation as error:
            raise UnreadableAmountError(text=self.text("amount_yuan")[:20]) from error

    def _voucher(self) -> str:
        voucher = self.text("voucher")
        if not 0 < len(voucher) <= LONGEST_VOUCHER:
            raise UnreadableVoucherError(most=LONGEST_VOUCHER)
        return voucher


def read_payments(data: bytes, name: str) -> list[PaymentRow]:
    """Return every row below the heading that holds anything. Raises UnreadableTableError, also for a file that is too long."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"payments{Path(name).suffix.lower()}"
        path.write_bytes(data)
        table = iter(cells_of(path))
        places, factor = _columns(table)
        rows: list[PaymentRow] = []
        for number, cells in table:
            texts = {field: cells[place].strip() for field, place in places.items() if place < len(cells)}
            if not any(texts.values()):
                continue
            if len(rows) == MOST_ROWS:
                raise UnreadableTableError(why=format_lazy(_TOO_LONG, count=MOST_ROWS))
            rows.append(PaymentRow(number, texts, factor, is_total=_is_total(cells, texts)))
        return rows


def _columns(table: Iterator[tuple[int, list[str]]]) -> tuple[dict[str, int], int]:
    for number, cells in table:
        plain = ["".join(cell.split()).lower() for cell in cells]
        bare = [_UNIT.sub("", cell) for cell in plain]
        places = {
            field: bare.index(word) for field, words in _HEADINGS.items() for word in reversed(words) if word in bare
        }
        if {"paid_on", "amount_yuan", "voucher"} <= places.keys():
            unit = _UNIT.search(plain[places["amount_yuan"]])
            return places, 10_000 if unit and unit[1] == "万元" else 1
        if number >= 20:
            break
    raise UnreadableTableError(why=_NO_HEADING)


def _is_total(cells: list[str], texts: dict[str, str]) -> bool:
    """A row is a total when a cell says so and it has not both a day and a voucher of its own."""
    words = {cell.strip() for cell in cells if _TOTAL.match("".join(cell.split()))}
    own = [texts.get(field, "") for field in ("paid_on", "voucher")]
    return bool(words) and not all(text and text not in words for text in own)


def _day(text: str) -> date:
    plain = text.strip().split("T", maxsplit=1)[0]
    plain = re.sub(r"\s+\d{1,2}:\d{2}(:\d{2})?$", "", plain)
    plain = "".join(plain.split())
    found = next((match for form in _DATES if (match := form.match(plain))), None)
    try:
        year, month, day = (int(part) for part in found.groups()) if found else (0, 0, 0)
        return date(year, month, day)
    except ValueError as error:
        raise UnreadableDateError(text=text[:20]) from error
