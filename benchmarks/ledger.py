"""The ledger of the site on both databases: posting, numbers, drill-down, verification of a million sealed entries.

On SQLite all work is done in the measured process, so that its figures are processor time: they hold on a busy machine as well.
PostgreSQL works in processes of its own and is measured by the clock. LEDGER_SCALE makes the ledger smaller; LEDGER_LARGE adds the
drill-down of so many entries (ten million take a quarter of an hour to fill, on either database).
"""

import os
from typing import Any

from benchmarks.figures import Figure, at_least, at_most, plain
from benchmarks.inside.databases import databases, measured

ROOM = "ledger"
SCALE = int(os.environ.get("LEDGER_SCALE", "1000000"))
LARGE = int(os.environ.get("LEDGER_LARGE", "0"))
POSTS, ROWS, WRITES = 4_000, 40_000, 1_000
_BUSY = "drill-down"


def measure() -> list[Figure]:
    """Measure posting on fresh databases, then reading on filled ones."""
    figures: list[Figure] = []
    with databases() as found:
        for name, environment in found:
            figures += _posting(name, environment)
    with databases() as found:
        for name, environment in found:
            took = measured("benchmarks.inside.ledger_reading", environment, str(SCALE), "sealed")
            figures += _reading(name, took, size=f"{SCALE:,} entries, {_load()}", most=150)
            figures += _numbers(name, took) + _chain(name, took["chain"])
    if LARGE:
        with databases() as found:
            for name, environment in found:
                took = measured("benchmarks.inside.ledger_reading", environment, str(LARGE))
                figures += _reading(name, took, size=f"{LARGE:,} entries, {_load()}", most=300)
    return figures


def _posting(name: str, environment: dict[str, str]) -> list[Figure]:
    one = measured("benchmarks.inside.posting", environment, "one", str(POSTS))
    many = measured("benchmarks.inside.posting", environment, "many", str(ROWS))
    sides = measured("benchmarks.inside.posting", environment, "writers", str(WRITES))
    size, batches = f"{POSTS:,} acts, {_load()}", f"{ROWS:,} rows in thousands, {_load()}"
    writers = f"4 writers, {WRITES:,} acts each, every tenth shared, {_load()}"
    figures = [plain(ROOM, f"{name}: one act after the other, by the clock", one["by the clock"], "acts/s", size=size)]
    if name == "SQLite":
        by_processor = "by processor time"
        figures += [
            at_least(ROOM, f"{name}: post() {by_processor}", one[by_processor], "acts/s", goal=1500, size=size),
            at_least(ROOM, f"{name}: batches {by_processor}", many[by_processor], "rows/s", goal=20_000, size=batches),
            plain(ROOM, f"{name}: 4 writers by the clock", sides["rate"], "acts/s", size=writers),
        ]
    else:
        figures += [at_least(ROOM, f"{name}: 4 writers by the clock", sides["rate"], "acts/s", goal=800, size=writers)]
    wrong = sides["lost"] + sides["double"] + sides["wrong totals"]
    return [
        *figures,
        plain(ROOM, f"{name}: batches by the clock", many["by the clock"], "rows/s", size=batches),
        at_most(ROOM, f"{name}: lost or double entries of 4 writers", wrong, "entries", goal=0, size=writers),
    ]


def _numbers(name: str, took: dict[str, Any]) -> list[Figure]:
    return [
        at_most(
            ROOM, f"{name}: {label}, right after a record", _of(name, times), "ms", goal=50, size=f"{SCALE:,} entries"
        )
        for label, times in took["numbers"].items()
    ]


def _reading(name: str, took: dict[str, Any], *, size: str, most: float) -> list[Figure]:
    return [
        at_most(ROOM, f"{name}: {label}", _of(name, times), "ms", goal=most, size=size)
        if label.startswith(_BUSY)
        else plain(ROOM, f"{name}: {label}", _of(name, times), "ms", size=size)
        for label, times in took["pages"].items()
    ]


def _chain(name: str, took: dict[str, float]) -> list[Figure]:
    size = f"{took['entries']:,} sealed entries, SM3, from the database"
    proof = took["proof, processor"] if name == "SQLite" else took["proof, clock"]
    return [
        plain(ROOM, f"{name}: sealing, processor time", took["seal"], "s", size=size),
        plain(ROOM, f"{name}: full verification, processor time", took["verify"], "s", size=size),
        at_most(
            ROOM, f"{name}: verification over raw hashing", took["verify"] / took["hashing"], "×", goal=3, size=size
        ),
        plain(ROOM, f"{name}: growth of memory while verifying", took["memory"], "MB", size=size),
        at_most(ROOM, f"{name}: inclusion proof, worst of six places", proof, "ms", goal=5, size=size),
    ]


def _of(name: str, times: list[float]) -> float:
    clock, processor = times
    return processor if name == "SQLite" else clock


def _load() -> str:
    return f"load {os.getloadavg()[0]:.1f}"
