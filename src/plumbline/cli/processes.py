"""Work spread over processes: results in order, memory flat, and a process that dies costs one item, not the run."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

MAX_CHUNK = 16
AHEAD = 3
"""How many chunks for each process are under way or waiting to be taken."""


def in_processes(
    work: Callable[[Item], Result], items: Sequence[Item], *, jobs: int, died: Callable[[Item], Result]
) -> Iterator[Result]:
    """Yield the result of each item in order; where the process working on an item dies, the result is `died` of it."""
    size = max(1, min(MAX_CHUNK, len(items) // (jobs * 4)))
    waiting = deque(list(items[start : start + size]) for start in range(0, len(items), size))
    while waiting:
        try:
            yield from _in_one_pool(work, waiting, jobs)
        except BrokenProcessPool:
            # Which item was to blame nobody can tell: those of the first chunk are tried alone, the others start again.
            for item in waiting.popleft():
                yield _alone(work, item, died)


def _in_one_pool(work: Callable[[Item], Result], waiting: deque[list[Item]], jobs: int) -> Iterator[Result]:
    """Yield results until all is done; a chunk leaves `waiting` when its results are there."""
    pool = ProcessPoolExecutor(max_workers=jobs)
    try:
        under_way: deque[Future[list[Result]]] = deque()
        while waiting:
            while len(under_way) < min(len(waiting), jobs * AHEAD):
                under_way.append(pool.submit(_each, work, waiting[len(under_way)]))
            results = under_way.popleft().result()
            waiting.popleft()
            yield from results
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _each(work: Callable[[Item], Result], items: list[Item]) -> list[Result]:
    return [work(item) for item in items]


def _alone(work: Callable[[Item], Result], item: Item, died: Callable[[Item], Result]) -> Result:
    with ProcessPoolExecutor(max_workers=1) as pool:
        try:
            return pool.submit(work, item).result()
        except BrokenProcessPool:
            return died(item)
