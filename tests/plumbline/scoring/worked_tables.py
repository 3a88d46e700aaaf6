"""The tables of the pages under docs/explanation/scoring, row by row."""

from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parents[3] / "docs" / "explanation" / "scoring"

Example = dict[str, str]


def examples(*columns: str) -> Iterator[tuple[str, Example]]:
    """Yield every table row of every page whose table has exactly these columns, with the name of its place."""
    for page in sorted(FOLDER.glob("*.md")):
        heads: list[str] | None = None
        for number, line in enumerate(page.read_text("utf-8").splitlines(), start=1):
            if not line.startswith("|"):
                heads = None
                continue
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if heads is None:
                heads = cells
            elif heads == list(columns) and not set(line) <= set("|- "):
                yield f"{page.stem}:{number}", dict(zip(heads, cells, strict=True))
