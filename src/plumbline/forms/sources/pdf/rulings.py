"""From many small strokes to the few rulings of each table on a page."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from plumbline.forms.grid import Box
from plumbline.forms.sources.pdf.placing import Edge

SNAP = 3.0
"""Points. Rulings closer than this are one: double lines, a border drawn by both neighbours, columns off by a hair."""
_GAP = 5.0
"""Points. The longest gap between the dashes or dots of one ruling."""
_SHORTEST = 6.0
_MAX_EDGES = 4_000


@dataclass(slots=True)
class Frame:
    """Rulings that touch each other: one table, or one drawing."""

    horizontals: list[Edge]
    verticals: list[Edge]

    @property
    def box(self) -> Box:
        """The extent of all rulings."""
        return (
            min([edge.start for edge in self.horizontals] + [edge.at for edge in self.verticals]),
            min([edge.at for edge in self.horizontals] + [edge.start for edge in self.verticals]),
            max([edge.end for edge in self.horizontals] + [edge.at for edge in self.verticals]),
            max([edge.at for edge in self.horizontals] + [edge.end for edge in self.verticals]),
        )


def find_frames(horizontals: Iterable[Edge], verticals: Iterable[Edge]) -> list[Frame]:
    """Join collinear strokes and group those that touch. A group needs rulings in both directions."""
    across, down = join_edges(horizontals), join_edges(verticals)
    if len(across) > _MAX_EDGES or len(down) > _MAX_EDGES:
        return []
    parents = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    positions = [edge.at for edge in down]
    for index, edge in enumerate(across):
        first = bisect_left(positions, edge.start - SNAP)
        last = bisect_right(positions, edge.end + SNAP)
        for other in range(first, last):
            if down[other].start - SNAP <= edge.at <= down[other].end + SNAP:
                parents[root(len(across) + other)] = root(index)
    frames: dict[int, Frame] = {}
    for index in range(len(across) + len(down)):
        frame = frames.setdefault(root(index), Frame([], []))
        if index < len(across):
            frame.horizontals.append(across[index])
        else:
            frame.verticals.append(down[index - len(across)])
    return [frame for frame in frames.values() if frame.horizontals and frame.verticals]


def join_edges(edges: Iterable[Edge]) -> list[Edge]:
    """Join strokes on one line over small gaps; drop what stays shorter than a character. Sorted by position."""
    joined: list[Edge] = []
    level: list[Edge] = []
    for edge in sorted(edges):
        if level and edge.at - level[0].at > 1.0:
            joined += _joined_level(level)
            level = []
        level.append(edge)
    joined += _joined_level(level)
    return sorted(joined)


def _joined_level(level: list[Edge]) -> list[Edge]:
    runs: list[Edge] = []
    for edge in sorted(level, key=lambda stroke: stroke.start):
        if runs and edge.start <= runs[-1].end + _GAP:
            last = runs[-1]
            runs[-1] = Edge(last.at, last.start, max(last.end, edge.end))
        else:
            runs.append(edge)
    return [run for run in runs if run.end - run.start >= _SHORTEST]


def snap_positions(values: Iterable[float]) -> list[float]:
    """Merge positions closer than `SNAP` to one, their middle."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= SNAP:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [(group[0] + group[-1]) / 2 for group in groups]


def area_edges(areas: Iterable[Box]) -> tuple[list[Edge], list[Edge]]:
    """Give the sides of coloured areas as rulings, for tables that show their cells by colour alone."""
    horizontals: list[Edge] = []
    verticals: list[Edge] = []
    for left, top, right, bottom in areas:
        horizontals += [Edge(top, left, right), Edge(bottom, left, right)]
        verticals += [Edge(left, top, bottom), Edge(right, top, bottom)]
    return horizontals, verticals
