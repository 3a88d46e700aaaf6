"""The tree over all entries (RFC 9162 section 2.1), grown in memory of its height, and proofs from it.

A proof needs few digests of many. They are read through `TreeStore`, which any table can serve: the leaf digests by position,
and, kept as the tree grows, the roots of full aligned subtrees of 2**8 leaves and more (two rows for 256 entries). With them a
proof over ten million entries costs at most two blocks of leaves and a handful of kept roots.
"""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Protocol

import msgspec

from plumbline.evidence.errors import ProofRefusedError
from plumbline.evidence.hashing import DEFAULT_ALGORITHM, Hasher, hasher

KEPT_LEVEL: Final = 8

NodeKey = tuple[int, int]
"""Level and index: the root over leaves ``index << level`` up to, not including, ``(index + 1) << level``."""


class Subtree(msgspec.Struct, frozen=True):
    """The root of a full aligned subtree, to be kept for proofs: the row (level, index) → digest."""

    level: int
    index: int
    digest: bytes


class TreeStore(Protocol):
    """Where the digests of a sealed tree are kept. Positions count from 0: the entry of sequence 1 is leaf 0."""

    def leaves(self, start: int, stop: int) -> Iterable[bytes]:
        """Return the leaf digests from `start` up to, not including, `stop`, in order."""

    def subtrees(self, keys: Sequence[NodeKey]) -> Mapping[NodeKey, bytes]:
        """Those of the asked subtree roots that are kept; what is not kept is computed from leaves."""


class Frontier:
    """A growing tree, held as the roots of its full subtrees: at most one digest per level."""

    def __init__(self, count: int = 0, roots: Sequence[bytes] = (), *, algorithm: str = DEFAULT_ALGORITHM) -> None:
        """Start empty, or from a saved `count` and its `roots` (largest subtree first, one for each bit set in `count`)."""
        if count.bit_count() != len(roots):
            raise ProofRefusedError(
                f"树有 {count} 片叶，应有 {count.bit_count()} 个子树根，实有 {len(roots)} 个。",
                f"a tree of {count} leaves has {count.bit_count()} subtree roots, {len(roots)} were given.",
            )
        self.count = count
        self._hasher = hasher(algorithm)
        levels = [level for level in range(count.bit_length() - 1, -1, -1) if count >> level & 1]
        self._roots: dict[int, bytes] = dict(zip(levels, roots, strict=True))

    @property
    def roots(self) -> tuple[bytes, ...]:
        """The subtree roots, largest first: with `count` all that is needed to go on."""
        return tuple(self._roots[level] for level in sorted(self._roots, reverse=True))

    def copy(self) -> "Frontier":
        """Return an independent tree that may be grown on trial."""
        return Frontier(self.count, self.roots, algorithm=self._hasher.name)

    def extend(self, leaves: Sequence[bytes]) -> list[Subtree]:
        """Append leaf digests; return the roots of the subtrees that became full and are worth keeping."""
        kept: list[Subtree] = []
        nodes = list(leaves)
        level = 0
        before = self.count
        node = self._hasher.node
        while nodes:
            if level >= KEPT_LEVEL:
                first = before >> level
                kept.extend(Subtree(level, first + at, digest) for at, digest in enumerate(nodes))
            if level in self._roots:
                nodes.insert(0, self._roots.pop(level))
            if len(nodes) % 2:
                self._roots[level] = nodes.pop()
            pairs = iter(nodes)
            nodes = [node(left, right) for left, right in zip(pairs, pairs, strict=True)]
            level += 1
        self.count = before + len(leaves)
        return kept

    def root(self) -> bytes:
        """Return the root over everything so far; of an empty tree, the digest of nothing."""
        return _fold(self.roots, self._hasher)


def tree_root(leaves: Iterable[bytes], *, algorithm: str = DEFAULT_ALGORITHM) -> bytes:
    """Return the root over leaf digests, read once."""
    frontier = Frontier(algorithm=algorithm)
    block: list[bytes] = []
    for digest in leaves:
        block.append(digest)
        if len(block) == 4096:
            frontier.extend(block)
            block.clear()
    frontier.extend(block)
    return frontier.root()


def inclusion_path(store: TreeStore, *, leaf: int, count: int, algorithm: str = DEFAULT_ALGORITHM) -> tuple[bytes, ...]:
    """Return the digests that lead from leaf `leaf` (from 0) to the root of the tree of `count` leaves (RFC 9162 2.1.3.1)."""
    if not 0 <= leaf < count:
        raise ProofRefusedError(
            f"树有 {count} 片叶，没有第 {leaf + 1} 片。", f"the tree has {count} leaves, there is no leaf {leaf + 1}."
        )
    ranges: list[tuple[int, int]] = []
    start, stop = 0, count
    while stop - start > 1:
        middle = start + _split(stop - start)
        if leaf < middle:
            ranges.append((middle, stop))
            stop = middle
        else:
            ranges.append((start, middle))
            start = middle
    ranges.reverse()
    return range_roots(store, ranges, hasher(algorithm))


