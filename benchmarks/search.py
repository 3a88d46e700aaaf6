"""Search over the full directory of 150,000 enterprises, on both databases."""

from benchmarks.figures import Figure, at_least, at_most
from benchmarks.inside.databases import databases, measured

COUNT = 150_000
ROOM = "search"


def measure() -> list[Figure]:
    """Measure indexing, searching and suggesting."""
    figures: list[Figure] = []
    size = f"{COUNT:,} enterprises"
    with databases() as found:
        for name, environment in found:
            took = measured("benchmarks.inside.searching", environment, str(COUNT))
            figures += [
                at_most(ROOM, f"{name}: index everything", took["reindex"], "s", goal=120, size=size),
                at_least(
                    ROOM, f"{name}: names found by a few characters", took["recall"], "% of 200", goal=95, size=size
                ),
                *(
                    at_most(ROOM, f"{name}: {label}, p95", took[label], "ms", goal=120, size=size)
                    for label in ("name", "one common word", "two common words", "nothing", "suggestions")
                ),
                at_most(ROOM, f"{name}: index one entry anew, median", took["one entry"], "ms", goal=20, size=size),
            ]
    return figures
