"""The open benchmark: precision and recall, the published forms, and a folder of ten thousand files audited by two processes.

`python -m benchmarks.openbench` writes the page of results alone; `make bench ROOMS=openbench` measures the folder as well.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from benchmarks.figures import Figure, at_least, at_most, plain
from tests.golden.real_findings import Judgement, audits, judge

from plumbline.benchmark.generate import case
from plumbline.benchmark.matching import CaseResult
from plumbline.benchmark.printing import suffix_of
from plumbline.benchmark.run import run_case
from plumbline.benchmark.tables import goals_table, page, size_of
from plumbline.benchmark.tally import Tally, sorted_rules
from plumbline.cli.benchmark import DEFAULT_SEED

ROOM = "openbench"
PAGE = Path(__file__).parents[1] / "docs" / "reference" / "benchmark-results.md"
PUBLISHED = Path(__file__).parents[2] / "shared" / "forms"
CASES = int(os.environ.get("OPENBENCH_CASES", "2000"))
HELD_OUT_SEED = 20270101
HELD_OUT_CASES = 1000
"""Forms of this seed are counted and never looked at; whoever mends a rule by them chooses another one."""
FILES = int(os.environ.get("OPENBENCH_FILES", "10000"))
JOBS = 2
ON_PUBLISHED = """Eighteen self-evaluations and five target tables that public bodies published, against a list of their faults made by
hand (`tests/golden/real_findings.yaml`). They are few and were looked at while the rules were written: they show what the rules do on real
paper, not what they will do on the next form.
"""
_DISTINCT = 1000
_FEW = 1000
_AUDIT = "from plumbline.cli.main import main; main()"
_MEASURED = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def measure() -> list[Figure]:
    """Run the benchmark, write its page, and audit the folder."""
    return [*_quality(write_page()), *_folder()]


def write_page() -> Tally:
    """Run the benchmark and write its page."""
    tally = _tally(DEFAULT_SEED, CASES)
    others = _tally(HELD_OUT_SEED, HELD_OUT_CASES)
    published = judge(audits(PUBLISHED)) if PUBLISHED.is_dir() else None
    sections = [page(tally, seed=DEFAULT_SEED), _held_out_section(others), _published_section(published)]
    PAGE.write_text("\n".join(sections), encoding="utf-8")
    return tally


def _one(seed: int, number: int) -> CaseResult:
    return run_case(case(seed, number))


def _tally(seed: int, cases: int) -> Tally:
    tally = Tally()
    with ProcessPoolExecutor(max_workers=JOBS) as pool:
        for result in pool.map(partial(_one, seed), range(cases), chunksize=25):
            tally.add(result)
    return tally


def _quality(tally: Tally) -> list[Figure]:
    size = f"seed {DEFAULT_SEED}, {tally.forms:,} forms, {tally.total.labels:,} errors of {len(tally.by_kind)} kinds"
    lowest = min(counts.recall for counts in tally.by_kind.values() if counts.recall is not None)
    return [
        at_least(ROOM, "precision", 100 * (tally.total.precision or 0), "%", goal=97, size=size),
        at_least(ROOM, "recall", 100 * (tally.total.recall or 0), "%", goal=95, size=size),
        at_least(ROOM, "lowest recall of a kind", 100 * lowest, "%", goal=85, size=size),
        at_most(
            ROOM, "false errors per 100 clean forms", tally.clean_errors_per_hundred, "errors", goal=0.99,
            size=f"{tally.clean_forms:,} clean forms",
        ),
    ]  # fmt: skip


def _held_out_section(tally: Tally) -> str:
    missed = {name: counts for name, counts in sorted(tally.by_kind.items()) if counts.found < counts.labels}
    lines = [
        "## On a seed that nobody looked at\n",
        f"Rules were mended by what the published seed brought to light. Seed {HELD_OUT_SEED} is only counted.\n",
        size_of(tally, seed=HELD_OUT_SEED),
        goals_table(tally),
        "Missed: "
        + (", ".join(f"`{name}` {one.labels - one.found} of {one.labels}" for name, one in missed.items()) or "none")
        + ".",
        "False findings: "
        + (", ".join(f"{rule} {count}" for rule, count in sorted_rules(tally.false_by_rule)) or "none")
        + ".",
    ]
    return "\n".join(lines) + "\n"


def _published_section(found: Judgement | None) -> str:
    if found is None:
        return "## On the published forms\n\nNot measured: the published forms are not beside this checkout.\n"
    lines = [
        "## On the published forms\n",
        ON_PUBLISHED,
        "| what | value |",
        "|---|---|",
        f"| faults that a careful auditor names | {found.named + len(found.missed)} |",
        f"| named by the audit | {found.named} ({found.recall:.1%}) |",
        f"| findings | {found.findings} |",
        f"| in the list | {found.listed} ({found.blind_precision:.1%}) |",
        f"| not in the list, agreed to on a second look | {found.agreed} |",
        f"| right in all | {found.listed + found.agreed} ({found.precision:.1%}) |",
        f"| wrong or not worth a word | {len(found.false)} |",
    ]
    return "\n".join(lines) + "\n"


def _folder() -> list[Figure]:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        folder, few = root / "files", root / "few"
        kinds = _fill(folder, few)
        _, few_memory = _audited(few)
        seconds, memory = _audited(folder)
        store = root / "store"
        _audited(few, "--resume", str(store))
        again, _ = _audited(few, "--resume", str(store))
    size = f"{FILES:,} files ({kinds}), --each --jobs {JOBS} --brief, JSON"
    return [
        at_least(ROOM, "audit of a folder, text and office", FILES / seconds, "files/s", goal=100, size=size),
        at_most(
            ROOM, f"memory at {FILES:,} files over memory at {_FEW:,}", memory / few_memory, "times", goal=1.25,
            size=f"largest process {memory / 1024:,.0f} MiB",
        ),
        plain(ROOM, "audit again with stored results", _FEW / again, "files/s", size=f"{_FEW:,} files, --resume"),
    ]  # fmt: skip


def _fill(folder: Path, few: Path) -> str:
    """Fill a folder with text and office files: a thousand distinct cases, each as often as it takes."""
    folder.mkdir()
    few.mkdir()
    made: list[tuple[str, bytes]] = []
    with ProcessPoolExecutor(max_workers=JOBS) as pool:
        for files in pool.map(partial(_files_of, DEFAULT_SEED + 1), range(_DISTINCT * 2), chunksize=25):
            made += [(name, data) for name, data in files.items() if not name.endswith(suffix_of("pdf"))]
            if len(made) >= _DISTINCT:
                break
        pool.shutdown(cancel_futures=True)
    for number in range(FILES):
        name, data = made[number % len(made)]
        place = folder / f"{number // 1000:02d}"
        place.mkdir(exist_ok=True)
        (place / f"{number:05d}-{name}").write_bytes(data)
    for number in range(_FEW):
        name, data = made[number % len(made)]
        (few / f"{number:05d}-{name}").write_bytes(data)
    endings = sorted({name.rsplit(".", 1)[1] for name, _ in made})
    return ", ".join(endings)


def _files_of(seed: int, number: int) -> dict[str, bytes]:
    return case(seed, number).files


def _audited(folder: Path, *options: str) -> tuple[float, float]:
    """Return the seconds that the command took and the memory of its largest process in KiB."""
    command = [
        sys.executable,
        "-c",
        _AUDIT,
        "audit",
        str(folder),
        "--each",
        "--jobs",
        str(JOBS),
        "--brief",
        "--format",
        "json",
    ]
    start = time.perf_counter()
    done = subprocess.run(
        [shutil.which("python3") or sys.executable, "-c", _MEASURED, *command, *options],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds = time.perf_counter() - start
    code, memory = done.stdout.split()
    if code not in ("0", "1"):
        raise RuntimeError(f"the audit of {folder} ended with {code}")
    return seconds, float(memory)


if __name__ == "__main__":
    write_page()
