"""Documents in the shapes that departments publish, and what must be read out of each."""

from pathlib import Path

import pytest
from tests.golden.library import cases, expected_of, reading_of


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.parent.name}/{case.name}")
def test_a_document_of_the_library_is_read_to_the_letter(case: Path) -> None:
    assert reading_of(case) == expected_of(case)


def test_every_layout_has_cases_in_the_library() -> None:
    from plumbline.forms.layouts.catalogue import layout_catalogue

    folders = {case.parent.name for case in cases()}

    assert {entry.id for entry in layout_catalogue()} <= folders
