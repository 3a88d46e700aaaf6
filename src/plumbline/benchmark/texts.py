"""Forms as text: divided by TABs or commas, with the shifts that conversions leave, or running, as a PDF conversion leaves them."""

import csv
import io
from random import Random

from plumbline.benchmark.forming import points
from plumbline.benchmark.model import Draft, DraftRow
from plumbline.forms.writers.sheet import Sheet, SheetLine

_WIDTH = 34
_DEVIATION_WIDTH = 10
_NAME_WIDTH = 16


def rows_of_sheet(sheet: Sheet) -> list[list[str]]:
    """Return the rows of a sheet; the cells of a merged area are blank but for the first, a line is one cell."""
    rows: list[list[str]] = []
    for block in sheet.blocks:
        if isinstance(block, SheetLine):
            rows.append([block.text])
            continue
        table = [[""] * len(sheet.column_widths) for _ in range(block.row_count)]
        for cell in block.cells:
            table[cell.row - 1][cell.column - 1] = cell.text.replace("\n", " ")
        rows += table
        rows.append([])
    return rows


def tab_text(rows: list[list[str]]) -> str:
    """Print rows divided by TABs."""
    return "\n".join("\t".join(row) for row in rows) + "\n"


def padded(rows: list[list[str]]) -> list[list[str]]:
    """Make all rows equally long, as spreadsheets save them."""
    width = max(len(row) for row in rows)
    return [[*row, *[""] * (width - len(row))] for row in rows]


def csv_bytes(rows: list[list[str]]) -> bytes:
    """Print rows as CSV with a byte order mark, as spreadsheets save it."""
    packed = io.StringIO(newline="")
    csv.writer(packed, lineterminator="\r\n").writerows(padded(rows))
    return packed.getvalue().encode("utf-8-sig")


def converted(rows: list[list[str]], rng: Random) -> list[list[str]]:
    """Shift rows as conversions do: tags around goals, fund rows one cell to the right, level labels out of their column."""
    shift_funds = rng.random() < 0.4
    tagged = rng.random() < 0.4
    made = []
    for row in rows:
        cells = list(row)
        if shift_funds and _is_fund_row(cells):
            cells = ["", *cells] if cells[-1:] != [""] else ["", *cells[:-1]]
        elif _is_spare_level(cells) and rng.random() < 0.5:
            cells = [*cells[1:], ""]
        if tagged:
            cells = [f"<p>{cell}</p>" if len(cell) > 40 else cell for cell in cells]
        made.append(cells)
    return made


def _is_fund_row(cells: list[str]) -> bool:
    return (
        len(cells) > 3
        and any("资金" in cell and "项目资金" not in cell for cell in cells[:2])
        and any(cell.replace(".", "").replace(",", "").isdigit() for cell in cells)
    )


def _is_spare_level(cells: list[str]) -> bool:
    """Whether a row holds nothing but the name of a level without indicators."""
    filled = [cell for cell in cells if cell]
    return len(filled) == 1 and len(cells) > 4 and cells[0] == "" and filled[0].endswith("指标")


def running_text(draft: Draft) -> str:
    """Print a self-evaluation in yuan in lines, as a PDF conversion leaves it."""
    lines = [
        "财政项目支出绩效自评表",
        f"({draft.year} 年度)",
        "",
        f"项目名称 {draft.project or ''}",
        "",
        f"主管部门 {draft.department or ''} 实施单位",
        draft.unit or "",
        "",
        "项目资金",
        f"（{draft.money_unit}）",
        "",
        "     年初预算数 全年预算数 全年执行数  分值  执行率 得分",
        "",
    ]
    for index, fund in enumerate(draft.funds):
        figures = [fund.initial, fund.annual, fund.executed]
        figures += [fund.weight, fund.rate, fund.score] if index == 0 else ["—"]
        lines += [
            ("" if index == 0 else "    ") + " ".join([fund.name, *(text or "" for text in figures)]).rstrip(),
            "",
        ]
    lines += ["年度", "总体", "目标", "", "预期目标 实际完成情况", ""]
    lines += [*_wrapped(draft.expected_goal or "", _WIDTH), "", *_wrapped(draft.actual_completion or "", 22), ""]
    lines += [
        "绩",
        "效",
        "指",
        "标",
        "",
        "一级指标 二级指标 三级指标",
        "年度",
        "",
        "指标值",
        "实际",
        "",
        "完成值",
        "分值 得分",
        "",
    ]
    lines += ["偏差原因分析及", "改进措施", ""]
    lines += _indicator_lines(draft)
    lines += [
        " ".join(
            ["总分", points(draft.total_weight, fixed=False) or "", points(draft.total_score, fixed=False) or ""]
        ).rstrip()
    ]
    if draft.grade:
        lines += ["", f"评价等级 {draft.grade}"]
    return "\n".join(lines) + "\n"


def _indicator_lines(draft: Draft) -> list[str]:
    lines: list[str] = []
    level1 = level2 = ""
    for row in draft.rows:
        if row.level1 != level1:
            lines += [row.level1, ""]
            level2 = ""
        if row.level2 != level2:
            lines.append(row.level2)
        level1, level2 = row.level1, row.level2
        lines += [*_wrapped(row.name, _NAME_WIDTH), "", _figures(row)]
        lines += _wrapped(row.deviation, _DEVIATION_WIDTH) if row.deviation else []
        lines.append("")
    return lines


def _figures(row: DraftRow) -> str:
    texts = (row.target, row.actual, points(row.weight, fixed=False), points(row.score, fixed=False))
    return " ".join(text for text in texts if text)


def _wrapped(text: str, width: int) -> list[str]:
    return [text[start : start + width] for start in range(0, len(text), width)]
