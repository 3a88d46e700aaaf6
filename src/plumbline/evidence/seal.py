"""Seals: each closes the entries since the one before it, and holds that one's digest.

There is one tree over all entries, ever growing; a seal records its root, so that any two heads can be shown to agree in a few
digests. It also records one digest over its own entries alone: a seal can thus be checked even when entries before it are
damaged. The digest of the last seal and the number of entries are the *head*, which is printed and published.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Final, Literal

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from plumbline.evidence.entry import canonical_instant
from plumbline.evidence.errors import SealRefusedError
from plumbline.evidence.hashing import DIGEST_SIZE, hasher
from plumbline.evidence.locator import Sums, power_sums
from plumbline.evidence.merkle import Frontier, Subtree

MAX_SEAL_ENTRIES: Final = 65_536
"""A larger lot is closed by several seals, so that a verifier needs two megabytes, whatever the ledger holds."""

GENESIS: Final = "00" * DIGEST_SIZE
"""What the first seal records as the digest of the one before it."""

_SIGNED_PREFIX: Final = b"plumbline evidence seal\n"


class Head(msgspec.Struct, frozen=True):
    """What is published: the digest of the last seal (hex) and the number of entries sealed by then."""

    digest: str
    count: int


class Seal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A closed lot of entries. The fields stand in canonical order; digests are lower-case hex.

    `first` and `last` are sequences (from 1), so `last` is the count of all entries by then. `entries` is the digest over the leaf
    digests of this lot, `root` the root of the tree over all entries up to `last`, `sums` the locator of this lot.
    """

    algorithm: str
    entries: str
    first: int
    last: int
    number: int
    previous: str
    root: str
    sealed_at: Annotated[datetime, msgspec.Meta(tz=True)]
    sums: tuple[str, str, str]


class Signature(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A signature over a seal's digest; `key` is the raw public key, all in hex."""

    key: str
    scheme: Literal["ed25519"] = "ed25519"
    value: str


class Sealing(msgspec.Struct, frozen=True):
    """What sealing gives: the seal, the tree after it, and the subtree roots to keep beside it."""

    seal: Seal
    frontier: Frontier
    subtrees: tuple[Subtree, ...]


class _Wire(msgspec.Struct):
    algorithm: str
    entries: str
    first: int
    last: int
    number: int
    previous: str
    root: str
    sealed_at: str
    sums: tuple[str, str, str]


_ENCODER: Final = msgspec.json.Encoder()


def canonical_seal(seal: Seal) -> bytes:
    """Return the canonical bytes of a seal: JSON as for entries."""
    return _ENCODER.encode(
        _Wire(
            seal.algorithm,
            seal.entries,
            seal.first,
            seal.last,
            seal.number,
            seal.previous,
            seal.root,
            canonical_instant(seal.sealed_at),
            seal.sums,
        )
    )


def seal_digest(seal: Seal) -> str:
    """Return the digest of a seal, in hex: the next one records it, and the head is that of the last."""
    return hasher(seal.algorithm).seal(canonical_seal(seal)).hex()


def head_of(seal: Seal) -> Head:
    """Return the head that the ledger has with this seal."""
    return Head(seal_digest(seal), seal.last)


def sums_as_hex(sums: Sums) -> tuple[str, str, str]:
    """Return the locator as it is written: 66 hex digits each."""
    return f"{sums[0]:066x}", f"{sums[1]:066x}", f"{sums[2]:066x}"


def sums_of(seal: Seal) -> Sums:
    """Return the locator of a seal as numbers; one that is no number locates nothing, as would zeros."""
    try:
        return int(seal.sums[0], 16), int(seal.sums[1], 16), int(seal.sums[2], 16)
    except ValueError:
        return 0, 0, 0


def close_entries(
    leaves: Sequence[bytes], *, previous: Seal | None, frontier: Frontier, sealed_at: datetime, algorithm: str
) -> Sealing:
    """Close the next entries, given as leaf digests in order, with the tree over all entries before them.

    Refuses a lot that is empty or too large, a time before that of the previous seal (a clock that went back: wait, or seal
    with the previous time), a change of algorithm, and a tree that is not the previous seal's.
    """
    sealed_by_then = previous.last if previous else 0
    if not 1 <= len(leaves) <= MAX_SEAL_ENTRIES:
        raise SealRefusedError(
            f"一次封存须有 1 至 {MAX_SEAL_ENTRIES} 条，现为 {len(leaves)} 条；请分次封存。",
            f"a seal closes 1 to {MAX_SEAL_ENTRIES} entries, not {len(leaves)}; close them in several.",
        )
    if sealed_at.tzinfo is None:
        raise SealRefusedError("封存时间须带时区。", "the time of a seal must carry its time zone.")
    if previous and previous.algorithm != algorithm:
        raise SealRefusedError(
            f"链以 {previous.algorithm} 封存，不能改用 {algorithm}；请另起一条链。",
            f"the chain is sealed with {previous.algorithm}, not {algorithm}; begin another chain.",
        )
    if previous and sealed_at < previous.sealed_at:
        raise SealRefusedError(
            f"封存时间早于第 {previous.number} 号封存：请核对服务器时钟，或以上一次的时间封存。",
            f"the time is before that of seal {previous.number}: check the clock, or seal with the previous time.",
        )
    if frontier.count != sealed_by_then or (previous and frontier.root().hex() != previous.root):
        raise SealRefusedError(
            f"树有 {frontier.count} 片叶，与此前封存的 {sealed_by_then} 条不是同一棵树。",
            f"a tree of {frontier.count} leaves is not the tree of the {sealed_by_then} entries sealed so far.",
        )
    grown = frontier.copy()
    subtrees = grown.extend(leaves)
    seal = Seal(
        algorithm=algorithm,
        entries=hasher(algorithm).digest_list(leaves).hex(),
        first=sealed_by_then + 1,
        last=sealed_by_then + len(leaves),
        number=previous.number + 1 if previous else 1,
        previous=seal_digest(previous) if previous else GENESIS,
        root=grown.root().hex(),
        sealed_at=sealed_at,
        sums=sums_as_hex(power_sums(leaves)),
    )
    return Sealing(seal, grown, tuple(subtrees))


def sign_seal(seal: Seal, *, private_key: bytes) -> Signature:
    """Sign a seal's digest with a raw Ed25519 private key (32 bytes)."""
    key = Ed25519PrivateKey.from_private_bytes(private_key)
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return Signature(key=public.hex(), value=key.sign(_signed(seal)).hex())


def signature_holds(seal: Seal, signature: Signature, *, public_key: str) -> bool:
    """Whether the holder of this public key (hex) signed this seal."""
    if signature.key != public_key.lower():
        return False
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signature.key))
        key.verify(bytes.fromhex(signature.value), _signed(seal))
    except (InvalidSignature, ValueError):
        return False
    return True


def _signed(seal: Seal) -> bytes:
    return _SIGNED_PREFIX + bytes.fromhex(seal_digest(seal))
