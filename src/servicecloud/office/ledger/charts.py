"""A bar for each value, drawn by the page itself; the table behind it says the same in figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

HEIGHT, WIDTH, GAP = 120, 36, 12


@dataclass(frozen=True)
class Bar:
    """One bar with its place in the drawing."""

    label: str
    number: Decimal
    x: int
    y: int
    height: int

    @property
    def middle(self) -> int:
        """Where its label stands."""
        return self.x + WIDTH // 2


@dataclass(frozen=True)
class Chart:
    """Bars with the size of the drawing."""

    bars: list[Bar]
    width: int
    height: int
    bar_width: int
    base: int


def bars(values: Sequence[tuple[str, Decimal]]) -> Chart:
    """Lay out one bar for each value; negative values have none (the table shows them)."""
    most = max((number for _label, number in values), default=Decimal(0))
    placed = []
    for at, (label, number) in enumerate(values):
        height = int(HEIGHT * number / most) if most > 0 and number > 0 else 0
        height = max(height, 1) if number > 0 else 0
        placed.append(Bar(label, number, at * (WIDTH + GAP), HEIGHT - height, height))
    return Chart(placed, len(placed) * (WIDTH + GAP), HEIGHT + 20, WIDTH, HEIGHT + 15)
