"""How many printed values are read in a second on one core."""

import csv
import time
from pathlib import Path

from benchmarks.figures import Figure, at_least, plain

from plumbline.forms.value_grammar import parse_value

LIBRARY = Path(__file__).parents[1] / "tests" / "golden" / "values" / "printed_values.csv"
COMMON = [
    *("≥120000.00(次)", "120722.00(次)", "达成指标", "=100%", "100%百分百", "≥95(百分数)"),
    *("=2500家", "健全", ">=300家次", "90%", "2亿元", "有效"),
]
ROOM = "values"


def values_per_second(values: list[str], *, rounds: int) -> float:
    """Read the values `rounds` times over."""
    started = time.perf_counter()
    for _ in range(rounds):
        for value in values:
            parse_value(value)
    return len(values) * rounds / (time.perf_counter() - started)


def measure() -> list[Figure]:
    """Measure the commonest cells and the library of everything officials write."""
    lines = [line for line in LIBRARY.read_text("utf-8").splitlines() if not line.startswith("# ---")]
    library = [row["raw"] for row in csv.DictReader(lines)]
    common = values_per_second(COMMON, rounds=5000)
    rare = values_per_second(library, rounds=30)
    return [
        at_least(ROOM, "common cells", common, "values/s", goal=50_000, size=f"{len(COMMON)} cells, 5,000 rounds"),
        plain(ROOM, "library of rare spellings", rare, "values/s", size=f"{len(library)} cells, 30 rounds"),
    ]
