"""One proof for many entries: the digests of all that lies between them, from the left to the right.

A tree of RFC 9162 is split where its largest power of two ends. Whoever has the leaf digests of some entries needs of the rest only
the roots of the largest parts that hold none of them. In one walk from left to right every part comes exactly once, so that a proof is
written and checked in memory that grows with the depth of the tree alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from plumbline.evidence.hashing import DEFAULT_ALGORITHM, Hasher, hasher
from plumbline.evidence.merkle import TreeStore, range_roots

_BATCH = 256


class _Leaves:
    """The leaves that are known, read once, with a look at the next."""

    def __init__(self, leaves: Iterable[tuple[int, bytes]]) -> None:
        self._rest = iter(leaves)
        self.at, self.digest = -1, b""
        self.step()

    def step(self) -> bytes:
        """Return the digest that was next and go on; the place after the last lies beyond every tree."""
        taken, before = self.digest, self.at
        self.at, self.digest = next(self._rest, (1 << 62, b""))
        if self.at <= before:
            message = "leaves are not in order"
            raise ValueError(message)
        return taken


def covering_digests(
    store: TreeStore, wanted: Sequence[int], *, count: int, algorithm: str = DEFAULT_ALGORITHM
) -> Iterator[bytes]:
    """Yield the proof for the leaves `wanted` (places from 0, ascending) in the tree of `count` leaves."""
    parts = _gaps(_Leaves((place, b"") for place in wanted), 0, count)
    while batch := list(islice(parts, _BATCH)):
        yield from range_roots(store, batch, hasher(algorithm))


def root_from_covering(
    leaves: Iterable[tuple[int, bytes]],
    proof: Iterable[bytes],
    *,
    count: int,
    algorithm: str = DEFAULT_ALGORITHM,
) -> bytes | None:
    """Return the root that leaf digests at their places (from 0, ascending) and their proof lead to; None when they do not fit."""
    rest = iter(proof)
    try:
        known = _Leaves(leaves)
        root = _folded(known, rest, 0, count, hasher(algorithm))
    except (StopIteration, ValueError):
        return None
    return root if known.at >= 1 << 62 and next(rest, None) is None else None


def _gaps(known: _Leaves, start: int, stop: int) -> Iterator[tuple[int, int]]:
    if known.at >= stop:
        yield start, stop
    elif stop - start == 1:
        known.step()
    else:
        middle = start + (1 << (stop - start - 1).bit_length() - 1)
        yield from _gaps(known, start, middle)
        yield from _gaps(known, middle, stop)


def _folded(known: _Leaves, proof: Iterator[bytes], start: int, stop: int, digests: Hasher) -> bytes:
    if known.at >= stop:
        return next(proof)
    if stop - start == 1:
        return known.step()
    middle = start + (1 << (stop - start - 1).bit_length() - 1)
    left = _folded(known, proof, start, middle, digests)
    return digests.node(left, _folded(known, proof, middle, stop, digests))
