"""What the evidence core promises: a full verification near the speed of hashing, in flat memory; a proof in milliseconds."""

import os
import resource
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median

import msgspec
from benchmarks.figures import Figure, at_most, plain

from plumbline.evidence.entry import EntryRecord, canonical_bytes
from plumbline.evidence.export import entry_line, header_line, seal_line
from plumbline.evidence.hashing import Hasher, hasher
from plumbline.evidence.merkle import Frontier, NodeKey, inclusion_path, root_from_inclusion
from plumbline.evidence.seal import Head, Seal, close_entries, head_of
from plumbline.evidence.verify import verify_export

ROOM = "evidence"
LOT = 10_000
TEMPLATE = EntryRecord(
    act="appeal:0",
    dimensions={"channel": "hotline", "district": "东港区"},
    happened_on=date(2023, 1, 3),
    id=1,
    idempotency_key="appeal:0:closed",
    measure="appeals.closed",
    measure_version=1,
    owner="service-centre",
    quantity=Decimal(1),
    recorded_at=datetime(2023, 1, 3, 9, tzinfo=UTC),
    salt="00" * 16,
    subject="enterprise-0",
    unit="件",
)


def _canonicals(count: int) -> Iterator[bytes]:
    for number in range(1, count + 1):
        yield canonical_bytes(
            msgspec.structs.replace(
                TEMPLATE,
                id=number,
                act=f"appeal:{number}",
                idempotency_key=f"appeal:{number}:closed",
                subject=f"enterprise-{number % 5003}",
                happened_on=TEMPLATE.happened_on + timedelta(days=number % 360),
            )
        )


def _write_export(path: Path, count: int, algorithm: str) -> Head:
    digests = hasher(algorithm)
    frontier, previous = Frontier(algorithm=algorithm), None
    with path.open("wb") as file:
        file.write(header_line(algorithm))
        leaves: list[bytes] = []
        for sequence, canonical in enumerate(_canonicals(count), start=1):
            file.write(entry_line(canonical, sequence=sequence, algorithm=algorithm))
            leaves.append(digests.leaf(canonical))
            if len(leaves) == LOT or sequence == count:
                sealing = close_entries(
                    leaves, previous=previous, frontier=frontier, sealed_at=TEMPLATE.recorded_at, algorithm=algorithm
                )
                previous, frontier = sealing.seal, sealing.frontier
                file.write(seal_line(previous))
                leaves = []
    assert isinstance(previous, Seal)
    return head_of(previous)


def _raw_hashing(count: int, digests: Hasher) -> tuple[float, float]:
    """Processor seconds to hash the canonical bytes alone, and with the nodes of the tree; the bytes lie ready in memory."""
    leaf_seconds = tree_seconds = 0.0
    batch: list[bytes] = []
    frontier = Frontier(algorithm=digests.name)
    for canonical in _canonicals(count):
        batch.append(canonical)
        if len(batch) == LOT:
            start = time.process_time()
            leaves = [digests.leaf(each) for each in batch]
            middle = time.process_time()
            frontier.extend(leaves)
            tree_seconds += time.process_time() - middle
            leaf_seconds += middle - start
            batch = []
    return leaf_seconds, leaf_seconds + tree_seconds


class _MemoryStore:
    def __init__(self, leaves: Sequence[bytes]) -> None:
        self._leaves = leaves
        self.frontier = Frontier()
        self.kept: dict[NodeKey, bytes] = {}
        for start in range(0, len(leaves), LOT):
            kept = self.frontier.extend(leaves[start : start + LOT])
            self.kept.update({(each.level, each.index): each.digest for each in kept})

    def leaves(self, start: int, stop: int) -> Sequence[bytes]:
        return self._leaves[start:stop]

    def subtrees(self, keys: Sequence[NodeKey]) -> Mapping[NodeKey, bytes]:
        return {key: self.kept[key] for key in keys if key in self.kept}


def _verification(count: int, algorithm: str) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.ndjson"
        head = _write_export(path, count, algorithm)
        megabytes = path.stat().st_size / 1e6
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with path.open("rb") as file:
            start = time.process_time()
            report = verify_export(file, head=head)
            seconds = time.process_time() - start
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert report.good
    assert report.entries == count
    leaf_seconds, tree_seconds = _raw_hashing(count, hasher(algorithm))
    size = f"{count:,} entries, {megabytes:,.0f} MB"
    return [
        plain(ROOM, f"{algorithm}: verify, processor time", seconds, "s", size=size),
        at_most(
            ROOM,
            f"{algorithm}: verify over hashing the entries and their tree",
            seconds / tree_seconds,
            "×",
            goal=3,
            size=size,
        ),
        plain(ROOM, f"{algorithm}: verify over hashing the entries alone", seconds / leaf_seconds, "×", size=size),
        plain(ROOM, f"{algorithm}: growth of resident memory", grown / 1024, "MB", size=size),
    ]


def _proofs(count: int) -> list[Figure]:
    leaves = [os.urandom(32)] * count
    store = _MemoryStore(leaves)
    root = store.frontier.root()
    worst = 0.0
    for leaf in (0, count // 3, count // 2, count - 2, count - 1):
        seconds = []
        for _ in range(9):
            start = time.process_time()
            path = inclusion_path(store, leaf=leaf, count=count)
            seconds.append(time.process_time() - start)
        worst = max(worst, median(seconds))
        assert root_from_inclusion(leaves[leaf], path, leaf=leaf, count=count) == root
    size = f"{count:,} entries, {len(store.kept):,} subtree roots kept"
    return [at_most(ROOM, "inclusion proof, worst of five places", worst * 1000, "ms", goal=5, size=size)]


def _canonical_forms(count: int = 100_000) -> list[Figure]:
    start = time.process_time()
    for _ in range(count):
        canonical_bytes(TEMPLATE)
    seconds = time.process_time() - start
    return [plain(ROOM, "canonical form of an entry", seconds / count * 1e6, "µs", size=f"{count:,} times")]


def measure(count: int = 1_000_000) -> list[Figure]:
    """Measure verification, canonical form and proofs; `count` is the number of sealed entries."""
    return [
        *_verification(count, "sm3"),
        *_verification(count, "sha256"),
        *_canonical_forms(),
        *_proofs(count * 10 - 5),
    ]
