"""Sheet → Word document: direct OOXML with real merged cells and East Asian fonts, as Word, WPS and LibreOffice open it."""

import io
import zipfile
from html import escape
from itertools import pairwise

from plumbline.forms.writers.sheet import Sheet, SheetCell, SheetLine, SheetTable

_TWIPS_PER_CM = 567
_PAGE = (11906, 16838)
"""A4 in twips."""
_MARGIN = 851
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FOOTER_ID = "rId3"

_CONTENT_TYPES = (
    f"{_HEAD}"
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>'
    '<Override PartName="/word/settings.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>'
    '<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    "</Types>"
)
_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROOT_RELATIONSHIPS = (
    f"{_HEAD}"
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONSHIP}/officeDocument" Target="word/document.xml"/>'
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/>'
    "</Relationships>"
)
_DOCUMENT_RELATIONSHIPS = (
    f"{_HEAD}"
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONSHIP}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_RELATIONSHIP}/settings" Target="settings.xml"/>'
    f'<Relationship Id="{_FOOTER_ID}" Type="{_RELATIONSHIP}/footer" Target="footer1.xml"/>'
    "</Relationships>"
)
_SETTINGS = (
    f'{_HEAD}<w:settings {_NAMESPACES}><w:characterSpacingControl w:val="compressPunctuation"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)


def _style(name: str, title: str, paragraph: str, run: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}"><w:name w:val="{title}"/><w:basedOn w:val="Normal"/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _fonts(east_asian: str) -> str:
    return f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="{east_asian}"/>'


_CENTER = '<w:jc w:val="center"/>'
_STYLES = (
    f"{_HEAD}<w:styles {_NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{_fonts('宋体')}"
    '<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    + _style(
        "FormTitle",
        "表名",
        '<w:spacing w:after="60"/>' + _CENTER,
        _fonts("黑体") + '<w:sz w:val="36"/><w:szCs w:val="36"/>',
    )
    + _style(
        "FormSubtitle", "表名年度", '<w:spacing w:after="120"/>' + _CENTER, '<w:sz w:val="24"/><w:szCs w:val="24"/>'
    )
    + _style("FormField", "表外栏目", '<w:spacing w:after="120"/>', '<w:sz w:val="21"/><w:szCs w:val="21"/>')
    + _style(
        "FormHeading",
        "表间标题",
        '<w:keepNext/><w:spacing w:before="200" w:after="120"/>' + _CENTER,
        _fonts("黑体") + '<w:sz w:val="24"/><w:szCs w:val="24"/>',
    )
    + _style("FormLabel", "表内栏目", "", _fonts("黑体") + '<w:sz w:val="19"/><w:szCs w:val="19"/>')
    + _style("FormValue", "表内内容", "", '<w:sz w:val="19"/><w:szCs w:val="19"/>')
    + _style("FormFooter", "表脚", "", '<w:sz w:val="16"/><w:szCs w:val="16"/>')
    + "</w:styles>"
)
_LINE_STYLES = {"title": "FormTitle", "subtitle": "FormSubtitle", "field": "FormField", "heading": "FormHeading"}


def print_sheet(sheet: Sheet) -> bytes:
    """Print the sheet as one section; footer lines and the page number stand in the page's foot."""
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _ROOT_RELATIONSHIPS,
        "docProps/core.xml": _core(sheet.name),
        "word/document.xml": _document(sheet),
        "word/_rels/document.xml.rels": _DOCUMENT_RELATIONSHIPS,
        "word/styles.xml": _STYLES,
        "word/settings.xml": _SETTINGS,
        "word/footer1.xml": _footer(sheet.footer),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            # A ZipInfo without a date keeps the clock out of the bytes.
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.encode())
    return packed.getvalue()


def _core(title: str) -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title><dc:language>zh-CN</dc:language>'
        "</cp:coreProperties>"
    )


