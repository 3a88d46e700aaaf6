"""Two versions of a record side by side, field by field."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """One field in two versions, in words."""

    name: str
    label: str
    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        """Whether the two say different things."""
        return self.before != self.after


def changed_only(rows: Iterable[Difference]) -> list[Difference]:
    """Return the fields that differ."""
    return [row for row in rows if row.is_changed]
