"""Entries read back in their canonical bytes, and as records of the evidence core. What is hashed is what is stored.

Raw rows are read instead of objects: a million entries are verified while a person waits.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import msgspec
from django.db import connection

from plumbline.evidence.entry import CanonicalFields, EntryRecord, canonical_decimal, encode_fields
from servicecloud.ledger.models import Entry, Measure, Owner
from servicecloud.ledger.models.entries import MILLIONTHS, from_millionths

_PLAIN: Final = (
    "e.id, e.measure_id, e.owner_id, {day}, e.quantity_millionths, e.subject, e.dimensions, e.act, e.idempotency_key,"
    " e.reverses_id, e.reason, e.salt, {instant}"
)
_MOST_QUANTITIES: Final = 10_000
_AS_TEXT: Final = {
    # The text of a value as the database spells it saves parsing it and spelling it again. On SQLite an expression has no declared
    # type, so that no converter runs.
    "sqlite": {
        "day": "e.happened_on || ''",
        "instant": "replace(e.recorded_at, ' ', 'T') || CASE length(e.recorded_at) WHEN 19 THEN '.000000Z' ELSE 'Z' END",
    },
    "postgresql": {
        "day": "e.happened_on::text",
        "instant": "to_char(e.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')",
    },
}


class Measures(dict[int, tuple[str, int, str]]):
    """Code, version and unit by key, read when first met; of a measure that is gone, nothing that any entry was sealed with."""

    def __missing__(self, number: int) -> tuple[str, int, str]:
        found = Measure.objects.values_list("pk", "code", "version", "unit")
        self.update({pk: (code, version, unit) for pk, code, version, unit in found})
        return self.setdefault(number, ("", 0, ""))


class Owners(dict[int, str]):
    """Keys of owners, read when first met; of one that is gone, a text that is no key."""

    def __missing__(self, number: int) -> str:
        self.update(Owner.objects.values_list("pk", "key"))
        return self.setdefault(number, "")


class Quantities(dict[int, str]):
    """Quantities as they are hashed. The same few come again and again; of many different ones the last thousands are kept."""

    def __missing__(self, millionths: int) -> str:
        if len(self) >= _MOST_QUANTITIES:
            self.clear()
        whole, rest = divmod(millionths, MILLIONTHS)
        self[millionths] = text = canonical_decimal(from_millionths(millionths)) if rest else str(whole)
        return text


class Names:
    """The texts that rows name by number. They never change, so they are read once."""

    def __init__(self) -> None:
        self.measures, self.owners, self.quantities = Measures(), Owners(), Quantities()


def columns() -> str:
    """Return the columns that `canonical` takes, of the entries named `e`."""
    return _PLAIN.format(**_AS_TEXT[connection.vendor])


def canonical(row: Sequence[Any], names: Names) -> bytes:
    """Return the canonical bytes of a row of `columns()`."""
    entry, measure, owner, day, millionths, subject, dimensions, act, key, reverses, reason, salt, instant = row
    code, version, unit = names.measures[measure]
    return encode_fields(
        CanonicalFields(
            act,
            msgspec.Raw(dimensions.encode()),
            day,
            entry,
            key,
            code,
            version,
            names.owners[owner],
            names.quantities[millionths],
            reason,
            instant,
            reverses,
            salt,
            subject,
            unit,
        )
    )


def canonical_entries(entry_ids: Iterable[int]) -> Iterator[tuple[int, bytes]]:
    """Yield the canonical bytes of entries in the order of their ids."""
    names = Names()
    wanted = sorted(entry_ids)
    with connection.cursor() as cursor:
        for start in range(0, len(wanted), 1000):
            part = wanted[start : start + 1000]
            marks = ",".join(["%s"] * len(part))
            cursor.execute(f"SELECT {columns()} FROM ledger_entry e WHERE e.id IN ({marks}) ORDER BY e.id", part)
            for row in cursor.fetchall():
                yield row[0], canonical(row, names)


def record_of(entry: Entry) -> EntryRecord:
    """Return an entry (with its measure and owner) as the evidence core knows it."""
    return EntryRecord(
        act=entry.act,
        dimensions=entry.dimension_values,
        happened_on=entry.happened_on,
        id=entry.pk,
        idempotency_key=entry.idempotency_key,
        measure=entry.measure.code,
        measure_version=entry.measure.version,
        owner=entry.owner.key,
        quantity=entry.quantity,
        reason=entry.reason,
        recorded_at=entry.recorded_at,
        reverses=entry.reverses_id,
        salt=entry.salt,
        subject=entry.subject,
        unit=entry.measure.unit,
    )
