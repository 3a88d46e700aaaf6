"""Work spread over processes: results in order, memory flat, and a process that dies costs one item, not the run."""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from threading import Thread
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

MAX_CHUNK = 16
AHEAD = 3
"""How many chunks for each process are under way or waiting to be taken."""


def in_processes(
    work: Callable[[Item], Result], items: Iterable[Item], *, jobs: int, died: Callable[[Item], Result]
) -> Iterator[Result]:
    """Yield the result of each item in order; where the process working on an item dies twice, the result is `died` of it.

    Items are taken while results are, so neither the items nor the results of a long run are ever all in memory.
    """
    chunks = in_chunks(items, jobs)
    under_way: deque[list[Item]] = deque()
    while True:
        try:
            yield from _in_one_pool(work, chunks, under_way, jobs)
        except BrokenProcessPool:
            # Which item was to blame nobody can tell: those of the first chunk are tried alone, the others start again.
            for item in under_way.popleft():
                yield _alone(work, item, died)
        else:
            return


def in_chunks(items: Iterable[Item], workers: int) -> Iterator[list[Item]]:
    """Divide items, single ones at first, so that a short run is spread over all workers too."""
    rest = iter(items)
    number = 0
    while chunk := list(islice(rest, min(MAX_CHUNK, 1 + number // (4 * workers)))):
        number += 1
        yield chunk


def of_each(work: Callable[[Item], Result], items: list[Item]) -> list[Result]:
    """Do the work of one chunk."""
    return [work(item) for item in items]


def _in_one_pool(
    work: Callable[[Item], Result], chunks: Iterator[list[Item]], under_way: deque[list[Item]], jobs: int
) -> Iterator[Result]:
    """Yield results until all is done; a chunk leaves `under_way` when its results are there."""
    pool = ProcessPoolExecutor(max_workers=jobs, initializer=_end_with_parent)
    try:
        futures: deque[Future[list[Result]]] = deque(pool.submit(of_each, work, chunk) for chunk in under_way)
        while True:
            while len(futures) < jobs * AHEAD and (chunk := next(chunks, None)) is not None:
                under_way.append(chunk)
                futures.append(pool.submit(of_each, work, chunk))
            if not futures:
                return
            results = futures.popleft().result()
            under_way.popleft()
            yield from results
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _alone(work: Callable[[Item], Result], item: Item, died: Callable[[Item], Result]) -> Result:
    with ProcessPoolExecutor(max_workers=1, initializer=_end_with_parent) as pool:
        try:
            return pool.submit(work, item).result()
        except BrokenProcessPool:
            return died(item)


def _end_with_parent() -> None:
    """Let a process of the pool end when the run is killed; it would wait for work for ever otherwise."""
    Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
