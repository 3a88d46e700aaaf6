"""What the sources put right or warn of, as `ReadingProblem`; the codes are in docs/reference/reading-problems.md."""

from plumbline.forms.places import Cell, ReadingProblem


def tracked_changes() -> ReadingProblem:
    """Say that changes of a Word document are waiting to be accepted."""
    return ReadingProblem(
        "tracked_changes",
        "文件含有尚未接受的修订，已按全部接受后的内容读取；请确认修订后再定稿。",
        "The document has tracked changes; it was read as if all were accepted. Settle them before it is final.",
    )


def nested_table(cell: Cell, number: int) -> ReadingProblem:
    """Say that a cell holds a table, which became a grid of its own."""
    return ReadingProblem(
        "nested_table",
        f"单元格内还有一张表，已作为第 {number} 张表另行读取；请核对该单元格的内容。",
        f"The cell holds a table, read apart as table {number}; check what the cell should say.",
        cell,
    )


def hidden_merged_text(cell: Cell, text: str) -> ReadingProblem:
    """Say that a position covered by a merged cell has text that nobody sees."""
    shown = text.strip()[:30]
    return ReadingProblem(
        "hidden_merged_text",
        f"合并单元格所盖住的位置藏有文字“{shown}”，未予采用；请核对原件。",
        f'A position covered by a merged cell hides the text "{shown}", which was left out; compare with the original.',
        cell,
    )


def clamped_span(cell: Cell, span: int) -> ReadingProblem:
    """Say that a cell claims to cover more columns than a table can have."""
    return ReadingProblem(
        "span_clamped",
        f"单元格声称跨 {span} 列，超出表格，已按合理范围读取；请核对该处的合并。",
        f"The cell claims to span {span} columns, more than the table has, and was cut back; check the merged cells there.",
        cell,
    )


def hidden_sheet(cell: Cell, name: str) -> ReadingProblem:
    """Say that a sheet is hidden but was read."""
    return ReadingProblem(
        "hidden_sheet",
        f"工作表“{name}”是隐藏的，仍已读取；请确认是否应当包含。",
        f'The sheet "{name}" is hidden but was read; check whether it should be included.',
        cell,
    )


def hidden_rows(cell: Cell) -> ReadingProblem:
    """Say that rows or columns of a sheet are hidden but were read."""
    return ReadingProblem(
        "hidden_rows",
        "工作表中有隐藏的行或列，仍已读取；请确认其内容是否有效。",
        "The sheet has hidden rows or columns, which were read; check whether their content is valid.",
        cell,
    )


def formula_without_value(cell: Cell, count: int) -> ReadingProblem:
    """Say that formulas were saved without their results."""
    return ReadingProblem(
        "formula_without_value",
        f"有 {count} 个公式没有保存计算结果，按空白读取；请用表格软件打开并保存一次再试。",
        f"{count} formulas were saved without a result and read as blank; open the file in a spreadsheet program and save it once.",
        cell,
    )


def sparse_sheet(cell: Cell) -> ReadingProblem:
    """Say that content lies so far apart that blanks between were not filled in."""
    return ReadingProblem(
        "sparse_sheet",
        "工作表内容分布得过于分散，空白位置未逐一列出；请删除远处多余的内容。",
        "The content of the sheet lies far apart, so blank positions are not listed; delete what strayed far away.",
        cell,
    )


def converted(program: str) -> ReadingProblem:
    """Say that the file was read through a conversion."""
    return ReadingProblem(
        "converted",
        f"旧版文件经 {program} 转换后读取；如有出入，请以原件为准。",
        f"The old file was read after conversion by {program}; where they differ, the original counts.",
    )


def empty_document() -> ReadingProblem:
    """Say that the file can be read but says nothing."""
    return ReadingProblem(
        "nothing_found",
        "文件可以打开，但没有任何文字或表格；请确认是否选对了文件。",
        "The file opens but holds no text and no table; check that it is the right file.",
    )


def cut_short() -> ReadingProblem:
    """Say that the end of the file is missing."""
    return ReadingProblem(
        "cut_short",
        "文件结尾缺失，可能没有下载完整，已读取现有部分；请重新下载后核对。",
        "The end of the file is missing, perhaps the download broke off; what there is was read. Download it again and compare.",
    )
