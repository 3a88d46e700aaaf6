"""The interface for programs over the full directory of 150,000 enterprises, on both databases."""

from benchmarks.figures import Figure, at_most
from benchmarks.inside.databases import databases, measured

COUNT = 150_000
ROOM = "api"


def measure() -> list[Figure]:
    """Measure lists, filters, searches and single entries."""
    figures: list[Figure] = []
    with databases() as found:
        for name, environment in found:
            took = measured("benchmarks.inside.asking", environment, str(COUNT))
            figures += [
                at_most(ROOM, f"{name}: {label}, p95", value, "ms", goal=120, size=f"{COUNT:,} enterprises")
                for label, value in took.items()
            ]
    return figures
