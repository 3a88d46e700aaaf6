"""The sealed tree as the evidence core reads it, and seals between their rows and their values."""

from collections.abc import Mapping, Sequence

from django.db import connection

from plumbline.evidence.merkle import NodeKey
from plumbline.evidence.seal import Head, Seal, Signature, seal_digest
from servicecloud.ledger.models import SealRecord


class DatabaseTree:
    """A `plumbline.evidence.merkle.TreeStore` over the tables. Statements are written out: a proof reads twice only."""

    def leaves(self, start: int, stop: int) -> Sequence[bytes]:
        """Return the leaf digests of a range, in order."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT digest FROM ledger_leaf WHERE sequence > %s AND sequence <= %s ORDER BY sequence", [start, stop]
            )
            return [bytes(digest) for (digest,) in cursor.fetchall()]

    def subtrees(self, keys: Sequence[NodeKey]) -> Mapping[NodeKey, bytes]:
        """Return those of the asked subtree roots that are kept."""
        if not keys:
            return {}
        place = connection.ops.quote_name("index")
        wanted = " OR ".join([f"(level = %s AND {place} = %s)"] * len(keys))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT level, {place}, digest FROM ledger_subtreedigest WHERE {wanted}",
                [number for key in keys for number in key],
            )
            return {(level, index): bytes(digest) for level, index, digest in cursor.fetchall()}


def seal_of(record: SealRecord) -> Seal:
    """Return a kept seal as a value."""
    return Seal(
        algorithm=record.algorithm,
        entries=record.entries,
        first=record.first,
        last=record.last,
        number=record.number,
        previous=record.previous,
        root=record.root,
        sealed_at=record.sealed_at,
        sums=tuple(record.sums),
    )


def signature_of(record: SealRecord) -> Signature | None:
    """Return a kept seal's signature, if it has one."""
    if not record.signature_value:
        return None
    return Signature(key=record.signature_key, value=record.signature_value)


def record_of_seal(seal: Seal, signature: Signature | None) -> SealRecord:
    """Return the row of a seal."""
    return SealRecord(
        number=seal.number,
        algorithm=seal.algorithm,
        first=seal.first,
        last=seal.last,
        entries=seal.entries,
        root=seal.root,
        previous=seal.previous,
        sums=list(seal.sums),
        sealed_at=seal.sealed_at,
        digest=seal_digest(seal),
        signature_key=signature.key if signature else "",
        signature_value=signature.value if signature else "",
    )


def head_record() -> SealRecord | None:
    """Return the last seal."""
    return SealRecord.objects.order_by("-number").first()


def head() -> Head | None:
    """Return the head that is published; None before the first seal."""
    last = head_record()
    return Head(last.digest, last.last) if last else None
