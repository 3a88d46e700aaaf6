import shutil
from pathlib import Path

import pytest
from tests.plumbline.forms.sources.builders import cell, compound, paragraph, table, word

from plumbline.errors import UnreadableFileError
from plumbline.forms.grid import Grid, Line
from plumbline.forms.sources import office, read_document
from plumbline.forms.sources.office import convert_with, find_converter, read_office
from plumbline.forms.sources.sniff import file_kind

OLD_WORD = compound({"WordDocument": b"\xec\xa5" + b"\0" * 5000})
NO_LIBREOFFICE = "LibreOffice is not installed, so old Word files cannot be converted here"


@pytest.mark.parametrize(
    "data",
    [
        OLD_WORD,
        b"{\\rtf1\\ansi text}",
        b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="x"/>',
        b'\xef\xbb\xbf<?xml version="1.0"?><pkg:package xmlns:pkg="x"/>',
    ],
)
def test_old_kinds_of_word_files_are_told_by_content(data):
    assert file_kind(data) == "doc"


def test_an_old_file_is_read_through_the_converter_and_says_so():
    seen: list[bytes] = []

    def convert(data: bytes) -> bytes:
        seen.append(data)
        return word(paragraph("标题") + table(cell("甲")))

    document = read_office(OLD_WORD, "表.wps", convert=convert)

    assert seen == [OLD_WORD]
    assert document.file == "表.wps"
    assert document.blocks[0] == Line("body", 1, "标题")
    assert [problem.code for problem in document.problems] == ["converted"]


def test_without_libreoffice_the_refusal_says_what_to_do(monkeypatch):
    monkeypatch.setattr(office, "find_converter", lambda: None)

    with pytest.raises(UnreadableFileError) as refused:
        read_document(OLD_WORD, "表.doc")

    assert refused.value.code == "needs_libreoffice"
    assert "docx" in refused.value.message("zh")


def test_no_converter_is_found_where_no_program_is():
    assert find_converter(("no-such-office-program",)) is None


def script(folder: Path, body: str) -> str:
    path = folder / "office.sh"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize("body", ["exit 1", "exit 0"])
def test_a_converter_without_result_is_a_refusal(tmp_path, body):
    with pytest.raises(UnreadableFileError) as refused:
        convert_with(script(tmp_path, body), OLD_WORD)

    assert refused.value.code == "conversion_failed"


def test_a_converter_that_hangs_is_ended_with_all_its_children(tmp_path):
    program = script(tmp_path, f"sleep 60 & echo $! > {tmp_path}/child; wait")

    with pytest.raises(UnreadableFileError) as refused:
        convert_with(program, OLD_WORD, seconds=0.5)

    assert refused.value.code == "conversion_failed"
    child = int((tmp_path / "child").read_text())
    state = Path(f"/proc/{child}/stat")
    assert not state.exists() or state.read_text().split()[2] == "Z"


def test_a_program_that_cannot_start_is_a_refusal(tmp_path):
    with pytest.raises(UnreadableFileError) as refused:
        convert_with(str(tmp_path / "missing"), OLD_WORD)

    assert refused.value.code == "conversion_failed"


@pytest.mark.skipif(shutil.which("soffice") is None, reason=NO_LIBREOFFICE)
@pytest.mark.xdist_group("soffice")
def test_a_real_old_word_file_is_read():
    """`saved/table.doc` is a page with a table as LibreOffice 7.4 saved it with the filter MS Word 97."""
    saved = Path(__file__).with_name("saved") / "table.doc"

    document = read_document(saved.read_bytes(), "表.doc")

    assert document.kind == "docx"
    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    assert [(c.row, c.column, c.row_span, c.text) for c in grid.cells] == [
        (1, 1, 2, "产出"),
        (1, 2, 1, "甲"),
        (2, 2, 1, "乙"),
    ]
