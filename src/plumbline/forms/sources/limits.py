"""How much a single file may ask for.

The figures keep any one file under about ten seconds and one gigabyte whatever its author intended; real forms stay a
hundred times below them. docs/decisions/0021-limits-of-a-file.md says how they were chosen.
"""

from plumbline.forms.sources.refusals import refusal

MAX_FILE_BYTES = 128 << 20
MAX_TEXT_BYTES = 32 << 20
MAX_CELLS = 1_000_000
"""Cells and lines of one document."""

MAX_POSITIONS = 2_000_000
"""Positions that the cells of one document cover, merged areas counted in full."""

MAX_CHARACTERS = 64_000_000
"""Characters of one document, repeated ones counted again."""

MAX_MARKUP = 2_000_000
"""Tags and attributes of XML that is held in memory whole."""

MAX_PAGE_MARKUP = 1_500_000
"""Tags and attributes of a web page."""

MAX_COLUMN_SPAN = 1_000
MAX_NESTED_TABLES = 40
"""Depth of tables within tables."""


def check_file_size(data: bytes, most: int = MAX_FILE_BYTES) -> None:
    """Refuse a file above a number of bytes."""
    if len(data) > most:
        size, limit = len(data) / (1 << 20), most >> 20
        raise refusal("too_large", f"{size:.0f} MB，上限 {limit} MB", f"{size:.0f} MB, the limit is {limit} MB")


class Budget:
    """Counts what a document has taken so far and refuses it when that is too much."""

    def __init__(self) -> None:
        self.cells = 0
        self.positions = 0
        self.characters = 0

    def take(self, cells: int, positions: int = 0, characters: int = 0) -> None:
        """Count cells or lines, the positions they cover and the characters they hold."""
        self.cells += cells
        self.positions += positions
        self.characters += characters
        if self.cells > MAX_CELLS:
            raise refusal("too_large", f"超过 {MAX_CELLS} 个单元格或行", f"more than {MAX_CELLS} cells or lines")
        if self.positions > MAX_POSITIONS:
            raise refusal(
                "too_large",
                f"合并区域超过 {MAX_POSITIONS} 格",
                f"merged areas cover more than {MAX_POSITIONS} positions",
            )
        if self.characters > MAX_CHARACTERS:
            raise refusal("too_large", f"超过 {MAX_CHARACTERS} 个字符", f"more than {MAX_CHARACTERS} characters")
