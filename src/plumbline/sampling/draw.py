"""The draw: each row of the frame gets a number from the seed and its key; of each stratum the lowest are drawn.

number = digest of the UTF-8 text "seed, line feed, key", as 64 hexadecimal digits. Nothing else goes into it: not the order of the
frame, not the size of a stratum. Whoever has the frame and the seed draws the same, with five lines in any language.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

import msgspec

from plumbline.evidence.hashing import hasher

ALGORITHMS: Final = ("sha256", "sm3")


class FrameRow(msgspec.Struct, frozen=True, kw_only=True):
    """One project that can be drawn. `quota` is how many are drawn of its stratum; `key` is known for ever and to all."""

    key: str
    unit: str
    name: str
    budget_yuan: Decimal
    risk_points: int
    stratum: str
    quota: int


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """A row that was drawn: its number, and its place in its stratum, the lowest number first."""

    row: FrameRow
    number: str
    place: int


def number_of(seed: str, key: str, *, algorithm: str) -> str:
    """Return the number of a key under a seed: 64 hexadecimal digits."""
    text = f"{seed}\n{key}".encode()
    if algorithm == "sha256":
        return hashlib.sha256(text).hexdigest()
    return hasher(algorithm).plain(text).hex()


def draw(frame: Iterable[FrameRow], *, seed: str, algorithm: str) -> list[Drawn]:
    """Return what is drawn, by stratum and place. A stratum with fewer rows than its quota is drawn whole.

    Raises ValueError for a key that stands twice, and for a stratum with two quotas or one below zero: there the seed would decide more
    than it says.
    """
    strata: dict[str, list[tuple[str, FrameRow]]] = defaultdict(list)
    rows = list(frame)
    quotas = {(row.stratum, row.quota) for row in rows}
    if len({row.key for row in rows}) < len(rows) or len(quotas) > len({row.stratum for row in rows}):
        message = "a key or the quota of a stratum is ambiguous"
        raise ValueError(message)
    if any(quota < 0 for _stratum, quota in quotas):
        message = "a quota is below zero"
        raise ValueError(message)
    for row in rows:
        strata[row.stratum].append((number_of(seed, row.key, algorithm=algorithm), row))
    found = []
    for stratum in sorted(strata):
        numbered = sorted(strata[stratum], key=lambda pair: (pair[0], pair[1].key))
        lowest = numbered[: numbered[0][1].quota]
        found += [Drawn(row=row, number=number, place=place) for place, (number, row) in enumerate(lowest, start=1)]
    return found


def seed_from_head(digest: str, count: int, text: str, *, algorithm: str) -> str:
    """Return the seed that a published head of the evidence ledger gives: the digest of "digest, count, text" on three lines."""
    return number_of(f"{digest}\n{count}", text, algorithm=algorithm)
