"""The lines read since the last seal, as they stand in the file."""

from collections.abc import Sequence

import msgspec


class OddLine(msgspec.Struct, frozen=True):
    """A line that is not simply the next entry with its right digest.

    `label` is the sequence it carries, `stated` the digest it states, `computed` that of its content (None when withheld),
    `content` the bytes of the entry where they are needed to say what was changed.
    """

    label: int
    stated: bytes
    computed: bytes | None
    line: int
    content: bytes | None = None
    respelled: bool = False

    @property
    def edited(self) -> bool:
        """Whether the content does not have the stated digest."""
        return self.computed is not None and self.computed != self.stated


class Lot:
    """Entry lines in file order, each with the digest it states.

    `first` is the sequence its first line should have, `label` the one its next line should carry. Lines that need a closer look
    are kept apart in `odd`; where the sequences on the lines do not run on, `jumps` has the new one.
    """

    __slots__ = ("first", "jumps", "label", "leaves", "odd")

    def __init__(self, first: int, leaves: Sequence[bytes] = ()) -> None:
        self.first = first
        self.leaves = list(leaves)
        self.odd: dict[int, OddLine] = {}
        self.jumps: dict[int, int] = {}
        self.label = first + len(self.leaves)

    def add(self, line: OddLine) -> None:
        """Append a line that is irregular in any way; the next is expected to carry on from its sequence."""
        place = len(self.leaves)
        self.odd[place] = line
        if line.label != self.label:
            self.jumps[place] = line.label
        self.leaves.append(line.stated)
        self.label = line.label + 1

    def labels(self) -> list[int]:
        """Return the sequence that each line carries."""
        if not self.jumps:
            return list(range(self.first, self.first + len(self.leaves)))
        labels = []
        label = self.first
        for place in range(len(self.leaves)):
            label = self.jumps.get(place, label)
            labels.append(label)
            label += 1
        return labels

    def split(self, size: int, *, first: int | None = None) -> tuple["Lot", "Lot"]:
        """Return the first `size` lines and the rest, which should begin at sequence `first` (by default the one after them)."""
        ahead = Lot(self.first, self.leaves[:size])
        ahead.odd = {at: line for at, line in self.odd.items() if at < size}
        ahead.jumps = {at: label for at, label in self.jumps.items() if at < size}
        behind = Lot(self.first + size if first is None else first)
        behind.append(self, start=size)
        return ahead, behind

    def append(self, other: "Lot", *, start: int = 0) -> None:
        """Append the lines of another lot from `start` on, as they are labelled there."""
        if start >= len(other.leaves):
            return
        shift = len(self.leaves) - start
        label = other.labels()[start]
        if label != self.label:
            self.jumps[len(self.leaves)] = label
        self.leaves.extend(other.leaves[start:])
        self.odd.update({at + shift: line for at, line in other.odd.items() if at >= start})
        self.jumps.update({at + shift: jump for at, jump in other.jumps.items() if at > start})
        self.label = other.label
