"""The big parts of an Excel workbook, read as streams that keep no tree."""

import re
from xml.parsers import expat

from plumbline.forms.sources.limits import MAX_CELLS
from plumbline.forms.sources.number_formats import general, printed_number
from plumbline.forms.sources.package import Package
from plumbline.forms.sources.refusals import damaged, refusal
from plumbline.forms.sources.sheets import COLUMNS, ROWS, Area, Sheet

_PIECE_BYTES = 1 << 16
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class _Stream:
    """Runs a part through a parser and keeps the characters of the elements that hold text."""

    holders: frozenset[str]

    def __init__(self) -> None:
        self.text: list[str] = []
        self._holding = False
        self._phonetic = False

    def run(self, package: Package, path: str) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = _refuse_doctype
        try:
            with package.open(path) as part:
                while piece := part.read(_PIECE_BYTES):
                    parser.Parse(piece, False)
            parser.Parse(b"", True)
        except (expat.ExpatError, LookupError, ValueError) as error:
            line = parser.CurrentLineNumber
            raise damaged(f"{path} 第 {line} 行有误", f"a fault in line {line} of {path}") from error

    def started(self, name: str, attributes: dict[str, str]) -> None:
        """Take notice of an element."""

    def ended(self, name: str) -> None:
        """Take notice of the end of an element."""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(" ")[2]
        if name in self.holders:
            self._holding = not self._phonetic
        elif name == "rPh":
            self._phonetic = True
        else:
            self.started(name, attributes)

    def _end(self, name: str) -> None:
        name = name.rpartition(" ")[2]
        if name in self.holders:
            self._holding = False
        elif name == "rPh":
            self._phonetic = False
        else:
            self.ended(name)

    def _characters(self, text: str) -> None:
        if self._holding:
            self.text.append(text)


class SharedStrings(_Stream):
    """The table of strings that cells point into."""

    holders = frozenset({"t"})

    def __init__(self) -> None:
        super().__init__()
        self.strings: list[str] = []

    def started(self, name: str, _attributes: dict[str, str]) -> None:
        """Begin a string."""
        if name == "si":
            self.text = []

    def ended(self, name: str) -> None:
        """Keep a string."""
        if name == "si":
            self.strings.append(_unescaped("".join(self.text)))
            if len(self.strings) > MAX_CELLS:
                raise refusal("too_large", f"超过 {MAX_CELLS} 个字符串", f"more than {MAX_CELLS} strings")


class SheetStream(_Stream):
    """Fills a `Sheet` from its part."""

    holders = frozenset({"v", "t"})

    def __init__(self, sheet: Sheet, *, strings: list[str], formats: list[str], since_1904: bool) -> None:
        super().__init__()
        self._sheet, self._strings, self._formats, self._since_1904 = sheet, strings, formats, since_1904
        self._row = self._column = 0
        self._cell: dict[str, str] = {}
        self._has_formula = False

    def started(self, name: str, attributes: dict[str, str]) -> None:
        """Place rows, cells and merged areas."""
        if name == "c":
            self._start_cell(attributes)
        elif name == "row":
            self._row = _number(attributes.get("r"), self._row + 1, ROWS)
            self._column = 0
            if attributes.get("hidden") in {"1", "true"} and self._sheet.hidden_at is None:
                self._sheet.hidden_at = self._row, 1
        elif name == "f":
            self._has_formula = True
        elif name == "mergeCell":
            self._merge(attributes.get("ref") or "")
        elif name == "col" and attributes.get("hidden") in {"1", "true"} and self._sheet.hidden_at is None:
            self._sheet.hidden_at = 1, _number(attributes.get("min"), 1, COLUMNS)

    def ended(self, name: str) -> None:
        """Keep a cell."""
        if name != "c":
            return
        text = self._value("".join(self.text))
        place = self._row, self._column
        self._sheet.texts[place] = text
        if self._has_formula and not text and self._cell.get("t") != "str":
            self._sheet.without_value.append(place)
        if len(self._sheet.texts) > MAX_CELLS:
            raise refusal("too_large", f"超过 {MAX_CELLS} 个单元格", f"more than {MAX_CELLS} cells")

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self.text, self._cell, self._has_formula = [], attributes, False
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            self._row, self._column = _position(reference)
        if not (1 <= self._row <= ROWS and self._column <= COLUMNS):
            raise damaged("单元格位置超出工作表", "a cell lies outside of the sheet")

    def _value(self, text: str) -> str:
        kind = self._cell.get("t", "n")
        if kind == "s":
            return self._shared(text)
        if kind in {"str", "inlineStr"}:
            return _unescaped(text)
        if kind == "b":
            return "TRUE" if text.strip() in {"1", "true"} else "FALSE" if text else ""
        if kind == "d":
            return text.removesuffix("T00:00:00").replace("T", " ")
        if kind == "e" or not text.strip():
            return text.strip()
        try:
            value = float(text)
        except ValueError:
            return text
        style = self._cell.get("s", "0")
        index = int(style) if style.isdecimal() and len(style) < 7 else 0
        if index >= len(self._formats):
            return general(value)
        return printed_number(value, self._formats[index], since_1904=self._since_1904)

    def _shared(self, text: str) -> str:
        index = text.strip()
        if not index:
            return ""
        if not index.isdecimal() or len(index) > 9 or int(index) >= len(self._strings):
            raise damaged("单元格指向不存在的字符串", "a cell points to a string that is not there")
        return self._strings[int(index)]

    def _merge(self, reference: str) -> None:
        start, _, end = reference.partition(":")
        top, left = _position(start)
        bottom, right = _position(end or start)
        self._sheet.merged.append(Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right)))
        if len(self._sheet.merged) > MAX_CELLS:
            raise refusal("too_large", f"超过 {MAX_CELLS} 个合并区域", f"more than {MAX_CELLS} merged areas")


def _position(reference: str) -> tuple[int, int]:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise damaged("单元格位置有误", "the position of a cell is wrong")
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def _number(text: str | None, otherwise: int, most: int) -> int:
    """Read a count of a sheet; what is none becomes `otherwise`, what is too large is damage."""
    number = int(text) if text and text.isdecimal() and len(text) < 10 else otherwise
    if number > most:
        raise damaged("行号或列号超出工作表", "a row or column lies outside of the sheet")
    return number


def _unescaped(text: str) -> str:
    """Undo Excel's escapes of control characters, as in ``_x000D_``; line ends become LF."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _refuse_doctype(*_: object) -> None:
    raise refusal("bomb", "内部 XML 带有实体定义", "its XML defines entities")
