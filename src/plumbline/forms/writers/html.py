"""Sheet → a stand-alone HTML page: real merged cells, styles for paper, no script, nothing loaded from elsewhere."""

from html import escape

from plumbline.forms.writers.sheet import Sheet, SheetCell, SheetLine, SheetTable

_STYLE = """
:root { color-scheme: light; }
body { margin: 2rem auto; padding: 0 1rem; max-width: WIDTHcm; color: #000; background: #fff;
  font: 10.5pt/1.5 "Songti SC", SimSun, "宋体", "Noto Serif SC", "Noto Serif CJK SC", serif; }
h1 { margin: 0 0 .3rem; text-align: center; font: 400 18pt/1.4 "Heiti SC", SimHei, "黑体", "Noto Sans SC", "Noto Sans CJK SC", sans-serif; }
p { margin: .2rem 0 .6rem; }
p.subtitle, p.heading { text-align: center; }
p.heading { margin-top: 1rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; table-layout: fixed; width: 100%; min-width: MINIMUMcm; border: 1.2pt solid #000; }
th, td { border: .6pt solid #000; padding: .25em .35em; text-align: center; vertical-align: middle; font-weight: 400;
  white-space: pre-wrap; overflow-wrap: anywhere; line-break: strict; }
.left { text-align: left; }
.right { text-align: right; }
footer { margin-top: .8rem; font-size: 8.5pt; color: #333; overflow-wrap: anywhere; }
footer p { margin: 0; }
@page { size: A4 ORIENTATION; margin: 15mm; }
@media print { body { margin: 0; padding: 0; max-width: none; font-size: 9pt; } .scroll { overflow: visible; } table { min-width: 0; }
  tr { break-inside: auto; } thead { display: table-header-group; } }
"""


def print_sheet(sheet: Sheet) -> bytes:
    """Print the sheet as one UTF-8 page."""
    width = sum(sheet.column_widths)
    style = (
        _STYLE.strip()
        .replace("WIDTH", f"{max(width * 1.15, 18):.1f}")
        .replace("MINIMUM", f"{width * 0.8:.1f}")
        .replace("ORIENTATION", "landscape" if sheet.is_landscape else "portrait")
    )
    lines = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(sheet.name)}</title>",
        f"<style>\n{style}\n</style>",
        "</head>",
        "<body>",
    ]
    for block in sheet.blocks:
        lines += [_line(block)] if isinstance(block, SheetLine) else _table(block, sheet.column_widths)
    if sheet.footer:
        lines += ["<footer>", *(f"<p>{escape(text)}</p>" for text in sheet.footer), "</footer>"]
    lines += ["</body>", "</html>", ""]
    return "\n".join(lines).encode()


def _line(line: SheetLine) -> str:
    if line.role == "title":
        return f"<h1>{escape(line.text)}</h1>"
    return f'<p class="{line.role}">{escape(line.text)}</p>'


def _table(table: SheetTable, widths: tuple[float, ...]) -> list[str]:
    total = sum(widths)
    columns = "".join(f'<col style="width:{100 * width / total:.2f}%">' for width in widths)
    # A browser moves <thead> to the top, so only a header that is there already may become one.
    header = table.header_rows[1] if table.header_rows and table.header_rows[0] == 1 else 0
    header = header if all(cell.row + cell.row_span - 1 <= header for cell in table.cells if cell.row <= header) else 0
    lines = ['<div class="scroll"><table>', f"<colgroup>{columns}</colgroup>"]
    if header:
        lines += ["<thead>", *(_row(table, row) for row in range(1, header + 1)), "</thead>"]
    lines += ["<tbody>", *(_row(table, row) for row in range(header + 1, table.row_count + 1)), "</tbody>"]
    return [*lines, "</table></div>"]


def _row(table: SheetTable, row: int) -> str:
    return f"<tr>{''.join(_cell(cell) for cell in table.cells if cell.row == row)}</tr>"


def _cell(cell: SheetCell) -> str:
    name = "th" if cell.is_label else "td"
    columns = f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    rows = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    align = f' class="{cell.align}"' if cell.align != "center" else ""
    return f"<{name}{columns}{rows}{align}>{escape(cell.text)}</{name}>"
