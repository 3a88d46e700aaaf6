"""The statements of posting, written out: one round trip each, many rows at a time, the same on either database.

Everything here runs inside the caller's transaction. Rows are written in the order of their keys, so that two transactions that
touch the same rows wait for each other instead of locking each other out.
"""

import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection

from servicecloud.ledger.facts import Prepared

SLOTS = 8
"""Totals of PostgreSQL are spread over so many rows, so that writers of one day seldom wait for each other."""

_ENTRY = (
    *(
        "measure_id",
        "owner_id",
        "happened_on",
        "quantity_millionths",
        "subject",
        "dimensions",
        "act",
        "idempotency_key",
    ),
    *("reverses_id", "reason", "salt", "recorded_at", "recorded_by_id"),
)
_TOTAL = (
    *("measure_id", "owner_id", "day", "known_from", "dimensions", "slot"),
    *("entries", "net", "quantity_millionths", "last_recorded_at"),
)
_SUBJECT = ("measure_id", "owner_id", "year", "subject", "net", "first_on")


def closed_days(owner_ids: Iterable[int]) -> dict[int, date | None]:
    """Return the last closed day of each owner known to the ledger."""
    wanted = sorted(owner_ids)
    if not wanted:
        return {}
    marks = ",".join(["%s"] * len(wanted))
    hold = " FOR KEY SHARE OF o" if connection.vendor == "postgresql" and connection.in_atomic_block else ""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT o.organisation_id, (SELECT MAX(p.until) FROM ledger_periodclose p WHERE p.owner_id = o.organisation_id)"
            f" FROM ledger_owner o WHERE o.organisation_id IN ({marks}) ORDER BY o.organisation_id{hold}",
            wanted,
        )
        return {owner: _as_date(until) for owner, until in cursor.fetchall()}


def insert_entries(batch: Sequence[Prepared], *, recorded_by: int | None, now: datetime) -> dict[str, int]:
    """Insert the entries whose key is free; return the ids of those by key."""
    at, days = _instant(now), _Days()
    values = [
        (
            *(each.measure, each.owner, days[each.happened_on], each.millionths, each.subject, each.dimensions),
            *(each.act, each.key, each.reverses, each.reason, each.salt, at, recorded_by),
        )
        for each in batch
    ]
    end = "ON CONFLICT (idempotency_key) DO NOTHING RETURNING idempotency_key, id"
    with connection.cursor() as cursor:
        _insert(cursor, "ledger_entry", columns=_ENTRY, values=values, end=end)
        return dict(cursor.fetchall())


def insert_waiting(entry_ids: Iterable[int]) -> None:
    """Put entries on the list of those to be sealed."""
    with connection.cursor() as cursor:
        _insert(cursor, "ledger_waiting", columns=("entry_id",), values=[(each,) for each in sorted(entry_ids)])


def add_to_totals(batch: Iterable[Prepared], *, now: datetime) -> None:
    """Add new entries to the totals of their days."""
    sums: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0, 0])
    for each in batch:
        row = sums[(each.measure, each.owner, each.counts_for, each.happened_on, each.dimensions)]
        row[0] += 1
        row[1] += each.sign
        row[2] += each.sign * each.millionths
    slot = os.getpid() % SLOTS if connection.vendor == "postgresql" else 0
    at, days = _instant(now), _Days()
    values = [
        (measure, owner, days[day], days[known], dimensions, slot, *added, at)
        for (measure, owner, day, known, dimensions), added in sorted(sums.items())
    ]
    end = (
        "ON CONFLICT (measure_id, owner_id, day, known_from, dimensions, slot) DO UPDATE SET"
        " entries = ledger_total.entries + excluded.entries, net = ledger_total.net + excluded.net,"
        " quantity_millionths = ledger_total.quantity_millionths + excluded.quantity_millionths,"
        " last_recorded_at = CASE WHEN excluded.last_recorded_at > ledger_total.last_recorded_at"
        " THEN excluded.last_recorded_at ELSE ledger_total.last_recorded_at END"
    )
    with connection.cursor() as cursor:
        _insert(cursor, "ledger_total", columns=_TOTAL, values=values, end=end)


def add_to_subjects(batch: Iterable[Prepared]) -> None:
    """Add new entries to the subjects of their years; of a reversal only the count, its first day is mended afterwards."""
    sums: dict[tuple[Any, ...], list[Any]] = {}
    for each in batch:
        if each.subject is None:
            continue
        row = sums.setdefault((each.measure, each.owner, each.counts_for.year, each.subject), [0, None])
        row[0] += each.sign
        if each.sign > 0 and (row[1] is None or each.counts_for < row[1]):
            row[1] = each.counts_for
    if not sums:
        return
    days = _Days()
    values = [(*key, net, first and days[first]) for key, (net, first) in sorted(sums.items())]
    end = (
        "ON CONFLICT (measure_id, owner_id, year, subject) DO UPDATE SET net = ledger_subjectyear.net + excluded.net,"
        " first_on = CASE WHEN ledger_subjectyear.first_on IS NULL OR excluded.first_on < ledger_subjectyear.first_on"
        " THEN excluded.first_on ELSE ledger_subjectyear.first_on END"
    )
    with connection.cursor() as cursor:
        _insert(cursor, "ledger_subjectyear", columns=_SUBJECT, values=values, end=end)


def mend_first_days(reversals: Iterable[Prepared]) -> None:
    """Find the first standing day of each subject again, after entries of it were reversed."""
    groups: dict[tuple[int, int, int], set[str]] = defaultdict(set)
    for each in reversals:
        if each.subject is not None:
            groups[(each.measure, each.owner, each.counts_for.year)].add(each.subject)
    with connection.cursor() as cursor:
        for (measure, owner, year), subjects in sorted(groups.items()):
            wanted = sorted(subjects)
            for start in range(0, len(wanted), 500):
                part = wanted[start : start + 500]
                marks = ",".join(["%s"] * len(part))
                span = (measure, owner, _day(date(year, 1, 1)), _day(date(year, 12, 31)))
                cursor.execute(
                    "UPDATE ledger_subjectyear SET first_on = (SELECT MIN(e.happened_on) FROM ledger_entry e"
                    " WHERE e.subject = ledger_subjectyear.subject AND e.measure_id = %s AND e.owner_id = %s"
                    " AND e.happened_on BETWEEN %s AND %s AND e.reverses_id IS NULL"
                    " AND NOT EXISTS (SELECT 1 FROM ledger_entry r WHERE r.reverses_id = e.id))"
                    f" WHERE measure_id = %s AND owner_id = %s AND year = %s AND subject IN ({marks})",
                    [*span, measure, owner, year, *part],
                )


def _insert(cursor: Any, table: str, *, columns: Sequence[str], values: Sequence[Sequence[Any]], end: str = "") -> None:
    row = f"({','.join(['%s'] * len(columns))})"
    cursor.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES {','.join([row] * len(values))} {end}",
        [value for each in values for value in each],
    )


class _Days(dict[date, Any]):
    """Days as the database takes them; the few days of a batch are spelled once."""

    def __missing__(self, day: date) -> Any:
        self[day] = found = _day(day)
        return found


def _day(day: date) -> Any:
    return connection.ops.adapt_datefield_value(day)


def _instant(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


def _as_date(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
