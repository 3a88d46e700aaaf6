"""A house with its people, in the scope of everything."""

from tests.servicecloud.performance.conftest import heads, house

__all__ = ["heads", "house"]
