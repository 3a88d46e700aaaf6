"""Files that must be read and files that must be refused, built from nothing."""

import io
import struct
import zipfile
from collections.abc import Callable

import docx
import xlsxwriter

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(9))
    + "]>"
)
OUTSIDE_ENTITY = '<!DOCTYPE l [<!ENTITY j SYSTEM "file:///etc/hostname">]>'


def zipped(parts: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def word(body: str, *, prolog: str = "", namespace: str = W) -> bytes:
    """A Word file with a body of raw XML."""
    xml = f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": xml})


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(content: str = "", properties: str = "") -> str:
    inner = content if content.startswith("<") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def workbook(sheet: str, *, strings: str = "", styles: str = "", book: str = "", sheet_prolog: str = "") -> bytes:
    """An Excel file with one sheet of raw XML."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}">{book}<sheets><sheet name="自评表" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'{sheet_prolog}<worksheet xmlns="{S}">{sheet}</worksheet>',
    }
    if strings:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{S}">{strings}</sst>'
    if styles:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{S}">{styles}</styleSheet>'
    return zipped(parts)


def docx_form(rows: int = 30, columns: int = 9) -> bytes:
    """A self-evaluation form as Word writes it: a title, merged cells both ways, a nested table."""
    document = docx.Document()
    document.add_paragraph("项目支出绩效自评表")
    grid = document.add_table(rows, columns)
    for number, place in enumerate(grid._cells):
        place.text = f"格{number}"
    grid.cell(0, 0).merge(grid.cell(0, columns - 1))
    grid.cell(3, 0).merge(grid.cell(6, 1))
    grid.cell(10, 3).add_table(2, 2).cell(0, 0).text = "内"
    document.add_paragraph("填表人：张三")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def xlsx_form(rows: int = 30, columns: int = 9) -> bytes:
    """A self-evaluation form as a spreadsheet program writes it, with formats and merged areas."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("自评表")
    sheet.merge_range(0, 0, 0, columns - 1, "项目支出绩效自评表")
    sheet.write(1, 0, 0.9949, book.add_format({"num_format": "0.00%"}))
    sheet.write(1, 1, 45260, book.add_format({"num_format": "yyyy/m/d"}))
    sheet.write(1, 2, 1234.5, book.add_format({"num_format": "#,##0.00"}))
    sheet.write(1, 3, 10.0)
    sheet.write_boolean(1, 4, True)
    sheet.write_formula(1, 5, "=1+1", None, 2)
    sheet.merge_range(3, 0, 6, 1, "产出指标")
    for row in range(2, rows):
        for column in range(2, columns):
            sheet.write(row, column, f"格{row},{column}" if column % 3 else row * column / 8)
    book.close()
    return buffer.getvalue()


def html_form(rows: int = 30) -> bytes:
    body = "".join(f"<tr><td rowspan=1>指标{row}</td><td>≥{row}</td><td>{row}<br>次</td></tr>" for row in range(rows))
    return f"<html><head><meta charset=gb2312><title>表</title></head><body><h1>绩效自评表</h1><table>{body}</table></body></html>".encode(
        "gb18030"
    )


def mht_form() -> bytes:
    return (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="=b"\r\n\r\n--=b\r\nContent-Type: text/html; charset="utf-8"\r\n'
        b"Content-Transfer-Encoding: 8bit\r\n\r\n"
        + "<html><table><tr><td>项目名称</td><td>示范</td></tr></table></html>".encode()
        + b"\r\n--=b--\r\n"
    )


def csv_form(rows: int = 30) -> bytes:
    return ("项目,指标,指标值,实际值\n" + "".join(f"P{row},指标{row},≥{row},{row}\n" for row in range(rows))).encode(
        "utf-8-sig"
    )


def text_form(rows: int = 30) -> bytes:
    return ("绩效自评表\n" + "".join(f"产出指标\t数量指标\t指标{row}\t≥{row}\t{row}\n" for row in range(rows))).encode()


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def unicode_string(text: str, length_format: str = "<H") -> bytes:
    return struct.pack(length_format, len(text)) + b"\x01" + text.encode("utf-16-le")


def compound(streams: dict[str, bytes], *, sector: int = 512) -> bytes:
    """An OLE2 compound file with streams of at least 4096 bytes each, shorter ones padded with zeros."""
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    body, chains, starts = b"", [], {}
    for name, content in streams.items():
        padded = content.ljust(4096, b"\0")
        padded += b"\0" * (-len(padded) % sector)
        first, count = len(body) // sector, len(padded) // sector
        starts[name] = first, len(padded)
        chains += [*range(first + 1, first + count), end]
        body += padded
    entries = _entry("Root Entry", 5, end, 0) + b"".join(_entry(name, 2, *starts[name]) for name in streams)
    entries += b"\0" * (-len(entries) % sector)
    directory, count = len(body) // sector, len(entries) // sector
    chains += [*range(directory + 1, directory + count), end]
    body += entries
    table_sectors = 1
    while (len(chains) + table_sectors) * 4 > table_sectors * sector:
        table_sectors += 1
    table_start = len(body) // sector
    chains += [0xFFFFFFFD] * table_sectors
    table = struct.pack(f"<{len(chains)}I", *chains)
    body += table + struct.pack("<I", free) * ((table_sectors * sector - len(table)) // 4)
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 16
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, sector.bit_length() - 1, 6)
        + b"\0" * 10
    )
    header += struct.pack("<8I", table_sectors, directory, 0, 4096, end, 0, end, 0)
    places = [*range(table_start, table_start + table_sectors)]
    header += struct.pack("<109I", *places, *[free] * (109 - len(places)))
    return header.ljust(sector, b"\0") + body


