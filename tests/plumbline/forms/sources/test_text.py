from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.errors import UnreadableFileError
from plumbline.forms.grid import Document, Grid, Line
from plumbline.forms.sources import read_document
from plumbline.forms.sources.text import read_text

SHARED_FORMS = next(
    (p / "shared/forms" for p in Path(__file__).resolve().parents if (p / "shared/forms").is_dir()), None
)


def lines_of(document: Document) -> list[str]:
    """Put the text back together, one string a line of the file."""
    lines: dict[int, str] = {}
    for block in document.blocks:
        if isinstance(block, Line):
            lines[block.row] = block.text
            continue
        rows: dict[int, list[str]] = {}
        for cell in block.cells:
            fields = rows.setdefault(cell.row, [])
            assert cell.column == len(fields) + 1
            fields.append(cell.text)
        lines |= {row: "\t".join(fields) for row, fields in rows.items()}
    assert list(lines) == list(range(1, len(lines) + 1))
    return list(lines.values())


def test_lines_with_a_tab_become_one_grid_per_run_and_keep_their_line_numbers():
    document = read_text("标题\n项目名称\t示范项目\n主管部门\t示范委\t\n\n一级\t二级\n".encode(), "a.txt")

    title, first, blank, second = document.blocks
    assert title == Line("text", 1, "标题")
    assert isinstance(first, Grid)
    assert [(c.row, c.column, c.text) for c in first.cells] == [
        (2, 1, "项目名称"),
        (2, 2, "示范项目"),
        (3, 1, "主管部门"),
        (3, 2, "示范委"),
        (3, 3, ""),
    ]
    assert blank == Line("text", 4, "")
    assert isinstance(second, Grid)
    assert [(c.row, c.column, c.text) for c in second.cells] == [(5, 1, "一级"), (5, 2, "二级")]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_line_end_counts_as_one_line(line_end):
    document = read_text(line_end.join(["甲", "乙\t丙", "", "丁"]).encode(), "a.txt")

    assert lines_of(document) == ["甲", "乙\t丙", "", "丁"]


def test_form_feeds_and_blanks_stay_in_the_line():
    document = read_text("\f 绩效 \u2028目标\x85\n".encode(), "a.txt")

    assert document.blocks == (Line("text", 1, "\f 绩效 \u2028目标\x85"),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_promised_encoding_gives_the_same_document(encoding):
    text = "财政项目支出绩效自评表\n项目名称\t示范项目\n指标值\t≥95％\n"

    assert read_document(text.encode(encoding), "a.txt") == read_document(text.encode(), "a.txt")


def test_a_file_cut_within_a_character_is_read_and_flagged():
    document = read_text("绩效自评表\n项目名称".encode()[:-1], "a.txt")

    assert lines_of(document) == ["绩效自评表", "项目名\ufffd"]
    (problem,) = document.problems
    assert problem.code == "damaged_characters"
    assert problem.cell == document.cell("text", 2)


def test_a_gb18030_file_with_a_broken_byte_is_read_and_flagged():
    data = ("财政项目支出绩效自评表\n" * 20).encode("gb18030") + b"\xff"

    document = read_text(data, "a.txt")

    assert lines_of(document)[:20] == ["财政项目支出绩效自评表"] * 20
    assert [problem.code for problem in document.problems] == ["damaged_characters"]


@pytest.mark.parametrize("data", [b"", b"\n \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe", b"\0\0\0"])
def test_a_file_without_content_is_refused_as_empty(data):
    with pytest.raises(UnreadableFileError) as refused:
        read_document(data, "a.txt")

    assert refused.value.code == "empty_file"


def test_text_with_stray_html_tags_is_still_text():
    document = read_document('\n<p style="text-align: center;">绩效目标表</p>\n项目名称\t示范\n'.encode(), "a.txt")

    assert document.kind == "txt"
    assert lines_of(document)[1] == '<p style="text-align: center;">绩效目标表</p>'


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n"), min_size=1))
def test_no_character_of_a_text_is_lost(text):
    document = read_text(text.encode(), "a.txt")

    lines = text.removeprefix("\ufeff").split("\n")
    assert lines_of(document) == (lines if lines[-1] else lines[:-1])


@pytest.mark.shared_forms
@pytest.mark.skipif(SHARED_FORMS is None, reason="the published forms are not beside this checkout (../shared/forms)")
def test_the_published_forms_are_read_to_the_letter():
    assert SHARED_FORMS is not None
    for path in sorted(SHARED_FORMS.glob("*.txt")):
        data = path.read_bytes()

        document = read_document(data, path.name)

        assert document.kind == "txt"
        assert document.problems == ()
        assert lines_of(document) == data.decode().removesuffix("\n").split("\n")
