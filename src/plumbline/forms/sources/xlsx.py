"""Excel workbooks: every sheet one grid, numbers printed as a person sees them.

The XML is read directly, as a stream: number formats and merged areas are needed together, and a sheet whose two only cells lie
a billion positions apart must cost no more than two cells.
"""

from posixpath import normpath
from typing import NamedTuple

from lxml import etree

from plumbline.forms.grid import Document, Grid
from plumbline.forms.sources.limits import Budget
from plumbline.forms.sources.number_formats import BUILT_IN
from plumbline.forms.sources.package import WORKBOOK_MAIN, Package
from plumbline.forms.sources.problems import empty_document
from plumbline.forms.sources.sheets import Sheet
from plumbline.forms.sources.xlsx_parts import SharedStrings, SheetStream

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRINGS = "xl/sharedStrings.xml"


def read_xlsx(data: bytes, file: str) -> Document:
    """Read an Excel workbook (xlsx, xlsm, xltx, WPS Spreadsheets in the new format)."""
    package = Package(data)
    book = package.tree(WORKBOOK_MAIN)
    formats = _formats(package)
    settings = next(book.iter("{*}workbookPr"), None)
    since_1904 = settings is not None and settings.get("date1904") in {"1", "true"}
    strings = SharedStrings()
    if package.has(_STRINGS):
        strings.run(package, _STRINGS)
    budget = Budget()
    blocks: list[Grid] = []
    problems = []
    for name, state, path in sheets_of(package, book):
        sheet = Sheet(name, hidden=state in {"hidden", "veryHidden"})
        SheetStream(sheet, strings=strings.strings, formats=formats, since_1904=since_1904).run(package, path)
        grid, found = sheet.grid(file, budget)
        problems += found
        if grid is not None:
            blocks.append(grid)
    if not blocks:
        problems.append(empty_document())
    return Document(file, "xlsx", tuple(blocks), tuple(problems))


class SheetEntry(NamedTuple):
    """A worksheet: its name, whether it is hidden, and its part."""

    name: str
    state: str
    path: str


def sheets_of(package: Package, book: etree._Element) -> list[SheetEntry]:
    """List the worksheets in the order of their tabs; charts and macro sheets are left out."""
    targets: dict[str, tuple[str, str]] = {}
    if package.has("xl/_rels/workbook.xml.rels"):
        for relation in package.tree("xl/_rels/workbook.xml.rels").iter("{*}Relationship"):
            target = relation.get("Target") or ""
            path = target.lstrip("/") if target.startswith("/") else normpath(f"xl/{target}")
            targets[relation.get("Id") or ""] = relation.get("Type") or "", path
    found: list[SheetEntry] = []
    for number, sheet in enumerate(book.iter("{*}sheet"), 1):
        kind, path = targets.get(sheet.get(_RELATION) or "", ("/worksheet", f"xl/worksheets/sheet{number}.xml"))
        if kind.endswith("/worksheet"):
            found.append(SheetEntry(sheet.get("name") or f"Sheet{number}", sheet.get("state") or "visible", path))
    return found


def _formats(package: Package) -> list[str]:
    """Return the number format code of each cell style."""
    if not package.has("xl/styles.xml"):
        return []
    styles = package.tree("xl/styles.xml")
    codes = dict(BUILT_IN)
    for custom in styles.iter("{*}numFmt"):
        number = custom.get("numFmtId") or ""
        if number.isdecimal():
            codes[int(number)] = custom.get("formatCode") or "General"
    cell_styles = next(styles.iter("{*}cellXfs"), None)
    numbers = [] if cell_styles is None else [style.get("numFmtId") or "0" for style in cell_styles]
    return [codes.get(int(number), "General") if number.isdecimal() else "General" for number in numbers]
