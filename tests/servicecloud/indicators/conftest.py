"""A house with its people, in the scope of everything."""

from collections.abc import Iterator

import pytest
from tests.servicecloud.performance.making import House, build_house


@pytest.fixture
def house(db: None, everything: Iterator[None]) -> House:
    """A unit, a department and a bureau with their people."""
    return build_house()
