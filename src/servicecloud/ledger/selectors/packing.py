"""The entries behind a frozen number as they were when it was frozen, ready to hand out with one proof for all of them."""

from collections.abc import Iterator, Sequence

from django.db import connection
from django.utils.translation import gettext_lazy as _

from plumbline.evidence.covering import covering_digests
from plumbline.evidence.entry import decode_entry
from plumbline.evidence.export import spell_entry
from plumbline.evidence.hashing import hasher
from plumbline.evidence.recount import evaluate
from plumbline.evidence.seal import Seal
from servicecloud.errors import DomainError
from servicecloud.ledger.canonical import Names, canonical, canonical_entries, columns
from servicecloud.ledger.models import Leaf, SealRecord, Snapshot
from servicecloud.ledger.registry import read_rule
from servicecloud.ledger.selectors.counting import Count
from servicecloud.ledger.tree import DatabaseTree, seal_of

_ROWS = 900
_DIGESTS = 5000


class SnapshotAlteredError(DomainError):
    """The entries that a frozen number rests on are not there as they were."""

    code = "snapshot_altered"
    sentence = _("定格值“%(title)s”所依据的记录已不是定格时的那些，不能出具证据。请先到“封存与核验”核验台账。")


def frozen_sequences(snapshot: Snapshot) -> list[int]:
    """Return the places in the chain of the entries that a number was frozen with, in order.

    What was recorded since does not count, though it may have happened before. Raises SnapshotAlteredError when they are not those.
    """
    count = Count(read_rule(snapshot.definition), snapshot.as_of, tuple(snapshot.owners) or None)
    leaves = Leaf.objects.filter(sequence__lte=snapshot.head_count).order_by("sequence")
    places = _matching(snapshot, leaves.filter(entry__in=count.contributing().values("pk")))
    if places is None:
        entries = leaves.filter(entry__in=count.entries().values("pk")).values_list("entry_id", flat=True)
        records = [decode_entry(text) for _pk, text in canonical_entries(entries)]
        value = evaluate(read_rule(snapshot.definition), records, as_of=snapshot.as_of)
        wanted = set(value.contributing)
        places = _matching(snapshot, leaves.filter(entry__in=count.entries().values("pk")), only=wanted)
    if places is None:
        raise SnapshotAlteredError(title=snapshot.title_zh)
    return places


def seal_at(head_count: int, digest: str) -> Seal:
    """Return the seal of a head; raises DoesNotExist when it is not in the chain."""
    return seal_of(SealRecord.objects.get(last=head_count, digest=digest))


def entry_lines(places: Sequence[int], snapshot: Snapshot) -> Iterator[bytes]:
    """Yield the entries at these places of the chain, as an export writes them.

    Raises SnapshotAlteredError at one that is not what was sealed.
    """
    names, leaf = Names(), hasher(snapshot.algorithm).leaf
    for start in range(0, len(places), _ROWS):
        part = places[start : start + _ROWS]
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT l.sequence, l.digest, {columns()} FROM ledger_leaf l JOIN ledger_entry e ON e.id = l.entry_id"
                f" WHERE l.sequence IN ({','.join(['%s'] * len(part))}) ORDER BY l.sequence",
                list(part),
            )
            rows = cursor.fetchall()
        if len(rows) != len(part):
            raise SnapshotAlteredError(title=snapshot.title_zh)
        for sequence, digest, *row in rows:
            content = canonical(row, names)
            if leaf(content) != bytes(digest):
                raise SnapshotAlteredError(title=snapshot.title_zh)
            yield spell_entry(content, digest=bytes(digest), sequence=sequence) + b"\n"


def covering_proof(places: Sequence[int], seal: Seal) -> Iterator[bytes]:
    """Yield the one proof for the entries at these places under a seal."""
    wanted = [place - 1 for place in places]
    return covering_digests(DatabaseTree(), wanted, count=seal.last, algorithm=seal.algorithm)


def _matching(snapshot: Snapshot, leaves: object, *, only: set[int] | None = None) -> list[int] | None:
    """Return the places of leaves when they are those that were frozen, else None."""
    listed, places = hasher(snapshot.algorithm).start_list(), []
    rows = leaves.values_list("sequence", "digest", "entry_id")  # type: ignore[attr-defined]
    for sequence, digest, entry in rows.iterator(chunk_size=_DIGESTS):
        if only is None or entry in only:
            listed.update(bytes(digest))
            places.append(sequence)
    return places if listed.finalize().hex() == snapshot.entries_digest else None
