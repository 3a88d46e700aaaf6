"""What all tests share."""

import gc
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from tests.effort import PROFILE, tries

# A property test that names no number of its own tries 40 examples when thorough; PLUMBLINE_EXAMPLES=1000 for a long run.
# A slow machine is no fault of a strategy.
settings.register_profile(
    PROFILE,
    max_examples=int(os.environ.get("PLUMBLINE_EXAMPLES", "0")) or tries(40),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(PROFILE)

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


def pytest_collection_finish() -> None:
    """Collect garbage seldom, and without a look at the tests and modules, which live to the end."""
    gc.freeze()
    gc.set_threshold(50_000, 50, 50)
