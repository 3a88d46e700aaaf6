"""The queue on both databases: how fast work is enqueued and done, by two workers at once, each piece exactly once."""

import subprocess
import sys

from benchmarks.figures import Figure, at_least, plain
from benchmarks.inside.databases import databases, measured

COUNT = 1000
ROOM = "tasks"


def measure() -> list[Figure]:
    """Measure enqueuing and working."""
    figures: list[Figure] = []
    size = f"{COUNT:,} one-INSERT tasks, 2 workers"
    with databases() as found:
        for name, environment in found:
            enqueued = measured("benchmarks.inside.chores", environment, "enqueue", str(COUNT))
            worker = [sys.executable, "-m", "servicecloud.cli", "work", "--once"]
            for process in [subprocess.Popen(worker, env=environment, stderr=subprocess.DEVNULL) for _ in range(2)]:
                process.wait()
            done = measured("benchmarks.inside.chores", environment, "count")
            figures += [
                plain(ROOM, f"{name}: enqueued one by one", enqueued, "per s", size=size),
                at_least(ROOM, f"{name}: done", done["rate"], "per s", goal=50, size=size),
                at_least(
                    ROOM,
                    f"{name}: done exactly once",
                    done["different"] - (done["lines"] - done["different"]),
                    "tasks",
                    goal=COUNT,
                    size=size,
                ),
            ]
    return figures