def _entry(name: str, kind: int, first: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBB", len(encoded), kind, 1)
        + b"\xff" * 12
        + b"\0" * 36
        + struct.pack("<IQ", first, size)
    )


def xls_form(*, extra: bytes = b"", globals_extra: bytes = b"", sector: int = 512) -> bytes:
    """A workbook in the old format: a merged title, shared strings, numbers with formats."""
    strings = ["项目支出绩效自评表", "指标", "plain"]
    sst = struct.pack("<II", 3, 3) + b"".join(unicode_string(text) for text in strings)
    formats = b"".join(record(0x00E0, struct.pack("<HH", 0, number) + b"\0" * 16) for number in (0, 10, 14, 164))
    bof = record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0))
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 16, 0, 0, 0, 0)) + b"".join((
        record(0x00FD, struct.pack("<HHHI", 0, 0, 0, 0)),
        record(0x0203, struct.pack("<HHHd", 1, 0, 1, 0.9949)),
        record(0x027E, struct.pack("<HHHI", 1, 1, 2, 45260 << 2 | 2)),
        record(0x00BD, struct.pack("<HHHIHIH", 1, 2, 3, 123450 << 2 | 3, 0, 1000 << 2 | 3, 3)),
        record(0x0205, struct.pack("<HHHBB", 2, 0, 0, 1, 0)),
        record(0x0205, struct.pack("<HHHBB", 2, 1, 0, 7, 1)),
        record(0x0006, struct.pack("<HHH", 2, 2, 0) + b"\0\0\0\0\0\0\xff\xff" + b"\0" * 8),
        record(0x0207, unicode_string("公式")),
        record(0x0204, struct.pack("<HHH", 2, 3, 0) + unicode_string("文字")),
        record(0x00E5, struct.pack("<HHHHH", 1, 0, 0, 0, 3)),
        extra,
        record(0x000A, b""),
    ))  # fmt: skip
    name = unicode_string("自评表", "<B")
    head = bof + globals_extra + record(0x041E, struct.pack("<H", 164) + unicode_string('#,##0.00"万元"')) + formats
    bound = record(0x0085, b"\0" * 6 + name)
    rest = record(0x00FC, sst) + record(0x000A, b"")
    offset = len(head) + len(bound) + len(rest)
    bound = record(0x0085, struct.pack("<IBB", offset, 0, 0) + name)
    return compound({"Workbook": head + bound + rest + sheet}, sector=sector)


MUST_READ: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a Word form": ("docx", docx_form),
    "an Excel form": ("xlsx", xlsx_form),
    "an old Excel form": ("xls", xls_form),
    "a web page": ("html", html_form),
    "a web archive": ("html", mht_form),
    "a comma-separated file": ("csv", csv_form),
    "tab-separated text": ("txt", text_form),
    "a Word file with cyclic styles": (
        "docx",
        lambda: zipped({
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{paragraph("正文")}</w:body></w:document>',
            "word/styles.xml": f'<w:styles xmlns:w="{W}"><w:style w:styleId="a"><w:basedOn w:val="b"/></w:style>'
            '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>',
        }),
    ),
    "a Word file with macros": (
        "docx",
        lambda: zipped({
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{paragraph("正文")}</w:body></w:document>',
            "word/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"macro" * 200,
        }),
    ),
    "a cell that spans a hundred million columns": (
        "docx",
        lambda: word(table(cell("甲", '<w:gridSpan w:val="100000000"/>') + cell("乙"))),
    ),
    "a cell that spans a thousand million rows": ("html", lambda: b"<table><tr><td rowspan=1000000000 colspan=100000000>a<tr><td>b</table>"),
    "a sheet that claims every position": (
        "xlsx",
        lambda: workbook(
            '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="str"><v>甲</v></c></row>'
            '<row r="1048576"><c r="XFD1048576" t="str"><v>乙</v></c></row></sheetData>'
        ),
    ),
    "a hundred thousand merged cells": (
        "xlsx",
        lambda: workbook(
            '<sheetData><row r="1"><c r="A1" t="str"><v>甲</v></c></row></sheetData><mergeCells>'
            + "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(1, 100_001))
            + "</mergeCells>"
        ),
    ),
    "merged cells on top of each other": (
        "xlsx",
        lambda: workbook(
            '<sheetData><row r="1"><c r="A1" t="str"><v>甲</v></c></row><row r="5000"><c r="CV5000"><v>1</v></c></row></sheetData><mergeCells>'
            + "".join(f'<mergeCell ref="A{row}:CV5000"/>' for row in range(1, 2000))
            + "</mergeCells>"
        ),
    ),
}  # fmt: skip

