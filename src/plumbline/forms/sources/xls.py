"""Old Excel workbooks (xls, et): every sheet one grid, numbers printed as a person sees them."""

import struct
from typing import NamedTuple

from plumbline.forms.grid import Document
from plumbline.forms.sources import biff
from plumbline.forms.sources.biff import Record, StringReader
from plumbline.forms.sources.limits import MAX_CELLS, Budget
from plumbline.forms.sources.number_formats import BUILT_IN, printed_number
from plumbline.forms.sources.ole import CompoundFile
from plumbline.forms.sources.problems import empty_document
from plumbline.forms.sources.refusals import damaged, refusal
from plumbline.forms.sources.sheets import Area, Sheet

_CODE_PAGES = {936: "gb18030", 950: "big5", 1200: "utf-16-le", 1252: "cp1252"}
_WORKSHEET = 0


class _Entry(NamedTuple):
    name: str
    offset: int
    hidden: bool


class _Book:
    """What all sheets share."""

    def __init__(self, stream: bytes) -> None:
        self.stream = stream
        self.count = biff.RecordCount()
        self.strings: list[str] = []
        self.since_1904 = False
        self.sheets: list[_Entry] = []
        self._codes = dict(BUILT_IN)
        self._format_numbers: list[int] = []
        self._encoding = "gb18030"
        self.is_biff8 = True
        for record in biff.records(stream, self.count):
            self._take(record)

    def format_code(self, style: int) -> str:
        """Return the number format code of a cell style."""
        number = self._format_numbers[style] if style < len(self._format_numbers) else 0
        return self._codes.get(number, "General")

    def text(self, body: bytes, offset: int) -> str:
        """Read a string with a two-byte length within a record."""
        if self.is_biff8:
            return StringReader([body[offset:]]).string()
        (length,) = struct.unpack_from("<H", body, offset)
        return body[offset + 2 : offset + 2 + length].decode(self._encoding, errors="replace")

    def _short_text(self, body: bytes, offset: int) -> str:
        if self.is_biff8:
            return StringReader([body[offset:]]).string(length_bytes=1)
        return body[offset + 1 : offset + 1 + body[offset]].decode(self._encoding, errors="replace")

    def _take(self, record: Record) -> None:
        body = record.body
        if record.kind == biff.FILE_PASS:
            raise refusal("encrypted")
        if record.kind == biff.BOF:
            self.is_biff8 = struct.unpack_from("<H", body)[0] >= biff.BIFF8
        elif record.kind == biff.CODE_PAGE:
            self._encoding = _CODE_PAGES.get(struct.unpack_from("<H", body)[0], "gb18030")
        elif record.kind == biff.DATE_1904:
            self.since_1904 = struct.unpack_from("<H", body)[0] == 1
        elif record.kind == biff.FORMAT:
            (number,) = struct.unpack_from("<H", body)
            self._codes[number] = self.text(body, 2) if self.is_biff8 else self._short_text(body, 2)
        elif record.kind == biff.XF:
            self._format_numbers.append(struct.unpack_from("<H", body, 2)[0])
        elif record.kind == biff.BOUND_SHEET:
            offset, state, kind = struct.unpack_from("<IBB", body)
            if kind == _WORKSHEET:
                self.sheets.append(_Entry(self._short_text(body, 6), offset, bool(state & 3)))
        elif record.kind == biff.SST:
            self._take_strings(record)

    def _take_strings(self, record: Record) -> None:
        reader = StringReader(record.pieces)
        reader.skip(4)
        count = reader.integer(4)
        if count > MAX_CELLS:
            raise refusal("too_large", f"超过 {MAX_CELLS} 个字符串", f"more than {MAX_CELLS} strings")
        self.strings = [reader.string() for _ in range(count)]


def read_xls(data: bytes, file: str) -> Document:
    """Read an old Excel workbook; one with a password is refused."""
    compound = CompoundFile(data)
    budget = Budget()
    blocks = []
    problems = []
    try:
        book = _Book(compound.read("Workbook" if compound.has("Workbook") else "Book"))
        for entry in book.sheets:
            sheet = Sheet(entry.name, hidden=entry.hidden)
            _SheetReader(book, sheet).read(entry.offset)
            grid, found = sheet.grid(file, budget)
            problems += found
            if grid is not None:
                blocks.append(grid)
    except (struct.error, IndexError) as error:
        raise damaged("工作簿记录不完整", "a record of the workbook is cut short") from error
    if not blocks:
        problems.append(empty_document())
    return Document(file, "xls", tuple(blocks), tuple(problems))


