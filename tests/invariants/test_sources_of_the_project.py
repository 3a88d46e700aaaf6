"""What every file of the project keeps to."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
CORE = sorted((ROOT / "src" / "plumbline").rglob("*.py"))
MAX_LINES, MAX_FUNCTION = 600, 80
CLOCKS = re.compile(r"\b(?:datetime\.now|date\.today|datetime\.today|time\.time|utcnow)\(")


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_rooms_are_small() -> None:
    rooms = {str(path.relative_to(ROOT)): path for path in SOURCES if "migrations" not in path.parts}
    assert rooms

    assert [name for name, path in rooms.items() if path.read_text(encoding="utf-8").count("\n") > MAX_LINES] == []
    assert [(name, *item) for name, path in rooms.items() for item in functions(path) if item[1] > MAX_FUNCTION] == []


def test_the_core_reads_no_clock_and_opens_no_socket() -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in CORE
        if CLOCKS.search(text := path.read_text(encoding="utf-8")) or "import socket" in text
    ]

    assert found == []


def test_lock_files_carry_hashes_and_name_no_place() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-ray.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert re.search(r"https?://|file:|--index|--find-links|@ ", text) is None


def test_every_direct_dependency_is_justified() -> None:
    page = (ROOT / "docs" / "reference" / "dependencies.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    core, extras = project["project"]["dependencies"], project["project"]["optional-dependencies"]
    lines = [*core, *(line for extra in extras.values() for line in extra), *project["dependency-groups"]["dev"]]
    named = {re.split(r"[\[<>=]", line)[0] for line in lines}
    tools = {name for name in named if not name.startswith("types-")}

    assert sorted(name for name in tools if f"| {name} |" not in page) == []
