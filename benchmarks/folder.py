"""A folder of 10,000 mixed files as the command audits it: files a second with two processes, peak memory, and a repeated run."""

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.figures import Figure, at_least, at_most, plain

from plumbline.benchmark.generate import cases

ROOM = "folder"
SEED = 20_260
FILES = int(os.environ.get("FILES", "10000"))
FEW = FILES // 10
JOBS = 2
COMMAND = Path(sys.executable).with_name("plumbline")


class Run(NamedTuple):
    """What one run of the command cost: wall and processor seconds, the most memory that one of its processes had."""

    seconds: float
    processor: float
    megabytes: float


def files(count: int) -> Iterator[tuple[str, bytes]]:
    """Make so many different files of every kind but PDF, a quarter of them clean, the others with errors."""
    made = 0
    for case in cases(SEED, 2 * count):
        for name, data in case.files.items():
            if not name.endswith(".pdf"):
                yield name, data
                made += 1
                if made == count:
                    return


def measure() -> list[Figure]:
    """Audit a tenth of the folder, the whole, and the whole again with stored results."""
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        kinds = _fill(room)
        size = f"{FILES:,} files: {', '.join(f'{count:,} {kind}' for kind, count in sorted(kinds.items()))}"
        few = _audit(room / "few", room)
        many, again = (_audit(room / "many", room, "--resume", room / "store") for _ in range(2))
        stored = sum(path.stat().st_size for path in (room / "store").rglob("*.z"))
    growth = many.megabytes / few.megabytes
    return [
        at_least(ROOM, f"--each --jobs {JOBS}", FILES / many.seconds, "files/s", goal=100, size=size),
        plain(ROOM, "processor time a file", 1000 * many.processor / FILES, "ms", size=size),
        plain(ROOM, "peak memory of the largest process", many.megabytes, "MB", size=size),
        at_most(ROOM, "peak memory against a tenth of the files", growth, "times", goal=1.2, size=size),
        plain(ROOM, "again, with stored results", FILES / again.seconds, "files/s", size=size),
        plain(ROOM, "again, processor time a file", 1000 * again.processor / FILES, "ms", size=size),
        plain(ROOM, "stored result of a file", stored / FILES / 1000, "kB", size=size),
    ]


def _fill(room: Path) -> Counter[str]:
    """Write the files, the first tenth into a folder of its own as well, a hundred to a folder."""
    kinds: Counter[str] = Counter()
    for number, (name, data) in enumerate(files(FILES)):
        kinds[Path(name).suffix.removeprefix(".")] += 1
        for folder in ("few", "many") if number < FEW else ("many",):
            path = room / folder / f"{number // 100:03}" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return kinds


def _audit(folder: Path, room: Path, *options: str | Path) -> Run:
    words = ["audit", folder, "--each", "--brief", "--jobs", JOBS, "--format", "json", "--out", room / "audit.json"]
    with subprocess.Popen([COMMAND, *map(str, [*words, *options])], stderr=subprocess.DEVNULL) as process:
        started = time.perf_counter()
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        message = f"plumbline audit ended with {process.returncode}"
        raise RuntimeError(message)
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
