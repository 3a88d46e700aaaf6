"""The frame as a CSV file: what is published before the draw, and read again by whoever draws anew."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from plumbline.errors import PlumblineError
from plumbline.evidence.hashing import hasher
from plumbline.sampling.draw import FrameRow

_AMOUNT = re.compile(r"-?[0-9]{1,20}(?:\.[0-9]{1,6})?")
_WHOLE = re.compile(r"[0-9]{1,9}")
"""Numbers as every language reads them: whoever draws again must not come to another quota."""
COLUMNS: Final = ("key", "unit", "name", "budget_yuan", "risk_points", "stratum", "quota")


class FrameFileError(PlumblineError):
    """The file is no frame; every wrong line is named."""

    code = "unreadable_frame"

    def __init__(self, faults: Sequence[tuple[int, str, str]]) -> None:
        self.faults = tuple(faults)
        more = len(faults) - 5
        zh = "；".join(f"第{line}行：{text}" for line, text, _english in faults[:5])
        en = "; ".join(f"line {line}: {text}" for line, _chinese, text in faults[:5])
        super().__init__(
            f"不是可用的抽样框：{zh}{f'；另有{more}处' if more > 0 else ''}。请使用抽查公告页下载的 CSV 文件。",
            f"Not a usable frame: {en}{f'; {more} more' if more > 0 else ''}. Use the CSV file of the announcement's page.",
        )


def write_frame(rows: Iterable[FrameRow]) -> str:
    """Return the file's text: one line for each row, by key, lines ended by CR LF as RFC 4180 says."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in sorted(rows, key=lambda each: each.key):
        values = [getattr(row, name) for name in COLUMNS]
        writer.writerow([f"{each:f}" if isinstance(each, Decimal) else each for each in values])
    return out.getvalue()


def read_frame(text: str) -> list[FrameRow]:
    """Read a frame; raises FrameFileError that names each line that cannot be. Empty lines are passed over."""
    lines = _lines(text.removeprefix("\ufeff"))
    if not lines or tuple(lines[0][1]) != COLUMNS:
        raise FrameFileError([(1, f"列应为 {','.join(COLUMNS)}", f"the columns must be {','.join(COLUMNS)}")])
    faults: list[tuple[int, str, str]] = []
    rows: list[FrameRow] = []
    quotas: dict[str, int] = {}
    keys: set[str] = set()
    for number, cells in lines[1:]:
        row = _row(cells)
        if row is None:
            faults.append((number, "列数、编号或数字不对", "wrong number of cells, no key, or not a number"))
        elif row.key in keys:
            faults.append((number, f"编号 {row.key} 重复", f"key {row.key} twice"))
        elif quotas.setdefault(row.stratum, row.quota) != row.quota:
            faults.append((number, f"层 {row.stratum} 的抽取数不一致", f"two quotas in stratum {row.stratum}"))
        else:
            keys.add(row.key)
            rows.append(row)
    if faults:
        raise FrameFileError(faults)
    return rows


def _lines(text: str) -> list[tuple[int, list[str]]]:
    """Return the rows that hold anything, each with the number of its last line in the file."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines: list[tuple[int, list[str]]] = []
    try:
        lines.extend((reader.line_num, cells) for cells in reader if cells)
    except csv.Error as error:
        raise FrameFileError([(reader.line_num, "不是 CSV", f"not CSV ({error})")]) from error
    return lines


def digest_of_frame(text: str, *, algorithm: str) -> str:
    """Return the digest of the file's bytes."""
    return hasher(algorithm).plain(text.encode()).hex()


def _row(cells: list[str]) -> FrameRow | None:
    if len(cells) != len(COLUMNS):
        return None
    key, unit, name, budget, risk, stratum, quota = cells
    numbers = (_AMOUNT.fullmatch(budget), _WHOLE.fullmatch(risk), _WHOLE.fullmatch(quota))
    if not key or not key.isprintable() or not all(numbers):
        return None
    return FrameRow(
        key=key,
        unit=unit,
        name=name,
        budget_yuan=Decimal(budget),
        risk_points=int(risk),
        stratum=stratum,
        quota=int(quota),
    )
