"""Posting: called by name from the service that performs the act, in its transaction. The same act twice is one entry."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from servicecloud.identity.models import Organisation, User
from servicecloud.ledger.errors import CannotReverseError, ClosedPeriodError, FutureDateError, KeyTakenError
from servicecloud.ledger.facts import Fact, Prepared, civil_date, fresh_salt, prepare
from servicecloud.ledger.models import Entry, Owner
from servicecloud.ledger.registry import LATE_OF
from servicecloud.ledger.services import rows
from servicecloud.ledger.services.measures import posting_measure
from servicecloud.ledger.words import ALREADY_REVERSED, BEFORE_ITSELF, IS_REVERSAL, NOT_FOUND, REASON_BLANK

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Posted:
    """The entry of a fact; `is_new` is false when the same act had been posted before."""

    entry_id: int
    is_new: bool


def post(fact: Fact, *, actor: User | None = None, late: bool = False) -> Posted:
    """Post one fact. With `late`, one of a closed period becomes a correction line of today instead of being refused."""
    return post_many([fact], actor=actor, late=late)[0]


def post_many(facts: Sequence[Fact], *, actor: User | None = None, late: bool = False) -> list[Posted]:
    """Post many facts in one transaction: all of them or none. The answers stand in the order of the facts."""
    now = timezone.now()
    today = civil_date(now)
    with _one_transaction():
        measures = {code: posting_measure(code) for code in {fact.measure for fact in facts}}
        closed = _closed_until({fact.owner for fact in facts})
        timely = [_on_time(fact, closed, today, late=late) for fact in facts]
        prepared = [prepare(fact, measures[fact.measure], today=today) for fact in timely]
        return _write(prepared, actor=actor, now=now)


def reverse(entry_id: int, *, reason: str, actor: User, on: date | None = None) -> Posted:
    """Correct an entry by another that takes it back. The first stays, crossed out, with reason and actor.

    It stops counting from `on`: by default from its own day, as if it had not been posted; when that is closed, from today.
    """
    return reverse_many([entry_id], reason=reason, actor=actor, on=on)[0]


def reverse_many(entry_ids: Sequence[int], *, reason: str, actor: User, on: date | None = None) -> list[Posted]:
    """Reverse many entries in one transaction, for one reason."""
    now = timezone.now()
    today = civil_date(now)
    if not reason.strip():
        raise CannotReverseError(entry=entry_ids[0], why=REASON_BLANK)
    with _one_transaction():
        found = Entry.objects.select_related("measure").in_bulk(entry_ids)
        done = set(Entry.everywhere.filter(reverses__in=entry_ids).values_list("reverses_id", flat=True))
        closed = _closed_until({entry.owner_id for entry in found.values()})
        prepared = []
        for entry_id in entry_ids:
            entry = _reversible(found.get(entry_id), entry_id, done=done, on=on)
            until = closed[entry.owner_id]
            own_day_is_open = until is None or entry.happened_on > until
            day = on or (entry.happened_on if own_day_is_open else today)
            _check_open(day, until)
            if day > today:
                raise FutureDateError(day=day.isoformat(), today=today.isoformat())
            prepared.append(_reversal(entry, reason=reason, actor=actor, day=day))
        posted = _write(prepared, actor=actor, now=now)
        rows.mend_first_days(prepared)
        return posted


def keep_owner(organisation_id: int) -> Owner:
    """Return the owner's key in the ledger; its first posting fixes it."""
    organisation = Organisation.everywhere.get(pk=organisation_id)
    return Owner.objects.get_or_create(organisation_id=organisation_id, defaults={"key": organisation.code})[0]


def _one_transaction() -> AbstractContextManager[object]:
    """Return the caller's transaction, or one of our own. What is refused before anything is written does not spoil the caller's."""
    return nullcontext() if connection.in_atomic_block else transaction.atomic()


def _closed_until(owner_ids: set[int]) -> dict[int, date | None]:
    """Return up to which day each owner's books are closed, and hold off a closing until this transaction ends (PostgreSQL)."""
    known = rows.closed_days(owner_ids)
    for owner_id in owner_ids - known.keys():
        keep_owner(owner_id)
        known[owner_id] = None
    return known


