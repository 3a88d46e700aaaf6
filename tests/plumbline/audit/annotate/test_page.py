import re
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest
from tests.plumbline.audit.faulty import HOSTILE, audited, faulty_file

from plumbline.audit.annotate import annotate
from plumbline.errors import Lang

EXAMPLES = Path(__file__).parents[4] / "src/plumbline/examples/forms"


class Page(HTMLParser):
    """Texts of cells and lines, with the marks of notes in them, and the notes by their id."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.marked: list[str] = []
        self.notes: dict[str, str] = {}
        self._inside: list[tuple[str, list[str]]] = []
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in {"meta", "br", "link", "col"}:
            return
        kind = "marked" if "marked" in (given.get("class") or "") else given.get("id") or ""
        self._inside.append((kind, []))

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        kind, texts = self._inside.pop()
        text = "".join(texts)
        if kind == "marked":
            self.marked.append(text)
        elif kind.startswith("note-"):
            self.notes[kind] = text
        if self._inside:
            self._inside[-1][1].append(text)

    def handle_data(self, data: str) -> None:
        if self._inside:
            self._inside[-1][1].append(data)


def test_findings_of_a_web_page_stand_at_their_cells():
    data = faulty_file("html")
    audits = audited(data, "表.html")

    copy = annotate(data, "表.html", audits)

    page = Page(copy.data)
    assert (copy.suffix, [notice.code for notice in copy.notices]) == (".html", ["copy_is_a_page"])
    assert len(page.notes) == len(audits[0].findings)
    for finding in audits[0].findings:
        note = next(text for text in page.notes.values() if finding.message_zh in text)
        number = note[1 : note.index("]")]
        if finding.cell:
            assert any(text.startswith(str(finding.printed)) and f"[{number}]" in text for text in page.marked)


@pytest.mark.parametrize("name", ["self-evaluation-yuan.txt", "target-shanghai-2020.txt", "flat.csv"])
def test_the_page_holds_every_text_of_the_source(name: str):
    data = (EXAMPLES / name).read_bytes()

    copy = annotate(data, name, audited(data, name))

    shown = re.sub(r"\s+", "", re.sub(r"<a [^>]*class=\"mark\">.*?</a>", "", copy.data.decode()))
    for text in re.split(r"[\t\n\r,]", data.decode("utf-8-sig")):
        escaped = (
            text.strip('" ')
            .replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace('""', '"')
            .replace('"', "&quot;")
        )
        assert re.sub(r"\s+", "", escaped) in shown


def test_a_line_of_text_with_a_finding_is_marked_and_numbered():
    name = "self-evaluation-yuan.txt"
    data = (EXAMPLES / name).read_bytes()
    audits = audited(data, name)
    found = next(one for audit in audits for one in audit.findings if one.cell)

    page = Page(annotate(data, name, audits).data)

    note = next(text for text in page.notes.values() if found.message_zh in text)
    assert f"第{found.cell.row}行" in note


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_the_source_says_never_becomes_markup(lang: Lang):
    data = f"财政项目支出绩效自评表\n项目名称\t{HOSTILE}\n{HOSTILE}\n".encode()

    page = annotate(data, HOSTILE, [], lang=lang).data.decode()

    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_a_page_without_findings_says_so():
    data = faulty_file("html")

    copy = annotate(data, "表.html", [msgspec.structs.replace(audited(data, "表.html")[0], findings=())])

    assert "未发现问题" in copy.data.decode()
    assert copy.notes == 0


def test_findings_of_unknown_places_are_not_lost():
    data = faulty_file("html")
    audit = audited(data, "表.html")[0]
    lost = tuple(
        msgspec.structs.replace(one, cell=msgspec.structs.replace(one.cell, part="table:9"))
        for one in audit.findings
        if one.cell
    )

    page = Page(annotate(data, "表.html", [msgspec.structs.replace(audit, findings=lost)]).data)

    assert len(page.notes) == len(lost)


@pytest.mark.shared_forms
def test_published_texts_are_annotated_whole(shared_forms):
    for path in sorted(shared_forms.glob("*.txt")):
        audits = audited(path.read_bytes(), path.name)

        copy = annotate(path.read_bytes(), path.name, audits)

        assert copy.notes == len(Page(copy.data).notes) == sum(len(audit.findings) for audit in audits)
