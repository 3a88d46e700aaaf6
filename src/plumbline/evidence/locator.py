"""Finding *which* entry was changed when everything the file says about it was recomputed.

A hash tells that a list of digests is not the sealed one, not where. So a seal also holds three sums over its digests
``d1 … dn`` (as numbers, modulo a prime): ``Σ d``, ``Σ i·d`` and ``Σ i²·d``. One changed, removed, inserted digest or one exchanged
pair moves the sums in a way that gives its place and its true digest; up to three known gaps can be filled. A sum proves
nothing: each answer is only a proposal, which the caller confirms by hashing the repaired list against the seal.
"""

from collections.abc import Iterator, Sequence
from operator import mul
from typing import Final, Literal

import msgspec

PRIME: Final = 2**256 + 297
"""The smallest prime above every digest, so that no two digests are the same number."""

MAX_GAPS: Final = 3
"""Three sums give three unknown digests whose places are known."""

Sums = tuple[int, int, int]


class Repair(msgspec.Struct, frozen=True):
    """What one act of tampering would explain: `places` count from 0 in the sealed list, `digests` is the sealed list."""

    act: Literal["changed", "removed", "inserted", "exchanged"]
    places: tuple[int, ...]
    digests: tuple[bytes, ...]


def power_sums(digests: Sequence[bytes]) -> Sums:
    """Return the three sums of a list, positions counted from 1."""
    numbers = [int.from_bytes(digest, "big") for digest in digests]
    positions = range(1, len(numbers) + 1)
    once = list(map(mul, numbers, positions))
    return sum(numbers) % PRIME, sum(once) % PRIME, sum(map(mul, once, positions)) % PRIME


def fill_gaps(digests: Sequence[bytes | None], sums: Sums) -> list[bytes] | None:
    """Fill up to three gaps so that the sums agree; None when there are more, or no digests would do."""
    gaps = [place for place, digest in enumerate(digests) if digest is None]
    if len(gaps) > MAX_GAPS:
        return None
    missing = _difference(sums, power_sums([digest or b"" for digest in digests]))
    filled = list(digests)
    for place, number in zip(gaps, _solve([place + 1 for place in gaps], missing), strict=True):
        digest = _digest(number)
        if digest is None:
            return None
        filled[place] = digest
    return [digest for digest in filled if digest is not None]


def proposals(digests: Sequence[bytes], *, count: int, sums: Sums) -> Iterator[Repair]:
    """Every single act that turns the sealed list of `count` digests with these sums into the list found."""
    if len(digests) == count:
        yield from _changed(digests, sums)
        yield from _exchanged(digests, sums)
    elif len(digests) == count - 1:
        yield from _removed(digests, sums)
    elif len(digests) == count + 1:
        yield from _inserted(digests, sums)


def _changed(digests: Sequence[bytes], sums: Sums) -> Iterator[Repair]:
    # One digest off by δ at position i moves the sums by δ, iδ and i²δ.
    off, off_once, _ = _difference(sums, power_sums(digests))
    if not off:
        return
    place = off_once * pow(off, -1, PRIME) % PRIME - 1
    if 0 <= place < len(digests):
        digest = _digest((int.from_bytes(digests[place], "big") + off) % PRIME)
        if digest is not None:
            yield Repair("changed", (place,), (*digests[:place], digest, *digests[place + 1 :]))


def _exchanged(digests: Sequence[bytes], sums: Sums) -> Iterator[Repair]:
    # Exchanging i and j moves the second sum by (i-j)·x and the third by (i²-j²)·x: their ratio is i+j.
    off, once, twice = _difference(sums, power_sums(digests))
    if off or not once:
        return
    together = twice * pow(once, -1, PRIME) % PRIME
    for first in range(1, len(digests) + 1):
        second = together - first
        if first < second <= len(digests):
            apart = int.from_bytes(digests[second - 1], "big") - int.from_bytes(digests[first - 1], "big")
            if (first - second) * apart % PRIME == once:
                restored = list(digests)
                restored[first - 1], restored[second - 1] = digests[second - 1], digests[first - 1]
                yield Repair("exchanged", (first - 1, second - 1), tuple(restored))


def _removed(digests: Sequence[bytes], sums: Sums) -> Iterator[Repair]:
    # The digest removed is the difference of the first sums; its place is where the second sum comes out right.
    found = power_sums(digests)
    number = (sums[0] - found[0]) % PRIME
    digest = _digest(number)
    if digest is None:
        return
    behind = found[0]
    for place in range(len(digests) + 1):
        # `behind` is the sum of the digests that stood one position further back.
        if (found[1] + behind + (place + 1) * number) % PRIME == sums[1]:
            yield Repair("removed", (place,), (*digests[:place], digest, *digests[place:]))
        if place < len(digests):
            behind -= int.from_bytes(digests[place], "big")


def _inserted(digests: Sequence[bytes], sums: Sums) -> Iterator[Repair]:
    off = (power_sums(digests)[0] - sums[0]) % PRIME
    digest = _digest(off)
    # Of equal digests next to each other any may go; the last one is the later copy.
    for place in range(len(digests) - 1, -1, -1):
        if digests[place] == digest:
            yield Repair("inserted", (place,), (*digests[:place], *digests[place + 1 :]))


def _difference(wanted: Sums, found: Sums) -> Sums:
    return (wanted[0] - found[0]) % PRIME, (wanted[1] - found[1]) % PRIME, (wanted[2] - found[2]) % PRIME


def _solve(positions: Sequence[int], missing: Sums) -> list[int]:
    """Return the numbers at known positions that make up the missing sums (Lagrange on at most three points)."""
    solved = []
    for position in positions:
        # The polynomial that is 1 at this position and 0 at the others, applied to the sums instead of to powers.
        polynomial = [1, 0, 0]
        scale = 1
        for other in positions:
            if other != position:
                shifted = [0, *polynomial[:2]]
                polynomial = [high - other * low for high, low in zip(shifted, polynomial, strict=True)]
                scale = scale * (position - other) % PRIME
        value = sum(map(mul, polynomial, missing))
        solved.append(value * pow(scale, -1, PRIME) % PRIME)
    return solved


def _digest(number: int) -> bytes | None:
    return number.to_bytes(32, "big") if number < 1 << 256 else None