def _document(sheet: Sheet) -> str:
    width, height = reversed(_PAGE) if sheet.is_landscape else _PAGE
    orientation = ' w:orient="landscape"' if sheet.is_landscape else ""
    widths = _fit(sheet.column_widths, width - 2 * _MARGIN)
    body = []
    for previous, block in pairwise((None, *sheet.blocks)):
        if isinstance(block, SheetTable):
            # Word joins tables that touch; an empty paragraph keeps them apart.
            body += ["<w:p/>"] if isinstance(previous, SheetTable) else []
            body.append(_table(block, widths))
        elif block is not None:
            body.append(_line(block))
    # A document may not end with a table: the last paragraph is as small as can be, lest it open a page of its own.
    body.append('<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>')
    return (
        f"{_HEAD}<w:document {_NAMESPACES}><w:body>{''.join(body)}"
        f'<w:sectPr><w:footerReference w:type="default" r:id="{_FOOTER_ID}"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"{orientation}/>'
        f'<w:pgMar w:top="{_MARGIN}" w:right="{_MARGIN}" w:bottom="{_MARGIN}" w:left="{_MARGIN}" '
        'w:header="425" w:footer="425" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def _fit(widths: tuple[float, ...], available: int) -> list[int]:
    """Return the widths in twips; they fill the page."""
    scale = available / (sum(widths) * _TWIPS_PER_CM)
    fitted = [int(width * _TWIPS_PER_CM * scale) for width in widths]
    fitted[-1] += available - sum(fitted)
    return fitted


def _line(line: SheetLine) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{_LINE_STYLES[line.role]}"/></w:pPr>{_run(line.text)}</w:p>'


def _run(text: str) -> str:
    """Return the runs of a paragraph; a TAB is a tab, a line end a break."""
    pieces = []
    for index, part in enumerate(text.split("\n")):
        fields = [f'<w:t xml:space="preserve">{escape(field)}</w:t>' if field else "" for field in part.split("\t")]
        pieces.append(("<w:br/>" if index else "") + "<w:tab/>".join(fields))
    return f"<w:r>{''.join(pieces)}</w:r>" if text else ""


def _table(table: SheetTable, widths: list[int]) -> str:
    border = '<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
    outer = "".join(border.format(side=side, size=8) for side in ("top", "left", "bottom", "right"))
    inner = "".join(border.format(side=side, size=4) for side in ("insideH", "insideV"))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = _rows(table)
    # Word repeats header rows only from the top of a table on.
    header = table.header_rows[1] if table.header_rows and table.header_rows[0] == 1 else 0
    printed = "".join(_row(rows[row], row, widths, is_header=row <= header) for row in range(1, table.row_count + 1))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{outer}{inner}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="57" w:type="dxa"/><w:bottom w:w="28" w:type="dxa"/>'
        f'<w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{printed}</w:tbl>'
    )


def _rows(table: SheetTable) -> dict[int, list[SheetCell]]:
    """Return for each row the cells that begin in it or reach down into it, from left to right."""
    rows: dict[int, list[SheetCell]] = {row: [] for row in range(1, table.row_count + 1)}
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            rows[row].append(cell)
    return {row: sorted(cells, key=lambda cell: cell.column) for row, cells in rows.items()}


def _row(cells: list[SheetCell], row: int, widths: list[int], *, is_header: bool) -> str:
    whole = "<w:cantSplit/>" if all(cell.is_short for cell in cells) else ""
    header = "<w:tblHeader/>" if is_header else ""
    properties = f'<w:trPr>{whole}<w:trHeight w:val="397" w:hRule="atLeast"/>{header}</w:trPr>'
    return f"<w:tr>{properties}{''.join(_cell(cell, row, widths) for cell in cells)}</w:tr>"


def _cell(cell: SheetCell, row: int, widths: list[int]) -> str:
    width = sum(widths[cell.column - 1 : cell.column - 1 + cell.column_span])
    span = f'<w:gridSpan w:val="{cell.column_span}"/>' if cell.column_span > 1 else ""
    begins = cell.row == row
    merge = ""
    if cell.row_span > 1:
        merge = '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
    style = "FormLabel" if cell.is_label else "FormValue"
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:jc w:val="{cell.align}"/></w:pPr>{_run(cell.text) if begins else ""}</w:p></w:tc>'
    )


def _field(code: str) -> str:
    return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _footer(lines: tuple[str, ...]) -> str:
    style = '<w:pStyle w:val="FormFooter"/>'
    printed = "".join(f"<w:p><w:pPr>{style}</w:pPr>{_run(line)}</w:p>" for line in lines)
    number = f"{_run('第 ')}{_field('PAGE')}{_run(' 页 共 ')}{_field('NUMPAGES')}{_run(' 页')}"
    return f"{_HEAD}<w:ftr {_NAMESPACES}>{printed}<w:p><w:pPr>{style}{_CENTER}</w:pPr>{number}</w:p></w:ftr>"
