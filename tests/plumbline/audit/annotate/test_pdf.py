import io
from functools import cache
from typing import Any

import msgspec
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DecodedStreamObject, NameObject, RectangleObject
from tests.plumbline.audit.faulty import audited, faulty_file

from plumbline.audit.annotate import annotate
from plumbline.audit.annotate.notes import AUTHOR
from plumbline.audit.model import FormAudit
from plumbline.forms.grid import Grid
from plumbline.forms.sources import read_document

FILE = "自评表.pdf"


@cache
def whole_copy(data: bytes) -> bytes:
    return annotate(data, FILE, audited(data, FILE)).data


def copy_of(data: bytes, audits: list[FormAudit] | None = None) -> bytes:
    return whole_copy(data) if audits is None else annotate(data, FILE, audits).data


def annotations(data: bytes, kind: str | None = None) -> list[Any]:
    found = []
    for page in PdfReader(io.BytesIO(data)).pages:
        for entry in page.get("/Annots") or []:
            annotation = entry.get_object()
            if kind is None or annotation["/Subtype"] == kind:
                found.append(annotation)
    return found


def rewritten(data: bytes, change) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_each_finding_is_a_highlight_on_its_cell():
    data = faulty_file("pdf")
    findings = audited(data, FILE)[0].findings

    highlights = annotations(copy_of(data), "/Highlight")

    with_cells = [finding for finding in findings if finding.cell]
    assert len(highlights) == len(with_cells)
    grid = next(block for block in read_document(data, FILE).blocks if isinstance(block, Grid))
    height = float(PdfReader(io.BytesIO(data)).pages[0].mediabox.height)
    for finding, highlight in zip(with_cells, highlights, strict=True):
        cell = grid.cell_at(finding.cell.row, finding.cell.column)
        left, top, right, bottom = cell.box
        assert [float(side) for side in highlight["/Rect"]] == pytest.approx(
            [left, height - bottom, right, height - top], abs=0.02
        )
        assert finding.message_zh in highlight["/Contents"]
        assert finding.advice_zh in highlight["/Contents"]
        assert highlight["/T"] == AUTHOR


def test_a_finding_without_a_cell_is_a_note_at_the_title():
    notes = annotations(copy_of(faulty_file("pdf")), "/Text")

    assert len(notes) == 1
    assert "S-24" in notes[0]["/Contents"]


def test_the_bytes_of_the_file_stay_as_they_are():
    data = faulty_file("pdf")

    copy = copy_of(data)

    assert copy.startswith(data)
    assert len(copy) > len(data)


def test_what_the_file_says_stays_the_same():
    data = faulty_file("pdf")

    copy = copy_of(data)

    assert read_document(copy, FILE).blocks == read_document(data, FILE).blocks
    before, after = (PdfReader(io.BytesIO(one)).pages[0].extract_text() for one in (data, copy))
    assert after == before


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_turned_page_has_its_highlights_on_the_same_cells(angle: int):
    data = faulty_file("pdf")
    turned = rewritten(data, lambda writer: writer.pages[0].rotate(angle))

    straight, found = (
        [[float(side) for side in one["/Rect"]] for one in annotations(copy_of(file), "/Highlight")]
        for file in (data, turned)
    )

    assert len(found) == len(straight) > 0
    for rect, expected in zip(found, straight, strict=True):
        assert rect == pytest.approx(expected, abs=0.05)


def test_a_page_that_does_not_begin_at_zero_has_its_highlights_on_the_same_cells():
    def shift(writer: PdfWriter) -> None:
        page = writer.pages[0]
        box = RectangleObject((-30, -40, float(page.mediabox.right), float(page.mediabox.top)))
        page[NameObject("/MediaBox")] = box
        page[NameObject("/CropBox")] = RectangleObject(
            (5, 6, float(page.mediabox.right) - 5, float(page.mediabox.top) - 6)
        )

    data = faulty_file("pdf")

    straight, found = (
        [[float(side) for side in one["/Rect"]] for one in annotations(copy_of(file), "/Highlight")]
        for file in (data, rewritten(data, shift))
    )

    assert len(found) == len(straight) > 0
    for rect, expected in zip(found, straight, strict=True):
        assert rect == pytest.approx(expected, abs=0.05)


def test_annotating_twice_leaves_one_highlight_a_cell():
    data = faulty_file("pdf")
    audits = audited(data, FILE)

    once = copy_of(data, audits)
    twice = copy_of(once, audits)

    assert twice.startswith(once)
    assert [one["/Contents"] for one in annotations(twice, "/Highlight")] == [
        one["/Contents"] for one in annotations(once, "/Highlight")
    ]
    assert len(annotations(twice)) == len(annotations(once))


def test_a_corrected_form_loses_its_highlights():
    data = faulty_file("pdf")
    audits = audited(data, FILE)

    copy = copy_of(copy_of(data, audits), [msgspec.structs.replace(audits[0], findings=())])

    assert annotations(copy) == []


def test_annotations_of_other_people_stay():
    remark = FreeText(text="已阅", rect=(20, 20, 120, 50))
    data = rewritten(faulty_file("pdf"), lambda writer: writer.add_annotation(0, remark))

    copy = copy_of(copy_of(data))

    assert [one["/Contents"] for one in annotations(copy, "/FreeText")] == ["已阅"]


def test_a_form_without_findings_is_the_same_file():
    data = faulty_file("pdf")

    copy = annotate(data, FILE, [msgspec.structs.replace(audited(data, FILE)[0], findings=())])

    assert (copy.data, copy.suffix, copy.notes) == (data, ".pdf", 0)


def test_an_encrypted_file_becomes_an_annotated_page():
    data = rewritten(faulty_file("pdf"), lambda writer: writer.encrypt("", "owner", algorithm="RC4-128"))

    copy = annotate(data, FILE, audited(data, FILE))

    assert copy.suffix == ".html"
    assert [notice.code for notice in copy.notices] == ["pdf_as_page"]
    assert "S-04" in copy.data.decode()


def test_a_signed_file_is_annotated_and_that_is_said():
    def sign(writer: PdfWriter) -> None:
        signature = DecodedStreamObject()
        signature.set_data(b"/ByteRange [0 10 20 30]")
        writer._add_object(signature)

    data = rewritten(faulty_file("pdf"), sign)

    copy = annotate(data, FILE, audited(data, FILE))

    assert copy.data.startswith(data)
    assert [notice.code for notice in copy.notices] == ["signed_before"]


def test_the_same_file_gives_the_same_copy():
    data = faulty_file("pdf")
    audits = audited(data, FILE)

    assert copy_of(data, audits) == copy_of(data, audits)
