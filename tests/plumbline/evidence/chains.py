"""Small ledgers for the tests: entries, their seals, and the lines of their export."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec

from plumbline.evidence.entry import EntryRecord, canonical_bytes, entry_digest
from plumbline.evidence.export import entry_line, header_line, seal_line
from plumbline.evidence.hashing import hasher
from plumbline.evidence.merkle import Frontier
from plumbline.evidence.seal import Head, Seal, Sealing, canonical_seal, close_entries, head_of

FIRST_DAY = date(2023, 1, 3)
FIRST_SEAL = datetime(2023, 1, 3, 10, tzinfo=UTC)


def make_entry(number: int, **changes: Any) -> EntryRecord:
    values: dict[str, Any] = {
        "act": f"appeal:{number}",
        "dimensions": {"channel": "hotline", "district": "东港区" if number % 2 else "西岭区"},
        "happened_on": FIRST_DAY + timedelta(days=number % 300),
        "id": number * 3,
        "idempotency_key": f"appeal:{number}:closed",
        "measure": "appeals.closed",
        "measure_version": 1,
        "owner": "service-centre",
        "quantity": Decimal(1),
        "recorded_at": datetime(2023, 1, 3, 9, 0, number % 60, number, tzinfo=UTC),
        "salt": f"{number:032x}",
        "subject": f"enterprise-{number % 7}",
        "unit": "件",
    }
    return EntryRecord(**(values | changes))


def seal_lots(lots: list[list[EntryRecord]], algorithm: str = "sm3") -> list[Sealing]:
    sealings: list[Sealing] = []
    frontier = Frontier(algorithm=algorithm)
    previous: Seal | None = None
    for number, lot in enumerate(lots):
        sealing = close_entries(
            [entry_digest(entry, algorithm=algorithm) for entry in lot],
            previous=previous,
            frontier=frontier,
            sealed_at=FIRST_SEAL + timedelta(hours=number),
            algorithm=algorithm,
        )
        sealings.append(sealing)
        previous, frontier = sealing.seal, sealing.frontier
    return sealings


class Ledger:
    """Sealed lots with the lines of their export, and where each stands in it."""

    def __init__(self, sizes: list[int], algorithm: str = "sm3") -> None:
        self.algorithm = algorithm
        numbers = iter(range(1, sum(sizes) + 1))
        self.lots = [[make_entry(next(numbers)) for _ in range(size)] for size in sizes]
        self.entries = [entry for lot in self.lots for entry in lot]
        self.sealings = seal_lots(self.lots, algorithm)
        self.seals = [sealing.seal for sealing in self.sealings]
        self.head: Head = head_of(self.seals[-1])
        self.lines = [header_line(algorithm)]
        self.line_of_entry: list[int] = []
        self.line_of_seal: list[int] = []
        for lot, seal in zip(self.lots, self.seals, strict=True):
            for sequence, entry in enumerate(lot, start=seal.first):
                self.line_of_entry.append(len(self.lines))
                self.lines.append(entry_line(canonical_bytes(entry), sequence=sequence, algorithm=algorithm))
            self.line_of_seal.append(len(self.lines))
            self.lines.append(seal_line(seal))

    def digests(self) -> list[bytes]:
        return [entry_digest(entry, algorithm=self.algorithm) for entry in self.entries]

    def entry_text(self, entry: EntryRecord, sequence: int, *, stated: EntryRecord | None = None) -> bytes:
        """The line of an entry, stating the digest of `stated` (by default its own)."""
        own = entry_line(canonical_bytes(entry), sequence=sequence, algorithm=self.algorithm)
        return (
            own
            if stated is None
            else own[:11] + entry_digest(stated, algorithm=self.algorithm).hex().encode() + own[75:]
        )

    def seal_text(self, at: int, /, *, rehashed: bool, **changes: Any) -> bytes:
        """The line of seal number `at` with fields changed; its stated digest follows only when `rehashed`."""
        seal = self.seals[at - 1]
        changed = msgspec.structs.replace(seal, **changes)
        digest = hasher(self.algorithm).seal(canonical_seal(changed if rehashed else seal)).hex()
        return b'{"digest":"%b","seal":%b}\n' % (digest.encode(), canonical_seal(changed))
