"""Reading: forms a second from TAB text, milliseconds a one-form office file, the cold start of the command."""

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.figures import Figure, at_least, at_most, median_seconds

from plumbline.examples import example_files
from plumbline.forms.reading import read_forms
from plumbline.forms.writers import write

ROOM = "reading"


def measure() -> list[Figure]:
    """Measure every promised figure of reading."""
    return [*_tab_text(), *_office(), *_cold_start()]


def _tab_text() -> list[Figure]:
    text = _example(".txt", "\t")
    many = b"\n\n".join([text] * 50)
    forms = len(read_forms(many, "many.txt").forms)
    seconds = median_seconds(lambda: read_forms(many, "many.txt"))
    return [
        at_least(ROOM, "TAB text", forms / seconds, "forms/s", goal=500, size=f"{forms} forms, {len(many):,} bytes")
    ]


def _example(suffix: str, mark: str) -> bytes:
    for path in example_files():
        data = path.read_bytes()
        if path.suffix == suffix and mark.encode() in data:
            return data
    raise LookupError(suffix)


def _office() -> list[Figure]:
    (form,) = read_forms(_example(".txt", "\t"), "example.txt").forms[:1]
    figures = []
    for to, goal in (("docx", 12.0), ("xlsx", 8.0), ("pdf", 100.0)):
        data = write(form, to=to)  # type: ignore[arg-type]
        seconds = median_seconds(lambda data=data: read_forms(data, "form"), runs=15, warm_up=3)  # type: ignore[misc]
        size = f"one form, {len(form.indicators)} indicators, {len(data):,} bytes"
        figures.append(at_most(ROOM, f"{to} file, warm", seconds * 1000, "ms", goal=goal, size=size))
    return figures


def _cold_start() -> list[Figure]:
    command = Path(sys.executable).with_name("plumbline")
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder, "small.txt")
        small.write_bytes(_example(".txt", "\t"))
        run = lambda: subprocess.run([command, "read", small, "--format", "json"], capture_output=True, check=False)  # noqa: E731
        seconds = median_seconds(run, runs=9, warm_up=2)
    return [at_most(ROOM, "plumbline read, one small file, cold", seconds, "s", goal=0.4, size="one process a run")]
