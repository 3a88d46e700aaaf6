"""Invented forms in the official layouts, in every file kind. They are made by `python -m tests.examples.rewrite`."""

from pathlib import Path

FOLDER = Path(__file__).parent / "forms"


def example_files() -> list[Path]:
    """Return the bundled example files in the order of their names."""
    return sorted(path for path in FOLDER.iterdir() if path.is_file())
