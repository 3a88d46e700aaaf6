import io

import pdfplumber
import pytest
from tests.examples.rewrite import EXAMPLES, FOLDER

from plumbline.examples import example_files

LARGEST_FOLDER = 400_000


def _pdf_text(data: bytes) -> str:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return "".join(page.extract_text() for page in pdf.pages)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_bundled_example_is_what_its_script_writes(name: str):
    bundled, written = (FOLDER / name).read_bytes(), EXAMPLES[name]()

    if name.endswith(".pdf"):
        # Fonts are packed by a compiled library, whose bytes may differ from machine to machine.
        assert _pdf_text(bundled) == _pdf_text(written)
    else:
        assert bundled == written


def test_every_bundled_file_comes_from_the_script_and_all_are_small():
    assert [path.name for path in example_files()] == sorted(EXAMPLES)
    assert sum(path.stat().st_size for path in example_files()) < LARGEST_FOLDER
