"""Work spread over processes."""

import os

from plumbline.cli.processes import in_processes


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
