"""The command in this process, for tests that need no process of its own."""

import pytest
from tests.plumbline.cli.test_read import Here


@pytest.fixture
def here(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Here:
    return Here(capfd, monkeypatch)