MUST_REFUSE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "an empty file": ("empty_file", lambda: b""),
    "blanks only": ("empty_file", lambda: b" \r\n\t" * 50),
    "a Word file cut in half": ("damaged", lambda: docx_form()[: len(docx_form()) // 2]),
    "an Excel file cut in half": ("damaged", lambda: xlsx_form()[: len(xlsx_form()) // 2]),
    "an old Excel file cut in half": ("damaged", lambda: xls_form()[:2000]),
    "an Office package without a main part": ("damaged", lambda: zipped({"[Content_Types].xml": "<Types/>"})),
    "a Word file whose XML breaks off": ("damaged", lambda: zipped({"word/document.xml": f'<w:document xmlns:w="{W}"><w:body>'})),
    "a new Office file with a password": ("encrypted", lambda: compound({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": b"\1" * 5000})),
    "an old Excel file with a password": ("encrypted", lambda: xls_form(globals_extra=record(0x002F, b"\0" * 6))),
    "an old Word file with a password": ("encrypted", lambda: compound({"WordDocument": b"\xec\xa5" + b"\0" * 8 + b"\0\1"})),
    "a file of 200 MB": ("too_large", lambda: b"a" * (200 << 20)),
    "a text of 40 MB": ("too_large", lambda: b"a" * (40 << 20)),
    "a text of three million fields": ("too_large", lambda: b"1\t2\t3\n" * 1_000_000),
    "tables nested ten thousand deep": (
        "too_deep",
        lambda: word("<w:tbl><w:tr><w:tc>" * 10_000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 10_000),
    ),
    "tables nested sixty deep": ("too_deep", lambda: word("<w:tbl><w:tr><w:tc>" * 60 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 60)),
    "text boxes nested sixty deep": (
        "too_deep",
        lambda: word("<w:p><w:r><w:txbxContent>" * 60 + "<w:p/>" + "</w:txbxContent></w:r></w:p>" * 60),
    ),
    "web tables nested ten thousand deep": (
        "too_deep",
        lambda: b"<html>" + b"<table><tr><td>" * 10_000 + b"x" + b"</td></tr></table>" * 10_000,
    ),
    "a thousandfold swelling part": ("bomb", lambda: zipped({"word/document.xml": b"<a>" + b" " * (60 << 20)})),
    "an archive of thirty thousand files": ("bomb", lambda: zipped({f"a{number}": "" for number in range(30_000)})),
    "a billion laughs in Word": ("bomb", lambda: word(paragraph("&j;"), prolog=LAUGHS)),
    "a billion laughs in Excel": ("bomb", lambda: workbook('<sheetData><row><c t="str"><v>&j;</v></c></row></sheetData>', sheet_prolog=LAUGHS)),
    "a billion laughs in UTF-16": (
        "bomb",
        lambda: zipped({
            "xl/workbook.xml": f'<workbook xmlns="{S}"><sheets><sheet name="S"/></sheets></workbook>',
            "xl/worksheets/sheet1.xml": f'<?xml version="1.0" encoding="UTF-16"?>{LAUGHS}<worksheet>&j;</worksheet>'.encode("utf-16"),
        }),
    ),
    "an entity from outside": ("bomb", lambda: word(paragraph("&j;"), prolog=OUTSIDE_ENTITY)),
    "a picture": ("unknown_type", lambda: b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" * 20),
    "an archive of forms": ("unknown_type", lambda: zipped({"a.docx": docx_form()})),
    "a program": ("unknown_type", lambda: b"MZ\x90\0\3\0\0\0" * 100),
    "a presentation": ("unknown_type", lambda: zipped({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"})),
    "an OpenDocument text": ("unknown_type", lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"})),
    "a binary workbook": ("unknown_type", lambda: zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": b"\0"})),
    "XML data": ("unknown_type", lambda: b'<?xml version="1.0"?><data/>'),
    "noise": ("unknown_type", lambda: bytes((number * 73 + number // 7) % 256 for number in range(5000))),
}  # fmt: skip
