"""The public results: lists, searches and filters over ten thousand published indicators, on both databases."""

from benchmarks.figures import Figure, at_most
from benchmarks.inside.databases import databases, measured

PROJECTS, ROWS = 1_000, 10
ROOM = "results"
LABELS = (
    "indicators, first page",
    "indicators, last page",
    "indicators, a word",
    "indicators, three filters",
    "indicators, sorted by share of points",
    "projects, first page",
    "projects, published late",
    "a department",
)


def measure() -> list[Figure]:
    """Measure whole pages, through every layer but the server."""
    figures: list[Figure] = []
    size = f"{PROJECTS * ROWS:,} indicators"
    with databases() as found:
        for name, environment in found:
            took = measured("benchmarks.inside.resulting", environment, str(PROJECTS), str(ROWS))
            figures += [
                at_most(ROOM, f"{name}: {label}, p95", took[label], "ms", goal=300, size=size) for label in LABELS
            ]
    return figures
