"""The library of files that must be read and files that must be refused, whatever they are called."""

import pickle

import pytest
from tests.plumbline.forms.sources.builders import MUST_READ, MUST_REFUSE

from plumbline.errors import UnreadableFileError
from plumbline.forms.sources import read_document


@pytest.mark.parametrize("name", MUST_READ)
def test_a_file_that_must_be_read_is_told_by_its_content(name):
    kind, build = MUST_READ[name]

    document = read_document(build(), "任意名称.pdf")

    assert document.kind == kind
    assert document.file == "任意名称.pdf"
    assert document.blocks


@pytest.mark.parametrize("name", MUST_REFUSE)
def test_a_file_that_must_be_refused_gives_one_sentence_in_either_language(name):
    code, build = MUST_REFUSE[name]

    with pytest.raises(UnreadableFileError) as refused:
        read_document(build(), "表.docx")

    assert refused.value.code == code
    assert refused.value.message("zh").count("。") == 1
    assert refused.value.message("en").endswith(".")


def test_a_refusal_survives_the_way_between_processes():
    with pytest.raises(UnreadableFileError) as refused:
        read_document(b"", "表.docx")

    copy = pickle.loads(pickle.dumps(refused.value))

    assert (copy.code, copy.message("zh"), copy.message("en")) == (
        refused.value.code,
        refused.value.message("zh"),
        refused.value.message("en"),
    )
