"""Sealing: what waits is closed into the chain. Posting goes on meanwhile; of two sealers one chain comes out.

Entries are read and hashed, and the seal is made, before anything is locked. The short transaction at the end takes the head row,
sees whether the chain still ends where it did, and only then writes; otherwise another sealer was first and this one begins again.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from plumbline.evidence.hashing import hasher
from plumbline.evidence.merkle import Frontier, load_frontier
from plumbline.evidence.seal import Seal, Sealing, close_entries, sign_seal
from servicecloud.ledger.canonical import canonical_entries
from servicecloud.ledger.models import Leaf, SealRecord, SubtreeDigest, Waiting
from servicecloud.ledger.services.heads import keep_head_outside
from servicecloud.ledger.tree import DatabaseTree, head_record, record_of_seal, seal_of

MOST_ENTRIES = 10_000
"""One seal of so many is written in about a tenth of a second, which is all that a writer on SQLite ever waits for it."""

MOST_TRIES = 5


def is_due(*, now: datetime) -> bool:
    """Tell whether so many entries wait, or the last seal is so old, that it is time."""
    waiting = Waiting.objects.all()[: settings.LEDGER_SEAL_SIZE].count()
    if waiting in {0, settings.LEDGER_SEAL_SIZE}:
        return waiting > 0
    last = head_record()
    return last is None or now - last.sealed_at >= timedelta(minutes=settings.LEDGER_SEAL_MINUTES)


def seal_waiting(*, most: int | None = None) -> list[SealRecord]:
    """Seal all that waits, in as many seals as it needs (at most `most`), and return them. Nothing waiting gives no seal."""
    made: list[SealRecord] = []
    tries = 0
    while (most is None or len(made) < most) and tries < MOST_TRIES:
        waiting = list(Waiting.objects.order_by("pk").values_list("pk", flat=True)[:MOST_ENTRIES])
        if not waiting:
            break
        record = _seal(waiting, now=timezone.now())
        if record is None:
            tries += 1
            continue
        tries = 0
        made.append(record)
        keep_head_outside(record)
    return made


def _seal(waiting: Sequence[int], *, now: datetime) -> SealRecord | None:
    """Close these entries; None when the chain grew meanwhile."""
    last = head_record()
    previous = seal_of(last) if last else None
    algorithm = previous.algorithm if previous else settings.LEDGER_ALGORITHM
    digests = hasher(algorithm)
    entries = [(entry, digests.leaf(content)) for entry, content in canonical_entries(waiting)]
    sealing = close_entries(
        [digest for _entry, digest in entries],
        previous=previous,
        frontier=_frontier(previous, algorithm),
        sealed_at=max(now, previous.sealed_at) if previous else now,
        algorithm=algorithm,
    )
    try:
        with transaction.atomic():
            return _write(sealing, entries, expected=last)
    except IntegrityError:  # the first seal of all has no head row to wait for: its number decides
        return None


def _frontier(previous: Seal | None, algorithm: str) -> Frontier:
    if previous is None:
        return Frontier(algorithm=algorithm)
    return load_frontier(DatabaseTree(), count=previous.last, algorithm=algorithm)


def _write(sealing: Sealing, entries: Sequence[tuple[int, bytes]], *, expected: SealRecord | None) -> SealRecord | None:
    seal = sealing.seal
    if expected is not None:
        SealRecord.objects.select_for_update().get(pk=expected.pk)
    if SealRecord.objects.filter(number__gte=seal.number).exists():
        return None
    key = settings.LEDGER_SEAL_KEY
    record = record_of_seal(seal, sign_seal(seal, private_key=bytes.fromhex(key)) if key else None)
    record.save(force_insert=True)
    Leaf.objects.bulk_create(
        [
            Leaf(sequence=at, entry_id=entry, digest=digest)
            for at, (entry, digest) in enumerate(entries, start=seal.first)
        ],
        batch_size=5000,
    )
    SubtreeDigest.objects.bulk_create(
        SubtreeDigest(level=each.level, index=each.index, digest=each.digest) for each in sealing.subtrees
    )
    for start in range(0, len(entries), 5000):
        Waiting.objects.filter(pk__in=[entry for entry, _digest in entries[start : start + 5000]]).delete()
    return record
