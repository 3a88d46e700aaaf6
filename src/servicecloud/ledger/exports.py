"""The sealed ledger as a file: whole lots only, streamed, and every entry that this reader may not see held by its digest alone."""

from collections.abc import Iterator

from django.db import connection

from plumbline.evidence.export import header_line, seal_line, spell_entry
from plumbline.evidence.hashing import DEFAULT_ALGORITHM
from servicecloud.ledger.canonical import Names, canonical, columns
from servicecloud.ledger.models import SealRecord
from servicecloud.ledger.tree import seal_of, signature_of

_ROWS = 2000


def export_lines(*, reach: list[int] | None, after: int = 0) -> Iterator[bytes]:
    """Yield the lines of the lots after seal number `after`; from the first on with the header.

    `reach` holds the organisations whose entries are shown, None shows all. An entry that is gone from its table gives no line.
    """
    names = Names()
    seals = SealRecord.objects.filter(number__gt=after).order_by("number")
    if after == 0:
        first = seals.first()
        yield header_line(first.algorithm if first else DEFAULT_ALGORITHM)
    for record in seals.iterator(chunk_size=100):
        for start in range(record.first, record.last + 1, _ROWS):
            yield from _entry_lines(start, min(start + _ROWS - 1, record.last), names=names, reach=reach)
        yield seal_line(seal_of(record), signature=signature_of(record))


def _entry_lines(first: int, last: int, *, names: Names, reach: list[int] | None) -> list[bytes]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT l.sequence, l.digest, {columns()} FROM ledger_leaf l JOIN ledger_entry e ON e.id = l.entry_id"
            " WHERE l.sequence BETWEEN %s AND %s ORDER BY l.sequence",
            [first, last],
        )
        rows = cursor.fetchall()
    shown = None if reach is None else set(reach)
    return [
        spell_entry(
            canonical(row[2:], names) if shown is None or row[4] in shown else None,
            digest=bytes(row[1]),
            sequence=row[0],
        )
        + b"\n"
        for row in rows
    ]
