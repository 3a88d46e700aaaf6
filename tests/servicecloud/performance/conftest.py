"""A house with its people, in the scope of everything."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.servicecloud.performance.making import House, build_house


@pytest.fixture(autouse=True)
def heads(tmp_path: Path, settings: Any) -> Path:
    """Each test has its own file of published heads."""
    settings.LEDGER_HEADS = tmp_path / "heads.ndjson"
    return settings.LEDGER_HEADS


@pytest.fixture
def house(db: None, everything: Iterator[None]) -> House:
    """A unit, a department and a bureau with their people."""
    return build_house()