class _SheetReader:
    def __init__(self, book: _Book, sheet: Sheet) -> None:
        self._book, self._sheet = book, sheet
        self._formula_place: tuple[int, int] | None = None
        self._actions = {
            biff.LABEL_SST: self._label_sst,
            biff.LABEL: self._label,
            biff.RICH_STRING: self._label,
            biff.NUMBER: self._number,
            biff.RK: self._rk,
            biff.MUL_RK: self._mul_rk,
            biff.BOOL_ERR: self._bool_err,
            biff.FORMULA: self._formula,
            biff.STRING: self._formula_string,
            biff.MERGED_CELLS: self._merged,
            biff.ROW: self._row,
            biff.COLUMN_INFO: self._columns,
        }

    def read(self, offset: int) -> None:
        depth = 0
        for record in biff.records(self._book.stream, self._book.count, offset):
            depth += (record.kind == biff.BOF) - (record.kind == biff.EOF)
            action = self._actions.get(record.kind)
            if action is not None and depth == 1:  # embedded charts have cells of their own
                action(b"".join(record.pieces) if record.kind == biff.MERGED_CELLS else record.body)

    def _keep(self, body: bytes, text: str) -> None:
        row, column = struct.unpack_from("<HH", body)
        self._put((row + 1, column + 1), text)

    def _put(self, place: tuple[int, int], text: str) -> None:
        if len(self._sheet.texts) > MAX_CELLS:
            raise refusal("too_large", f"超过 {MAX_CELLS} 个单元格", f"more than {MAX_CELLS} cells")
        self._sheet.texts[place] = text.replace("\r\n", "\n").replace("\r", "\n")

    def _printed(self, style: int, value: float) -> str:
        return printed_number(value, self._book.format_code(style), since_1904=self._book.since_1904)

    def _label_sst(self, body: bytes) -> None:
        (index,) = struct.unpack_from("<I", body, 6)
        if index >= len(self._book.strings):
            raise damaged("单元格指向不存在的字符串", "a cell points to a string that is not there")
        self._keep(body, self._book.strings[index])

    def _label(self, body: bytes) -> None:
        self._keep(body, self._book.text(body, 6))

    def _number(self, body: bytes) -> None:
        style, value = struct.unpack_from("<Hd", body, 4)
        self._keep(body, self._printed(style, value))

    def _rk(self, body: bytes) -> None:
        style, value = struct.unpack_from("<HI", body, 4)
        self._keep(body, self._printed(style, biff.rk_number(value)))

    def _mul_rk(self, body: bytes) -> None:
        row, column = struct.unpack_from("<HH", body)
        for position in range((len(body) - 6) // 6):
            style, value = struct.unpack_from("<HI", body, 4 + 6 * position)
            self._put((row + 1, column + 1 + position), self._printed(style, biff.rk_number(value)))

    def _bool_err(self, body: bytes) -> None:
        value, is_error = struct.unpack_from("<BB", body, 6)
        self._keep(body, _bool_or_error(value, is_error=bool(is_error)))

    def _formula(self, body: bytes) -> None:
        row, column, style = struct.unpack_from("<HHH", body)
        result = body[6:14]
        self._formula_place = row + 1, column + 1
        if result[6:8] != b"\xff\xff":
            self._keep(body, self._printed(style, struct.unpack("<d", result)[0]))
        elif result[0] in {1, 2}:
            self._keep(body, _bool_or_error(result[2], is_error=result[0] == 2))
        else:  # a text follows in a record of its own, or the text is empty
            self._keep(body, "")

    def _formula_string(self, body: bytes) -> None:
        if self._formula_place is not None:
            self._put(self._formula_place, self._book.text(body, 0))

    def _merged(self, body: bytes) -> None:
        (count,) = struct.unpack_from("<H", body)
        for top, bottom, left, right in struct.iter_unpack(
            "<HHHH", body[2 : 2 + 8 * count][: (len(body) - 2) // 8 * 8]
        ):
            self._sheet.merged.append(Area(top + 1, left + 1, bottom + 1, right + 1))
        if len(self._sheet.merged) > MAX_CELLS:
            raise refusal("too_large", f"超过 {MAX_CELLS} 个合并区域", f"more than {MAX_CELLS} merged areas")

    def _row(self, body: bytes) -> None:
        row, flags = struct.unpack_from("<H10xH", body)
        if flags & 0x20 and self._sheet.hidden_at is None:
            self._sheet.hidden_at = row + 1, 1

    def _columns(self, body: bytes) -> None:
        first, flags = struct.unpack_from("<H6xH", body)
        if flags & 1 and self._sheet.hidden_at is None:
            self._sheet.hidden_at = 1, first + 1


def _bool_or_error(value: int, *, is_error: bool) -> str:
    if is_error:
        return biff.ERRORS.get(value, "#N/A")
    return "TRUE" if value else "FALSE"
