"""What the tests of packs share."""

from functools import cache

import pytest

from plumbline.forms.reading import read_forms
from plumbline.packs import prints

_read_once = cache(read_forms)


@pytest.fixture(autouse=True)
def _each_print_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most packs of these tests hold the same prints; the reader gives the same for the same bytes."""
    monkeypatch.setattr(prints, "read_forms", _read_once)
