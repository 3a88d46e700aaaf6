"""What all tests share."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# How many examples a property test tries that names no number of its own; PLUMBLINE_EXAMPLES=1000 for a long run.
settings.register_profile("plumbline", max_examples=int(os.environ.get("PLUMBLINE_EXAMPLES", "40")), deadline=None)
settings.load_profile("plumbline")

SHARED_FORMS = Path(__file__).resolve().parents[2] / "shared" / "forms"
REASON = f"the published forms are not beside this checkout ({SHARED_FORMS}); tests on them did not run"


@pytest.fixture(scope="session")
def shared_forms() -> Path:
    """The folder of published forms; where it is absent the test is skipped, and says so."""
    if not SHARED_FORMS.is_dir():
        if os.environ.get("CI"):
            pytest.fail(REASON)
        pytest.skip(REASON)
    return SHARED_FORMS
