"""What is written beside a cell: one note a finding, with the place it belongs to."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from plumbline.audit.model import Finding, FormAudit, Severity
from plumbline.audit.reports.words import SEVERITY_ORDER, finding_words, row_names, say
from plumbline.errors import Lang
from plumbline.forms.grid import Document, Grid
from plumbline.forms.model import Form
from plumbline.forms.places import Cell

AUTHOR = "准绳 Plumbline"
INITIALS = "准绳"

_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Note(NamedTuple):
    """A finding in the words that stand in the margin. `cell` is where it goes, `exact` whether the finding is about that cell."""

    cell: Cell
    exact: bool
    severity: Severity
    heading: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """The whole note as plain text."""
        return "\n".join((self.heading, *self.paragraphs))


def notes_of(audits: Sequence[FormAudit], forms: Sequence[Form], document: Document, lang: Lang) -> list[Note]:
    """Turn findings into notes in the order of the audits.

    A finding without a place goes to the title of its form. Places inside of a merged area become its first cell.
    """
    by_ordinal = {form.ordinal: form for form in forms}
    grids = {block.part: block for block in document.blocks if isinstance(block, Grid)}
    notes: list[Note] = []
    for audit in audits:
        form = by_ordinal.get(audit.ordinal)
        title = _title_of(form, document)
        names = row_names(form)
        for finding in audit.findings:
            own = _anchored(finding.cell, grids) if finding.cell else None
            place = own or title
            if place is not None:
                notes.append(_note(finding, audit, (place, own is not None), names, lang))
    return notes


def by_cell(notes: Sequence[Note]) -> dict[Cell, list[Note]]:
    """Put notes of one cell together, in the order in which they came."""
    groups: dict[Cell, list[Note]] = {}
    for note in notes:
        groups.setdefault(note.cell, []).append(note)
    return groups


def worst(notes: Sequence[Note]) -> Severity:
    """Return the gravest severity among notes."""
    return min((note.severity for note in notes), key=SEVERITY_ORDER.index, default="info")


def _note(finding: Finding, audit: FormAudit, place: tuple[Cell, bool], names: Mapping[str, str], lang: Lang) -> Note:
    words = finding_words(finding, lang, names)
    cell, exact = place
    about = say(("，", ", "), lang).join(part for part in (audit.project_name, words.row, words.field) if part)
    colon, comma = say(("：", ": "), lang), say(("，", ", "), lang)
    expected_label = say(("应为", "expected" if words.printed else "Expected"), lang)
    figures = comma.join(
        f"{label}{colon}{value}"
        for label, value in ((say(("填写", "Printed"), lang), words.printed), (expected_label, words.expected))
        if value
    )
    lines = [
        None if exact else f"{say(('涉及', 'About'), lang)}{colon}{about}",
        f"{say(('问题', 'Finding'), lang)}{colon}{words.problem}",
        figures or None,
        f"{say(('依据', 'Basis'), lang)}{colon}{words.basis}" if words.basis else None,
        f"{say(('建议', 'Advice'), lang)}{colon}{words.advice}",
    ]
    if words.consequences:
        count = len(words.consequences)
        lines.append(
            say((f"由此引起或同类的其他不符（{count} 处）：", f"What follows from it or repeats it ({count}):"), lang)
        )
        lines += [f"· {one.rule} {one.problem}" for one in words.consequences]
    heading = say((f"【{words.severity}】", f"[{words.severity}] "), lang) + f"{words.rule} {words.title}"
    return Note(cell, exact, finding.severity, clean(heading), tuple(clean(line) for line in lines if line))


def clean(text: str) -> str:
    """Drop what no office file may hold."""
    return _NOT_XML.sub("", text)


def _anchored(cell: Cell, grids: Mapping[str, Grid]) -> Cell:
    grid = grids.get(cell.part)
    found = grid.cell_at(cell.row, cell.column) if grid else None
    return cell if found is None else Cell(cell.file, cell.part, found.row, found.column)


def _title_of(form: Form | None, document: Document) -> Cell | None:
    """Find the place of a form's title, else the first place that the form was read from, else the start of the document."""
    if form is not None:
        title = form.cells.get("title_printed")
        if title is not None:
            return title
        order = {block.part: number for number, block in reversed(list(enumerate(document.blocks)))}
        places = [*form.cells.values(), *(fund.cell for fund in form.funds), *(row.cell for row in form.indicators)]
        if places:
            return min(places, key=lambda place: (order.get(place.part, 0), place.row, place.column))
    for block in document.blocks:
        if isinstance(block, Grid) and block.cells:
            return Cell(document.file, block.part, block.cells[0].row, block.cells[0].column)
        if not isinstance(block, Grid):
            return Cell(document.file, block.part, block.row, 1)
    return None
