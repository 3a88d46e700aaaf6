"""The problems reading a PDF can report, as sentences."""

from itertools import groupby

from plumbline.forms.places import Cell, ReadingProblem
from plumbline.forms.sources.pdf.continuation import JoinedRow


def _at_page(file: str, page: int) -> Cell:
    return Cell(file, f"page:{page}", 1, 1)


def mended_file() -> ReadingProblem:
    """Say that the table of objects was missing or wrong and was rebuilt."""
    return ReadingProblem(
        "damaged_file_mended",
        "文件的结构有损坏或不完整，已尽量恢复，可能缺页；请与原件核对，或重新下载。",
        "The file's structure is damaged or cut short and was rebuilt as far as possible; compare with the original or download it again.",
    )


def too_many_pages(file: str, limit: int) -> ReadingProblem:
    """Say that the file has more pages than are read."""
    return ReadingProblem(
        "too_many_pages",
        f"文件超过 {limit} 页，之后的页面未读取；请拆分后再试。",
        f"The file has more than {limit} pages; those after were not read. Split it and retry.",
        _at_page(file, limit + 1),
    )


def page_too_large(file: str, page: int) -> ReadingProblem:
    """Say that one page draws too much."""
    return ReadingProblem(
        "page_too_large",
        f"第 {page} 页的绘图内容过多，未读取；如页面上有绩效表，请单独导出该页后再试。",
        f"Page {page} draws too much and was not read; if it holds a form, export the page by itself and retry.",
        _at_page(file, page),
    )


def damaged_page(file: str, page: int) -> ReadingProblem:
    """Say that one page cannot be carried out."""
    return ReadingProblem(
        "damaged_page",
        f"第 {page} 页已损坏，未读取；请重新下载或重新导出文件。",
        f"Page {page} is damaged and was not read; download or export the file again.",
        _at_page(file, page),
    )


def damaged_content(file: str, page: int) -> ReadingProblem:
    """Say that some of a page's instructions could not be carried out."""
    return ReadingProblem(
        "damaged_content",
        f"第 {page} 页有部分内容损坏，未能读取；请与原件核对，或重新导出文件。",
        f"Some of the content of page {page} is damaged and was not read; compare with the original or export the file again.",
        _at_page(file, page),
    )


def dense_drawing(file: str, page: int) -> ReadingProblem:
    """Say that a drawing has more lines than tables have."""
    return ReadingProblem(
        "dense_drawing",
        f"第 {page} 页的线条过多（地图或图纸），部分线条未计入，表格可能读不全；请核对该页。",
        f"Page {page} has too many lines (a map or plan); some were not counted, so tables on it may be incomplete. Check the page.",
        _at_page(file, page),
    )


def garbled_text(file: str, page: int, *, count: int) -> ReadingProblem:
    """Count characters whose font does not say what they are; they read as U+FFFD."""
    return ReadingProblem(
        "garbled_text",
        f"第 {page} 页有 {count} 个字符的字体没有文字编码，读作“�”；请对照原件补全，或重新导出 PDF。",
        f"{count} characters on page {page} have a font that does not say what they are and read as “�”; complete them from the original.",
        _at_page(file, page),
    )


def scanned_pages(file: str, pages: list[int]) -> list[ReadingProblem]:
    """Name pages that are pictures in a file that has text elsewhere, one problem for each run of pages."""
    problems = []
    for _, run in groupby(enumerate(pages), key=lambda entry: entry[1] - entry[0]):
        numbers = [page for _, page in run]
        first, last = numbers[0], numbers[-1]
        where_zh = f"第 {first} 页是" if first == last else f"第 {first} 至 {last} 页是"
        where_en = f"Page {first} is" if first == last else f"Pages {first} to {last} are"
        problems.append(
            ReadingProblem(
                "scanned_page",
                f"{where_zh}扫描图像，没有文字层，未读取；如其中有绩效表，请提供带文字层的文件。",
                f"{where_en} scanned without a text layer and not read; if there are forms on them, provide a file with text.",
                _at_page(file, first),
            )
        )
    return problems


def joined_row(file: str, joined: JoinedRow) -> ReadingProblem:
    """Say that a row cut by the end of a page was put together."""
    table = joined.table
    cell = Cell(file, f"page:{table.page}/table:{table.number}", joined.row + 1, 1)
    return ReadingProblem(
        "split_row_joined",
        f"第 {table.page} 页表格最后一行被分页切断，已与第 {joined.from_page} 页的后半部分合并；请核对该行。",
        f"The last row of the table on page {table.page} was cut by the page end and joined with its rest on page {joined.from_page}.",
        cell,
    )