def consistency_path(store: TreeStore, *, old: int, new: int, algorithm: str = DEFAULT_ALGORITHM) -> tuple[bytes, ...]:
    """Return the digests that show the tree of `new` leaves to begin with the tree of `old` leaves (RFC 9162 2.1.4.1)."""
    if not 0 < old <= new:
        raise ProofRefusedError(
            f"无法证明 {old} 条与 {new} 条的一致：前者须在 1 与后者之间。",
            f"no consistency proof from {old} to {new}: the first must lie between 1 and the second.",
        )
    ranges: list[tuple[int, int]] = []
    start, stop, known = 0, new, True
    while stop != old:
        middle = start + _split(stop - start)
        if old <= middle:
            ranges.append((middle, stop))
            stop = middle
        else:
            ranges.append((start, middle))
            start, known = middle, False
    if not known:
        ranges.append((start, stop))
    ranges.reverse()
    return range_roots(store, ranges, hasher(algorithm))


def root_from_inclusion(
    digest: bytes, path: Sequence[bytes], *, leaf: int, count: int, algorithm: str = DEFAULT_ALGORITHM
) -> bytes | None:
    """Return the root that `path` leads to (RFC 9162 2.1.3.2); None when the path does not fit the tree's shape."""
    if not 0 <= leaf < count:
        return None
    node = hasher(algorithm).node
    at, last = leaf, count - 1
    for sibling in path:
        if not last:
            return None
        if at & 1 or at == last:
            digest = node(sibling, digest)
            while not at & 1 and at:
                at >>= 1
                last >>= 1
        else:
            digest = node(digest, sibling)
        at >>= 1
        last >>= 1
    return digest if not last else None


def roots_from_consistency(
    old_root: bytes, path: Sequence[bytes], *, old: int, new: int, algorithm: str = DEFAULT_ALGORITHM
) -> tuple[bytes, bytes] | None:
    """Return the two roots that `path` leads to (RFC 9162 2.1.4.2); None when it does not fit. Compare both with the heads."""
    if old == new:
        return (old_root, old_root) if not path else None
    if not 0 < old < new or not path:
        return None
    digests = [old_root, *path] if old & (old - 1) == 0 else list(path)
    node = hasher(algorithm).node
    at, last = old - 1, new - 1
    while at & 1:
        at >>= 1
        last >>= 1
    first = second = digests[0]
    for sibling in digests[1:]:
        if not last:
            return None
        if at & 1 or at == last:
            first, second = node(sibling, first), node(sibling, second)
            while not at & 1 and at:
                at >>= 1
                last >>= 1
        else:
            second = node(second, sibling)
        at >>= 1
        last >>= 1
    return (first, second) if not last else None


def _split(size: int) -> int:
    """Return the largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def _fold(roots: Sequence[bytes], digests: Hasher) -> bytes:
    """Join subtree roots, largest first, into the root of them all."""
    if not roots:
        return digests.plain(b"")
    root = roots[-1]
    for left in reversed(roots[:-1]):
        root = digests.node(left, root)
    return root


def _full_subtrees(start: int, stop: int) -> list[NodeKey]:
    """Return the full aligned subtrees that make up a range which begins where a subtree of its size may begin."""
    keys = []
    while start < stop:
        level = (stop - start).bit_length() - 1
        keys.append((level, start >> level))
        start += 1 << level
    return keys


def range_roots(store: TreeStore, ranges: Sequence[tuple[int, int]], digests: Hasher) -> tuple[bytes, ...]:
    """Return the root of each range, with one read of kept subtrees and one of leaves for each block."""
    plans = [_full_subtrees(start, stop) for start, stop in ranges]
    wanted = {key for plan in plans for key in plan}
    known = dict(store.subtrees(sorted(key for key in wanted if key[0] >= KEPT_LEVEL)))
    missing = sorted((index << level, (index + 1) << level, (level, index)) for level, index in wanted - known.keys())
    for block in _blocks(missing):
        start, stop = block[0][0], block[-1][1]
        leaves = list(store.leaves(start, stop))
        if len(leaves) != stop - start:
            raise ProofRefusedError(
                f"叶摘要不全：第 {start + 1} 至 {stop} 条应有 {stop - start} 个，实有 {len(leaves)} 个。",
                f"leaf digests are missing between {start + 1} and {stop}: {len(leaves)} were read.",
            )
        for low, high, key in block:
            known[key] = tree_root(leaves[low - start : high - start], algorithm=digests.name)
    return tuple(_fold([known[key] for key in plan], digests) for plan in plans)


def _blocks(spans: Sequence[tuple[int, int, NodeKey]]) -> list[list[tuple[int, int, NodeKey]]]:
    """Group spans that begin in the same block of leaves, so that one read serves them and none reads the whole tree."""
    grouped = itertools.groupby(spans, key=lambda span: span[0] >> KEPT_LEVEL)
    return [list(group) for _, group in grouped]


def load_frontier(store: TreeStore, *, count: int, algorithm: str = DEFAULT_ALGORITHM) -> Frontier:
    """Return the growing tree of `count` leaves, read back from its store."""
    digests = hasher(algorithm)
    ranges = [(index << level, (index + 1) << level) for level, index in _full_subtrees(0, count)]
    return Frontier(count, range_roots(store, ranges, digests), algorithm=algorithm)
