"""Proofs: that an entry is in the chain, and that one head continues another."""

from dataclasses import dataclass

from plumbline.evidence.entry import canonical_bytes, entry_digest
from plumbline.evidence.hashing import hasher
from plumbline.evidence.merkle import inclusion_path
from plumbline.evidence.proof import InclusionProof, prove_inclusion
from plumbline.evidence.seal import Seal
from servicecloud.ledger.canonical import record_of
from servicecloud.ledger.errors import NothingSealedError, NotSealedYetError
from servicecloud.ledger.models import Entry, Leaf
from servicecloud.ledger.tree import DatabaseTree, head_record, seal_of


@dataclass(frozen=True)
class Step:
    """One step of a path: the digest that stands beside, on which side, and what comes out."""

    sibling: str
    is_left: bool
    result: str


@dataclass(frozen=True)
class Place:
    """Where an entry stands in the chain, and the way from its digest to the sealed root. It says nothing of what the entry is."""

    entry_id: int
    sequence: int
    digest: str
    steps: tuple[Step, ...]
    seal: Seal

    @property
    def holds(self) -> bool:
        """Whether the way leads to the root."""
        return (self.steps[-1].result if self.steps else self.digest) == self.seal.root


def proof_of(entry_id: int) -> InclusionProof:
    """Return the proof file of an entry in scope, under the present head."""
    entry = Entry.objects.select_related("measure", "owner", "leaf").get(pk=entry_id)
    last = head_record()
    leaf = getattr(entry, "leaf", None)
    if leaf is None or last is None:
        raise NotSealedYetError(entry=entry_id)
    return prove_inclusion(DatabaseTree(), record_of(entry), sequence=leaf.sequence, seal=seal_of(last))


def place_of(entry_id: int) -> Place:
    """Return the place of any entry, for anybody: digests only."""
    last = head_record()
    if last is None:
        raise NothingSealedError
    leaf = Leaf.objects.filter(entry_id=entry_id).first()
    if leaf is None:
        raise NotSealedYetError(entry=entry_id)
    seal = seal_of(last)
    path = inclusion_path(DatabaseTree(), leaf=leaf.sequence - 1, count=seal.last, algorithm=seal.algorithm)
    digest = bytes(leaf.digest)
    return Place(
        entry_id=entry_id,
        sequence=leaf.sequence,
        digest=digest.hex(),
        steps=tuple(_steps(digest, path, leaf=leaf.sequence - 1, seal=seal)),
        seal=seal,
    )


def digest_now(entry: Entry, *, algorithm: str) -> str:
    """Return the digest of an entry as it stands now."""
    return entry_digest(record_of(entry), algorithm=algorithm).hex()


def canonical_text(entry: Entry) -> str:
    """Return what is hashed."""
    return canonical_bytes(record_of(entry)).decode()


def _steps(digest: bytes, path: tuple[bytes, ...], *, leaf: int, seal: Seal) -> list[Step]:
    """Follow a path as RFC 9162 2.1.3.2 does, keeping each step."""
    node = hasher(seal.algorithm).node
    at, last = leaf, seal.last - 1
    steps = []
    for sibling in path:
        is_left = bool(at & 1) or at == last
        digest = node(sibling, digest) if is_left else node(digest, sibling)
        while is_left and not at & 1 and at:
            at >>= 1
            last >>= 1
        at >>= 1
        last >>= 1
        steps.append(Step(sibling.hex(), is_left, digest.hex()))
    return steps
