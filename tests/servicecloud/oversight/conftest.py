"""A house with its people and a second reviewer in each body, in the scope of everything."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.servicecloud.oversight.making import Bench, build_bench


@pytest.fixture(autouse=True)
def heads(tmp_path: Path, settings: Any) -> Path:
    """Each test has its own file of published heads."""
    settings.LEDGER_HEADS = tmp_path / "heads.ndjson"
    return settings.LEDGER_HEADS


@pytest.fixture
def bench(db: None, everything: Iterator[None]) -> Bench:
    """Who oversees whom."""
    return build_bench()
