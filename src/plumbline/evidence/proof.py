"""Proofs for one entry and between two heads, checked without the ledger."""

from typing import Final, Literal

import msgspec

from plumbline.errors import UnreadableFileError
from plumbline.evidence.entry import EntryRecord, entry_digest
from plumbline.evidence.findings import Finding, finding
from plumbline.evidence.hashing import DIGEST_SIZE
from plumbline.evidence.merkle import (
    TreeStore,
    consistency_path,
    inclusion_path,
    root_from_inclusion,
    roots_from_consistency,
)
from plumbline.evidence.seal import Head, Seal, head_of


class InclusionProof(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """That `entry` is the entry of this sequence in the tree of `seal`; `path` in hex, lowest first."""

    entry: EntryRecord
    format: Literal["plumbline-inclusion-proof"] = "plumbline-inclusion-proof"
    path: tuple[str, ...]
    seal: Seal
    sequence: int
    version: Literal[1] = 1


class ConsistencyProof(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """That the tree of `new` begins with the whole tree of `old`: nothing before was changed, only added to."""

    format: Literal["plumbline-consistency-proof"] = "plumbline-consistency-proof"
    new: Seal
    old: Seal
    path: tuple[str, ...]
    version: Literal[1] = 1


Proof = InclusionProof | ConsistencyProof

_INCLUSION: Final = msgspec.json.Decoder(InclusionProof)
_CONSISTENCY: Final = msgspec.json.Decoder(ConsistencyProof)


def prove_inclusion(store: TreeStore, entry: EntryRecord, *, sequence: int, seal: Seal) -> InclusionProof:
    """Return the proof for one entry under a seal that came after it."""
    path = inclusion_path(store, leaf=sequence - 1, count=seal.last, algorithm=seal.algorithm)
    return InclusionProof(entry=entry, path=tuple(digest.hex() for digest in path), seal=seal, sequence=sequence)


def prove_consistency(store: TreeStore, *, old: Seal, new: Seal) -> ConsistencyProof:
    """Return the proof that the ledger of `new` is that of `old`, continued."""
    path = consistency_path(store, old=old.last, new=new.last, algorithm=new.algorithm)
    return ConsistencyProof(new=new, old=old, path=tuple(digest.hex() for digest in path))


def proof_bytes(proof: Proof) -> bytes:
    """Return the file of a proof."""
    return msgspec.json.format(msgspec.json.encode(proof)) + b"\n"


def read_proof(data: bytes) -> Proof:
    """Read the file of a proof; refuses what is none."""
    decoder = _CONSISTENCY if b'"plumbline-consistency-proof"' in data else _INCLUSION
    try:
        return decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise UnreadableFileError(
            "not_a_proof",
            "这不是本工具的证明文件。请在记录页重新下载证明。",
            "this is no proof file. Download the proof again from the entry's page.",
        ) from None


def inclusion_faults(proof: InclusionProof, *, head: Head) -> tuple[Finding, ...]:
    """Return why the proof does not show the entry under this head; nothing when it does."""
    if head_of(proof.seal) != head:
        return (_fault("封存与所给链首不符", "the seal is not that of the given head"),)
    root = None
    path = _path(proof.path)
    if path is not None:
        digest = entry_digest(proof.entry, algorithm=proof.seal.algorithm)
        root = root_from_inclusion(
            digest, path, leaf=proof.sequence - 1, count=proof.seal.last, algorithm=proof.seal.algorithm
        )
    if root is None or root.hex() != proof.seal.root:
        return (_fault("由记录与路径算不出封存的树根", "entry and path do not lead to the sealed root"),)
    return ()


def consistency_faults(proof: ConsistencyProof, *, old: Head, new: Head) -> tuple[Finding, ...]:
    """Return why the proof does not show `new` to continue `old`; nothing when it does."""
    if head_of(proof.old) != old or head_of(proof.new) != new or proof.old.algorithm != proof.new.algorithm:
        return (_fault("封存与所给链首不符", "the seals are not those of the given heads"),)
    roots = None
    path = _path(proof.path)
    if path is not None and len(proof.old.root) == 2 * DIGEST_SIZE:
        old_root = bytes.fromhex(proof.old.root)
        roots = roots_from_consistency(old_root, path, old=old.count, new=new.count, algorithm=proof.new.algorithm)
    if roots is None or (roots[0].hex(), roots[1].hex()) != (proof.old.root, proof.new.root):
        return (_fault("后者不是前者的延续", "the later ledger does not continue the earlier one"),)
    return ()


def _path(texts: tuple[str, ...]) -> tuple[bytes, ...] | None:
    try:
        path = tuple(bytes.fromhex(text) for text in texts)
    except ValueError:
        return None
    return path if all(len(digest) == DIGEST_SIZE for digest in path) else None


def _fault(why_zh: str, why_en: str) -> Finding:
    return finding("proof_mismatch", detail=(why_zh, why_en))
