"""Work spread over processes."""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from plumbline.cli.processes import AHEAD, MAX_CHUNK, in_chunks, in_processes


def double(item: int) -> int:
    return 2 * item


def double_or_die(item: int) -> int:
    if item == 7:
        os._exit(9)
    return 2 * item


def lost(item: int) -> int:
    return -item


def test_results_come_in_the_order_of_the_items() -> None:
    assert list(in_processes(double, range(100), jobs=2, died=lost)) == [2 * item for item in range(100)]


def test_a_process_that_dies_costs_its_item_and_nothing_else() -> None:
    expected = [-7 if item == 7 else 2 * item for item in range(40)]

    assert list(in_processes(double_or_die, range(40), jobs=2, died=lost)) == expected


def test_who_stops_taking_results_stops_the_work() -> None:
    results = in_processes(double, range(10_000), jobs=2, died=lost)

    assert next(results) == 0
    results.close()


def die_the_first_time(marker: Path, item: int) -> int:
    if item == 7 and not marker.exists():
        marker.touch()
        os._exit(9)
    return 2 * item


def test_an_item_whose_process_died_once_is_tried_again(tmp_path: Path) -> None:
    work = partial(die_the_first_time, tmp_path / "died")

    assert list(in_processes(work, range(40), jobs=2, died=lost)) == [2 * item for item in range(40)]


def test_items_are_taken_only_as_fast_as_results() -> None:
    taken = 0

    def endless() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield taken

    results = in_processes(double, endless(), jobs=2, died=lost)
    for _ in range(500):
        next(results)
    results.close()

    assert taken <= 500 + (2 * AHEAD + 1) * MAX_CHUNK


def test_chunks_are_single_items_at_first_and_never_large() -> None:
    chunks = list(in_chunks(range(1000), 2))

    assert [item for chunk in chunks for item in chunk] == list(range(1000))
    assert [len(chunk) for chunk in chunks[:9]] == [1] * 8 + [2]
    assert max(map(len, chunks)) <= MAX_CHUNK
