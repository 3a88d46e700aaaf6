"""`make bench [ROOMS=reading,pdf]`: measure what has a promised figure and keep the figures in docs/reference/performance.md."""

import datetime as dt
import importlib
import os
import platform
import re
import sys
from pathlib import Path

from benchmarks.figures import Figure

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "performance.md"
OTHERS = {"__main__", "__init__", "figures", "importing", "serving", "writers"}
HEAD = """# Performance

Measured by `make bench` (one room: `make bench ROOMS=reading`). Medians of repeated runs on one core unless the line says
otherwise; machines are noisy, so trust ratios and orders of magnitude.
"""


def rooms() -> list[str]:
    """The rooms that can be measured, or those named in ROOMS."""
    known = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in OTHERS)
    wanted = [name for name in os.environ.get("ROOMS", "").split(",") if name]
    unknown = sorted(set(wanted) - set(known))
    if unknown:
        sys.exit(f"No such room: {', '.join(unknown)}. Known: {', '.join(known)}")
    return wanted or known


def machine() -> str:
    """What the figures were measured on."""
    model = next(
        (line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.machine(),
    )
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"


def _lines(path: str) -> list[str]:
    file = Path(path)
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def section(room: str, figures: list[Figure]) -> str:
    """The part of the page that holds one room's figures."""
    rows = [
        f"| {f.what} | {f.value:,.2f} {f.unit} | {f.goal} | {'' if f.is_met is None else 'yes' if f.is_met else 'no'} | {f.size} |"
        for f in figures
    ]
    today = dt.datetime.now(dt.UTC).date().isoformat()
    head = f"## {room}\n\n{today}, {machine()}; `make bench ROOMS={room}`\n\n| what | measured | goal | met | size |\n|---|---|---|---|---|"
    return "\n".join([head, *rows]) + "\n"


def keep(sections: dict[str, str]) -> None:
    """Replace the measured rooms in the page and leave the others as they are."""
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else HEAD
    parts = re.split(r"(?m)^(?=## )", text)
    kept = {part.split("\n", 1)[0].removeprefix("## "): part.strip() + "\n" for part in parts[1:]}
    kept |= sections
    PAGE.write_text(HEAD + "\n" + "\n".join(kept[room] for room in sorted(kept)), encoding="utf-8")


def main() -> None:
    """Measure, print, keep."""
    sections = {}
    missed = False
    for room in rooms():
        figures: list[Figure] = importlib.import_module(f"benchmarks.{room}").measure()
        for figure in figures:
            print(figure.line(), flush=True)
            missed = missed or figure.is_met is False
        sections[room] = section(room, figures)
    keep(sections)
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
