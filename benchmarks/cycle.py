"""The performance cycle on both databases: a self-evaluation over a full ledger, the editor, the official files, the boards of a city.

CYCLE_SCALE makes the ledger smaller, CYCLE_PROJECTS the city. Times are by the clock, medians.
"""

import os

from benchmarks.figures import Figure, at_most, plain
from benchmarks.inside.databases import databases, measured

ROOM = "cycle"
SCALE = int(os.environ.get("CYCLE_SCALE", "1000000"))
PROJECTS = int(os.environ.get("CYCLE_PROJECTS", "5000"))
ROWS = 40
_GOALS = {
    "evaluation": ("self-evaluation of 40 indicators built", 2000, "ms"),
    "editor": ("target editor with 40 rows", 80, "ms"),
    "editor queries": ("its queries", 12, "queries"),
    "editor kB": ("its size", 120, "kB"),
    "pdf": ("official form as pdf", 300, "ms"),
}
_PLAIN = {
    "renewal": "summary of one project with 40 indicators",
    "docx": "official form as docx",
    "xlsx": "official form as xlsx",
}


def measure() -> list[Figure]:
    """Measure one project over a full ledger, then a city of projects."""
    figures: list[Figure] = []
    with databases() as found:
        for name, environment in found:
            figures += _project(name, measured("benchmarks.inside.cycle", environment, str(SCALE)))
    with databases() as found:
        for name, environment in found:
            figures += _boards(name, measured("benchmarks.inside.boards", environment, str(PROJECTS), str(ROWS)))
    return figures


def _project(name: str, took: dict[str, float]) -> list[Figure]:
    size = f"{SCALE:,} entries, {_load()}"
    figures = [
        at_most(ROOM, f"{name}: {label}", took[key], unit, goal=goal, size=size)
        for key, (label, goal, unit) in _GOALS.items()
    ]
    return figures + [plain(ROOM, f"{name}: {label}", took[key], "ms", size=size) for key, label in _PLAIN.items()]


def _boards(name: str, took: dict[str, float]) -> list[Figure]:
    size = f"{PROJECTS:,} projects of the year × {ROWS} indicators, {_load()}"
    return [at_most(ROOM, f"{name}: {label}", each, "ms", goal=300, size=size) for label, each in took.items()]


def _load() -> str:
    return f"load {os.getloadavg()[0]:.1f}"
