"""The demonstration's year in the ledger: registers, their rows, seals, a comparison, a frozen number. Runs once."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from django.db import transaction
from django.utils import timezone

from servicecloud.demo import city
from servicecloud.demo.duties import DUTIES, Duty, DutyRow, rows_of
from servicecloud.identity.models import Organisation, User
from servicecloud.identity.standing import scope_of_everything
from servicecloud.ledger.enums import Matching, Relation
from servicecloud.ledger.facts import civil_date
from servicecloud.ledger.models import Register, RegisterRow
from servicecloud.ledger.selectors.browsing import year_rule
from servicecloud.ledger.services.posting import post_many
from servicecloud.ledger.services.reconciling import declare_reconciliation
from servicecloud.ledger.services.registers import (
    add_row,
    define_register,
    fact_of,
    fingerprint_of,
    register_rule,
    reverse_row,
)
from servicecloud.ledger.services.sealing import seal_waiting
from servicecloud.ledger.services.snapshots import take_snapshot
from servicecloud.table_statistics import refresh_statistics

_BATCH = 5000
_CENTRE, _OFFICER = "LJ-QF", "project"


def load_ledger(*, scale: int) -> int:
    """Enter the year of every duty that has no register yet; return how many entries were posted."""
    posted = 0
    year = civil_date(timezone.now()).year - 1
    with scope_of_everything():
        owner, officer = Organisation.everywhere.get(code=_CENTRE), User.objects.get(username=_OFFICER)
        made = {}
        for duty in DUTIES:
            if Register.everywhere.filter(owner=owner, title_zh=duty.title_zh).exists():
                continue
            register = _register(duty, owner=owner, officer=officer)
            made[duty.title_zh] = register
            for batch in _batches(rows_of(duty, year=year, scale=scale)):
                posted += _enter(register, duty, batch=batch, officer=officer)
            posted += _mistake(register, officer=officer)
            seal_waiting()
        if made:
            refresh_statistics()
            _conclude(made, year=year, officer=officer)
    return posted


def _register(duty: Duty, *, owner: Organisation, officer: User) -> Register:
    title_zh, title_en, values = duty.dimension
    return define_register(
        actor=officer,
        owner=owner,
        values={
            "title_zh": duty.title_zh,
            "title_en": duty.title_en,
            "counts_zh": duty.counts_zh,
            "counts_en": duty.counts_en,
            "unit": duty.unit,
            "counting": duty.counting,
            "has_subject": bool(duty.subjects),
            "evidence": duty.evidence,
            "dimensions": [{"name": "d1", "title_zh": title_zh, "title_en": title_en, "values": list(values)}],
        },
    )


@transaction.atomic
def _enter(register: Register, duty: Duty, *, batch: list[tuple[int, DutyRow]], officer: User) -> int:
    values = [
        {
            "happened_on": row.happened_on,
            "quantity": row.quantity,
            "subject": None if row.subject is None else city.credit_code(1_000_000 + row.subject),
            "dimensions": {"d1": row.value},
            "note": row.note,
        }
        for _number, row in batch
    ]
    marks = [f"demo-{number}" for number, _row in batch]
    facts = [fact_of(register, each, mark=mark) for each, mark in zip(values, marks, strict=True)]
    posted = post_many(facts, actor=officer)
    RegisterRow.everywhere.bulk_create(
        RegisterRow(
            register=register,
            entry_id=answer.entry_id,
            fingerprint=fingerprint_of(each),
            note=row.note,
            evidence=f"{duty.evidence} {row.happened_on.year}-{number + 1:06d}",
        )
        for (number, row), each, answer in zip(batch, values, posted, strict=True)
    )
    return len(posted)


@transaction.atomic
def _mistake(register: Register, *, officer: User) -> int:
    """Enter the first row a second time and take it back: such things happen, and the number stays what it was."""
    first = RegisterRow.everywhere.select_related("entry").filter(register=register).earliest("pk")
    values = {
        "happened_on": first.entry.happened_on,
        "quantity": first.entry.quantity,
        "subject": first.entry.subject,
        "dimensions": first.entry.dimension_values,
        "note": first.note,
        "evidence": first.evidence,
    }
    row = add_row(actor=officer, register_id=register.pk, values=values)
    reverse_row(actor=officer, row_id=row.pk, reason="重复登记")
    return 2


def _conclude(made: dict[str, Register], *, year: int, officer: User) -> None:
    """One comparison that agrees, and the numbers of the year frozen for the unit."""
    times, enterprises = made.get("企业培训"), made.get("培训覆盖企业")
    if times and enterprises:
        declare_reconciliation(
            actor=officer,
            owner=times.owner,
            left=enterprises.code,
            right=times.code,
            values={
                "relation": Relation.PART_OF,
                "matching": Matching.SUBJECT,
                "note": "培训覆盖的企业都应有到场记录",
            },
        )
    for register in made.values():
        rule = year_rule(register_rule(register), year=year)
        take_snapshot(rule, as_of=date(year, 12, 31), owner=register.owner, actor=officer)


def _batches(rows: Iterator[DutyRow]) -> Iterator[list[tuple[int, DutyRow]]]:
    numbered = enumerate(rows)
    while batch := list(islice(numbered, _BATCH)):
        yield batch
