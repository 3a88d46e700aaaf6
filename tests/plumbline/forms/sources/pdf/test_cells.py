"""The rooms that turn rulings into cells, fed with rulings directly."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.effort import tries

from plumbline.forms.sources.pdf.cells import TableShape, find_cells
from plumbline.forms.sources.pdf.placing import Edge, Glyph
from plumbline.forms.sources.pdf.rulings import find_frames, join_edges, snap_positions

Area = tuple[int, int, int, int]
"""Top, left, bottom, right; ends exclusive."""


def glyph(x: float, y: float, text: str = "字") -> Glyph:
    return Glyph(text, x - 4, x + 4, y + 3, 8, x, y, show=int(x * 1000 + y))


def shapes(horizontals: list[Edge], verticals: list[Edge], glyphs: list[Glyph]) -> list[TableShape]:
    found = [find_cells(frame, glyphs, page_area=595 * 842) for frame in find_frames(horizontals, verticals)]
    return [entry[0] for entry in found if entry is not None]


@st.composite
def divided_grids(draw: st.DrawFn) -> tuple[list[float], list[float], list[Area]]:
    """Rows and columns of different sizes, some neighbours merged, every position used."""
    xs = [50.0]
    for width in draw(st.lists(st.integers(8, 90), min_size=1, max_size=7)):
        xs.append(xs[-1] + width)
    ys = [60.0]
    for height in draw(st.lists(st.integers(8, 60), min_size=1, max_size=9)):
        ys.append(ys[-1] + height)
    rng = random.Random(draw(st.integers(0, 10_000)))
    free = {(row, column) for row in range(len(ys) - 1) for column in range(len(xs) - 1)}
    areas: list[Area] = []
    while free:
        top, left = min(free)
        right = left + 1
        while rng.random() < 0.4 and (top, right) in free:
            right += 1
        bottom = top + 1
        while rng.random() < 0.4 and all((bottom, column) in free for column in range(left, right)):
            bottom += 1
        areas.append((top, left, bottom, right))
        free -= {(row, column) for row in range(top, bottom) for column in range(left, right)}
    return xs, ys, areas


def visible_positions(areas: list[Area]) -> tuple[list[int], list[int]]:
    return sorted({side for area in areas for side in (area[0], area[2])}), sorted(
        {side for area in areas for side in (area[1], area[3])}
    )


@settings(max_examples=tries(80), deadline=None)
@given(divided_grids(), st.sampled_from([0.0, 0.6, 1.2]))
def test_any_division_of_a_table_is_found_again(grid: tuple[list[float], list[float], list[Area]], wobble: float):
    """Each cell draws its own four sides, a little off those of its neighbours, as office programs do."""
    xs, ys, areas = grid
    horizontals: list[Edge] = []
    verticals: list[Edge] = []
    glyphs = []
    for index, (top, left, bottom, right) in enumerate(areas):
        off = wobble if index % 2 else 0.0
        horizontals += [Edge(ys[top] + off, xs[left], xs[right]), Edge(ys[bottom] - off, xs[left], xs[right])]
        verticals += [Edge(xs[left] + off, ys[top], ys[bottom]), Edge(xs[right] - off, ys[top], ys[bottom])]
        glyphs.append(glyph((xs[left] + xs[right]) / 2, (ys[top] + ys[bottom]) / 2))

    found = shapes(horizontals, verticals, glyphs)

    if len(areas) < 2:
        assert found == []
        return
    if not found:  # one column over more than half of a page is a page border
        assert len({area[1] for area in areas}) == 1
        return
    rows, columns = visible_positions(areas)
    expected = sorted((rows.index(t), columns.index(left), rows.index(b), columns.index(r)) for t, left, b, r in areas)
    assert sorted((cell.top, cell.left, cell.bottom, cell.right) for cell in found[0].cells) == expected
    assert all(len(cell.glyphs) == 1 for cell in found[0].cells)


def test_dashes_become_one_ruling_and_crumbs_none():
    dashes = [Edge(100.2 if index % 2 else 100.0, 10 + 6 * index, 13 + 6 * index) for index in range(30)]

    assert join_edges([*dashes, Edge(300, 10, 12)]) == [Edge(100.0, 10, 187)]


def test_positions_closer_than_a_hair_are_one():
    assert snap_positions([10, 11.5, 100, 103.5, 10.2]) == [10.75, 100, 103.5]


def test_a_missing_piece_of_a_ruling_cuts_the_corner_into_rectangles():
    verticals = [Edge(0, 0, 40), Edge(50, 0, 20), Edge(100, 0, 40)]
    horizontals = [Edge(0, 0, 100), Edge(20, 0, 50), Edge(40, 0, 100)]

    found = shapes(horizontals, verticals, [glyph(25, 10), glyph(75, 10), glyph(25, 30)])

    assert sorted((cell.top, cell.left, cell.bottom, cell.right) for cell in found[0].cells) == [
        (0, 0, 1, 1),
        (0, 1, 2, 2),
        (1, 0, 2, 1),
    ]


def test_an_empty_corner_outside_of_the_outline_is_no_cell_but_one_with_text_is():
    verticals = [Edge(0, 0, 40), Edge(50, 0, 40), Edge(100, 20, 40)]
    horizontals = [Edge(0, 0, 50), Edge(20, 0, 100), Edge(40, 0, 100)]
    inside = [glyph(25, 10), glyph(25, 30), glyph(75, 30)]

    assert len(shapes(horizontals, verticals, inside)[0].cells) == 3
    assert len(shapes(horizontals, verticals, [*inside, glyph(75, 10)])[0].cells) == 4


def test_a_table_without_a_lower_ruling_is_open_below():
    verticals = [Edge(0, 0, 40), Edge(50, 0, 40), Edge(100, 0, 40)]
    shape = shapes([Edge(0, 0, 100), Edge(20, 0, 100)], verticals, [glyph(25, 30)])[0]

    assert (shape.is_open_above, shape.is_open_below) == (False, True)
    assert len(shape.cells) == 4
