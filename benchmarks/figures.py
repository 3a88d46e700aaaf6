"""What a measurement is, and how to take one on a noisy machine: medians of repeated runs."""

import gc
import statistics
import time
from collections.abc import Callable
from typing import NamedTuple


class Figure(NamedTuple):
    """One measured figure. `goal` is what was promised, empty when nothing was; `is_met` says whether it holds."""

    room: str
    what: str
    value: float
    unit: str
    goal: str
    is_met: bool | None
    size: str

    def line(self) -> str:
        """The figure for the terminal."""
        verdict = {True: "met", False: "MISSED", None: ""}[self.is_met]
        return (
            f"{self.room:10} {self.what:52} {self.value:>12,.2f} {self.unit:12} {self.goal:14} {verdict:7} {self.size}"
        )


def at_most(room: str, what: str, value: float, unit: str, *, goal: float, size: str) -> Figure:
    """A figure that must not be above its goal."""
    return Figure(room, what, value, unit, f"≤ {goal:,g}", value <= goal, size)


def at_least(room: str, what: str, value: float, unit: str, *, goal: float, size: str) -> Figure:
    """A figure that must not be below its goal."""
    return Figure(room, what, value, unit, f"≥ {goal:,g}", value >= goal, size)


def plain(room: str, what: str, value: float, unit: str, *, size: str) -> Figure:
    """A figure without a goal."""
    return Figure(room, what, value, unit, "", None, size)


def median_seconds(run: Callable[[], object], *, runs: int = 7, warm_up: int = 1) -> float:
    """The median wall time of a call."""
    for _ in range(warm_up):
        run()
    times = []
    for _ in range(runs):
        gc.collect()
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)