def _check_open(day: date, until: date | None) -> None:
    if until is not None and day <= until:
        raise ClosedPeriodError(until=until.isoformat(), day=day.isoformat())


def _on_time(fact: Fact, closed: dict[int, date | None], today: date, *, late: bool) -> Fact:
    until = closed[fact.owner]
    if until is None or fact.happened_on > until:
        return fact
    if not late:
        _check_open(fact.happened_on, until)
    return replace(fact, happened_on=today, dimensions={**fact.dimensions, LATE_OF: fact.happened_on.isoformat()})


def _reversible(entry: Entry | None, entry_id: int, *, done: "set[int] | set[int | None]", on: date | None) -> Entry:
    """Return the entry when it can be reversed."""
    if entry is None:
        raise CannotReverseError(entry=entry_id, why=NOT_FOUND)
    if entry.reverses_id is not None:
        raise CannotReverseError(entry=entry_id, why=IS_REVERSAL)
    if entry_id in done:
        raise CannotReverseError(entry=entry_id, why=ALREADY_REVERSED)
    if on is not None and on < entry.happened_on:
        raise CannotReverseError(entry=entry_id, why=BEFORE_ITSELF)
    return entry


def _reversal(entry: Entry, *, reason: str, actor: User, day: date) -> Prepared:
    return Prepared(
        measure=entry.measure_id,
        code=entry.measure.code,
        owner=entry.owner_id,
        happened_on=day,
        millionths=entry.quantity_millionths,
        subject=entry.subject,
        dimensions=entry.dimensions,
        act=f"reversal:{entry.pk}@{actor.get_username()}"[:120],
        key=f"reversal:{entry.pk}",
        salt=fresh_salt(),
        counts_for=entry.happened_on,
        reverses=entry.pk,
        reason=reason.strip()[:300],
    )


@transaction.atomic(savepoint=False)
def _write(prepared: list[Prepared], *, actor: User | None, now: datetime) -> list[Posted]:
    answers: list[Posted] = []
    for start in range(0, len(prepared), BATCH):
        batch = prepared[start : start + BATCH]
        written = rows.insert_entries(batch, recorded_by=actor.pk if actor else None, now=now)
        first: dict[str, Prepared] = {}
        for each in batch:
            if each.key in written:
                first.setdefault(each.key, each)
        if first:
            fresh = list(first.values())
            rows.insert_waiting(written.values())
            rows.add_to_totals(fresh, now=now)
            rows.add_to_subjects(fresh)
        known = _known([each for each in batch if first.get(each.key) is not each])
        answers += [
            Posted(written[each.key], is_new=True)
            if first.get(each.key) is each
            else Posted(known[each.key], is_new=False)
            for each in batch
        ]
    return answers


def _known(doubled: list[Prepared]) -> dict[str, int]:
    """Return the entries that facts were posted as before; refuse a key that stands for another fact."""
    if not doubled:
        return {}
    keys = {each.key for each in doubled}
    entries = Entry.everywhere.select_related("measure").filter(idempotency_key__in=keys)
    found = {entry.idempotency_key: entry for entry in entries}
    for each in doubled:
        entry = found[each.key]
        if not _is_same(entry, each):
            raise KeyTakenError(key=each.key, entry=entry.pk)
    return {key: entry.pk for key, entry in found.items()}


def _is_same(entry: Entry, fact: Prepared) -> bool:
    stands = (
        entry.measure.code,
        entry.owner_id,
        entry.quantity_millionths,
        entry.subject,
        entry.act,
        entry.reverses_id,
    )
    wanted = (fact.code, fact.owner, fact.millionths, fact.subject, fact.act, fact.reverses)
    was_late = f'"{LATE_OF}"' in entry.dimensions
    is_same_day = was_late or (entry.happened_on, entry.dimensions) == (fact.happened_on, fact.dimensions)
    return stands == wanted and is_same_day
