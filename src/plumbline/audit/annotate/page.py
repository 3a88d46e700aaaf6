"""Text, web pages, CSV, old Word and Excel: the document as a web page with the findings at their lines and cells."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from plumbline.audit.annotate import AnnotatedCopy
from plumbline.audit.annotate.notes import Note, by_cell, worst
from plumbline.audit.annotate.notices import AS_PAGE, Notice
from plumbline.audit.reports.markup import Markup, element, page
from plumbline.audit.reports.style import BASE
from plumbline.audit.reports.words import SEVERITY_ORDER, counted, place_text, say
from plumbline.errors import Lang
from plumbline.forms.grid import Document, Grid, GridCell, Line

_STYLE = """
body { max-width: 78rem; }
.head { padding-bottom: .8rem; border-bottom: 3px double var(--accent); margin-bottom: 1.4rem; }
.head .by { color: var(--accent); font-size: .9rem; letter-spacing: .12em; }
.line { display: flex; gap: .9rem; margin: .05rem 0; white-space: pre-wrap; }
.line > span:first-child { flex: none; min-width: 2.6em; text-align: right; color: var(--soft);
  font-size: .8rem; line-height: 1.9; user-select: none; }
.scroll { overflow-x: auto; margin: .6rem 0; }
.grid { font-size: .9rem; }
.grid td { border: 1px solid var(--line); white-space: pre-wrap; min-width: 3.2em; vertical-align: middle; overflow-wrap: break-word; }
.grid td.number-of-line { border: 0; color: var(--soft); font-size: .8rem; text-align: right; white-space: nowrap; user-select: none; }
.grid td.beside { padding: 0; border: 0; }
.grid .notes { margin: .3rem 0 .6rem; }
.marked { background: var(--tone-wash); outline: 1.5px solid var(--tone); outline-offset: -1.5px; }
.line .marked { padding: 0 .3em; }
.mark { color: var(--tone); font-size: .78rem; font-weight: 600; vertical-align: super; margin-left: .25em; white-space: nowrap; }
.notes { list-style: none; margin: .4rem 0 1.1rem 3.5rem; }
.notes li { margin: .35rem 0; padding: .45rem .8rem; border-left: 3px solid var(--tone); background: var(--tone-wash); font-size: .92rem; }
.notes li:target { outline: 2px solid var(--tone); }
.notes h2 { font: inherit; font-weight: 600; }
@media (max-width: 44rem) { .notes { margin-left: 0; } body { padding: 1.2rem 1rem; } }
@media print { .notes li { break-inside: avoid; border-color: #777; } .marked { background: none; } .scroll { overflow: visible; } }
"""


def annotate_as_page(
    data: bytes,  # noqa: ARG001 -- every annotator takes the bytes
    document: Document,
    notes: Sequence[Note],
    lang: Lang,
    notice: Notice = AS_PAGE,
) -> AnnotatedCopy:
    """Set the document as a page; every text, cell and line of it is there, in order."""
    writer = _Writer(notes, lang)
    body = [_head(document, notes, lang), element("main", list(writer.blocks(document)))]
    html = page(title=document.file, lang="zh-CN" if lang == "zh" else "en", style=BASE + _STYLE, body=body)
    return AnnotatedCopy(html, ".html", len(notes), (notice,))


def _head(document: Document, notes: Sequence[Note], lang: Lang) -> Markup:
    counts = {level: sum(1 for note in notes if note.severity == level) for level in SEVERITY_ORDER}
    found = say(("，", ", "), lang).join(counted(level, count, lang) for level, count in counts.items() if count)
    nothing = say(("未发现问题", "No findings"), lang)
    return element(
        "header",
        element("p", say(("准绳　审核批注", "PLUMBLINE · annotated copy"), lang), class_="by"),
        element("h1", document.file),
        element("p", found or nothing, class_="soft"),
        class_="head",
    )


class _Writer:
    """Writes blocks, each followed by the notes on it."""

    def __init__(self, notes: Sequence[Note], lang: Lang) -> None:
        self._lang = lang
        self._by_place = {(cell.part, cell.row, cell.column): members for cell, members in by_cell(notes).items()}
        self._numbers: dict[int, int] = {}
        self._written: set[int] = set()

    def blocks(self, document: Document) -> Iterator[Markup]:
        for block in document.blocks:
            if isinstance(block, Line):
                yield from self._line(block, numbered=document.kind == "txt")
            else:
                yield from self._grid(block, numbered=document.kind in {"txt", "csv"})
        yield from self._left_over()

    def _line(self, line: Line, *, numbered: bool) -> Iterator[Markup]:
        notes = self._by_place.get((line.part, line.row, 1), [])
        number = element("span", str(line.row) if numbered else "")
        yield element("div", number, self._marked("span", line.text, notes), class_="line")
        yield from self._notes(notes)

    def _grid(self, grid: Grid, *, numbered: bool) -> Iterator[Markup]:
        rows: list[Markup] = []
        notes: list[Note] = []
        width = max((cell.column for cell in grid.cells), default=1)
        has_spans = any(cell.row_span > 1 for cell in grid.cells)
        for row, members in groupby(grid.cells, key=lambda cell: cell.row):
            cells = [self._cell(grid.part, cell, notes) for cell in members]
            lead = element("td", str(row), class_="number-of-line") if numbered else None
            rows.append(element("tr", lead, cells))
            if notes and not has_spans:
                beside = element("td", list(self._notes(notes)), colspan=width, class_="beside")
                rows.append(element("tr", element("td", class_="number-of-line") if numbered else None, beside))
                notes = []
        yield element("div", element("table", element("tbody", rows), class_="grid"), class_="scroll")
        yield from self._notes(notes)

    def _cell(self, part: str, cell: GridCell, notes: list[Note]) -> Markup:
        own = self._by_place.get((part, cell.row, cell.column), [])
        notes += own
        spans = {
            "rowspan": cell.row_span if cell.row_span > 1 else None,
            "colspan": cell.column_span if cell.column_span > 1 else None,
        }
        return self._marked("td", cell.text, own, **spans)

    def _marked(self, tag: str, text: str, notes: Sequence[Note], **attributes: int | None) -> Markup:
        if not notes:
            return element(tag, text, **attributes)
        numbers = [self._number(note) for note in notes]
        marks = [element("a", f"[{number}]", href=f"#note-{number}", class_="mark") for number in numbers]
        tone = f"marked {worst(notes)}" if any(note.exact for note in notes) else worst(notes)
        return element(tag, text, marks, class_=tone, **attributes)

    def _notes(self, notes: Sequence[Note]) -> Iterator[Markup]:
        if not notes:
            return
        self._written |= {id(note) for note in notes}
        yield element("ul", [self._note(note) for note in notes], class_="notes")

    def _note(self, note: Note) -> Markup:
        number = self._number(note)
        where = place_text(note.cell, self._lang) if note.exact else ""
        return element(
            "li",
            element(
                "h2", f"[{number}] {note.heading}", element("span", f"　{where}", class_="soft") if where else None
            ),
            [element("p", paragraph) for paragraph in note.paragraphs],
            class_=note.severity,
            id=f"note-{number}",
        )

    def _number(self, note: Note) -> int:
        """Number notes in the order in which the document is read."""
        return self._numbers.setdefault(id(note), len(self._numbers) + 1)

    def _left_over(self) -> Iterator[Markup]:
        """Write notes whose place the document does not show."""
        yield from self._notes(
            [note for notes in self._by_place.values() for note in notes if id(note) not in self._written]
        )
