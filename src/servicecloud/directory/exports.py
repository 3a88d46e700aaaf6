"""The directory as a file, streamed: memory stays flat however long the list is. No personal data, no yearly figures."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from servicecloud.directory.industry_codes import label_of
from servicecloud.directory.models import Enterprise
from servicecloud.streamed_csv import as_csv

_CHUNK = 2000


@dataclass(frozen=True)
class Format:
    """A kind of file the list can be had as."""

    content_type: str
    stream: Callable[[QuerySet[Enterprise]], Iterator[bytes]]


def lines(rows: QuerySet[Enterprise]) -> Iterator[list[str]]:
    """Yield the heading and one line per entry, in words of the active language."""
    yield [
        _("统一社会信用代码"),
        _("企业名称"),
        _("英文名称"),
        _("所在区"),
        _("行业代码"),
        _("行业"),
        _("规模"),
        _("成立日期"),
        _("状态"),
    ]
    for row in rows.iterator(chunk_size=_CHUNK):
        day = row.established_on
        yield [
            *(row.credit_code, row.name_zh, row.name_en, str(row.region), row.industry, label_of(row.industry)),
            *(row.get_size_class_display(), day.isoformat() if day else "", row.get_state_display()),
        ]


def enterprises_as_csv(rows: QuerySet[Enterprise]) -> Iterator[bytes]:
    """Yield the list as CSV."""
    return as_csv(lines(rows))


def as_xlsx(rows: QuerySet[Enterprise]) -> Iterator[bytes]:
    """Yield a workbook written row by row to a temporary file."""
    import xlsxwriter

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "enterprises.xlsx"
        with xlsxwriter.Workbook(
            path, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        ) as book:
            _write_sheet(book.add_worksheet("Enterprises"), lines(rows))
        with path.open("rb") as stream:
            yield from iter(lambda: stream.read(64 * 1024), b"")


def _write_sheet(sheet: object, table: Iterable[list[str]]) -> None:
    sheet.set_column(0, 2, 30)  # type: ignore[attr-defined]
    for number, line in enumerate(table):
        for column, cell in enumerate(line):
            sheet.write_string(number, column, cell)  # type: ignore[attr-defined]


FORMATS = {
    "csv": Format("text/csv; charset=utf-8", enterprises_as_csv),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
}
