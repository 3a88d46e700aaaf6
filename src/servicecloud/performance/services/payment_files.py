"""Payments from the treasury's spreadsheet: headings in any order, every row with its verdict, what is right is written."""

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from servicecloud.activity.services import record_act
from servicecloud.directory.errors import UnreadableTableError
from servicecloud.directory.reading import cells_of
from servicecloud.errors import DomainError
from servicecloud.identity.models import User
from servicecloud.performance import policies
from servicecloud.performance.services.money import keep_payment
from servicecloud.performance.services.projects import project_for_update

MOST_ROWS = 2000
_HEADINGS = {
    "paid_on": ("支付日期", "日期", "入账日期", "date"),
    "amount_yuan": ("支付金额", "金额", "支出金额", "amount"),
    "voucher": ("凭证号", "支付凭证号", "凭证编号", "voucher"),
    "note": ("用途", "摘要", "事由", "note"),
}
_UNIT = re.compile(r"[（(](万元|元)[)）]$")
_DATE = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$")
_NO_HEADING = gettext_lazy("前20行中没有找到“支付日期”“金额”“凭证号”三列。请使用国库支付明细的表头。")


@dataclass(frozen=True)
class PaymentVerdict:
    """What became of one row: `problem` is blank when it was written."""

    number: int
    voucher: str
    amount: str
    problem: str


@dataclass(frozen=True)
class _Columns:
    places: dict[str, int]
    factor: int


@transaction.atomic
def import_payments(*, actor: User, project_id: int, source: str, data: bytes, name: str) -> list[PaymentVerdict]:
    """Write every row that can be written; the others come back with what is wrong. Raises UnreadableTableError."""
    project = project_for_update(project_id)
    policies.check_can_keep_money(actor, project.owner_id)
    verdicts = []
    for number, texts, factor in _rows(data, name):
        problem = ""
        try:
            with transaction.atomic():
                keep_payment(project, actor=actor, values={**_values(texts, factor), "source": source})
        except (DomainError, _UnreadableCellError) as error:
            problem = str(error)
        verdicts.append(PaymentVerdict(number, texts.get("voucher", ""), texts.get("amount_yuan", ""), problem))
    written = sum(not verdict.problem for verdict in verdicts)
    if written:
        record_act(
            actor=actor,
            verb="payments.imported",
            about=project,
            organisation=project.owner_id,
            file=name[:120],
            written=written,
        )
    return verdicts


class _UnreadableCellError(Exception):
    """A cell that is not what its column holds."""


def _rows(data: bytes, name: str) -> Iterator[tuple[int, dict[str, str], int]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"payments{Path(name).suffix.lower()}"
        path.write_bytes(data)
        table = iter(cells_of(path))
        columns = _columns(table)
        for count, (number, cells) in enumerate(table):
            if count >= MOST_ROWS:
                break
            texts = {field: cells[place].strip() for field, place in columns.places.items() if place < len(cells)}
            if texts.get("voucher") or texts.get("amount_yuan"):
                yield number, texts, columns.factor


def _columns(table: Iterator[tuple[int, list[str]]]) -> _Columns:
    for number, cells in table:
        plain = ["".join(cell.split()).lower() for cell in cells]
        bare = [_UNIT.sub("", cell) for cell in plain]
        places = {
            field: bare.index(word) for field, words in _HEADINGS.items() for word in reversed(words) if word in bare
        }
        if {"paid_on", "amount_yuan", "voucher"} <= places.keys():
            unit = _UNIT.search(plain[places["amount_yuan"]])
            return _Columns(places, 10_000 if unit and unit[1] == "万元" else 1)
        if number >= 20:
            break
    raise UnreadableTableError(why=_NO_HEADING)


def _values(texts: dict[str, str], factor: int) -> dict[str, Any]:
    found = _DATE.match(texts.get("paid_on", "").split(" ", maxsplit=1)[0].split("T", maxsplit=1)[0])
    try:
        year, month, day = (int(part) for part in found.groups()) if found else (0, 0, 0)
        paid_on = date(year, month, day)
    except ValueError as error:
        raise _UnreadableCellError(_("“%(text)s”不是日期。") % {"text": texts.get("paid_on", "")[:20]}) from error
    try:
        amount = Decimal(re.sub(r"[,，\s¥]", "", texts.get("amount_yuan", ""))) * factor
    except InvalidOperation as error:
        raise _UnreadableCellError(_("“%(text)s”不是金额。") % {"text": texts.get("amount_yuan", "")[:20]}) from error
    if not texts.get("voucher"):
        raise _UnreadableCellError(_("缺少凭证号。"))
    return {
        "paid_on": paid_on,
        "amount_yuan": amount,
        "voucher": texts["voucher"][:60],
        "note": texts.get("note", "")[:200],
    }
