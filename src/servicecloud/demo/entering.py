"""Entering the demonstration's registers: each with the rows of its years, posted like those of anybody."""

from datetime import date
from typing import Any

from django.db import transaction

from servicecloud.demo import city
from servicecloud.demo.project_plans import PLANS
from servicecloud.demo.project_records import YEAR, Ledger, Record, records_of
from servicecloud.demo.shared_records import Shared
from servicecloud.identity.models import Organisation, User
from servicecloud.ledger.models import Register, RegisterRow
from servicecloud.ledger.services.posting import post_many
from servicecloud.ledger.services.registers import define_register, fact_of, fingerprint_of


def own_register(ledger: Ledger, owner: Organisation, officer: User) -> Register:
    """Return the register of one project, with the rows of the year of the published figures."""
    known = Register.everywhere.filter(owner=owner, title_zh=ledger.title_zh).first()
    if known is not None:
        return known
    with transaction.atomic():
        register = register_of(ledger, owner, officer)
        names = [each["name"] for each in register.dimensions]
        enter(register, ledger, [values_of(each, names) for each in records_of(ledger)], officer, year=YEAR)
    return register


def shared_register(shared: Shared, owner: Organisation, officer: User, *, today: date) -> Register:
    """Return a register of several projects, with the rows of every year of each of them up to today."""
    ledger = shared.ledger
    known = Register.everywhere.filter(owner=owner, title_zh=ledger.title_zh).first()
    if known is not None:
        return known
    with transaction.atomic():
        register = register_of(ledger, owner, officer)
        names = [each["name"] for each in register.dimensions]
        for year in sorted({plan.year(today.year) for plan in PLANS}):
            having = {plan.name for plan in PLANS if plan.year(today.year) == year}
            rows = [values_of(each, names) for each in shared.records(year, having) if each.happened_on <= today]
            if rows:
                enter(register, ledger, rows, officer, year=year)
    return register


def register_of(ledger: Ledger, owner: Organisation, officer: User) -> Register:
    """Define the register of a ledger; its dimensions are called d1, d2 and so on."""
    return define_register(
        actor=officer,
        owner=owner,
        values={
            "title_zh": ledger.title_zh,
            "title_en": ledger.title_en,
            "counts_zh": ledger.counts_zh,
            "counts_en": ledger.counts_en,
            "unit": ledger.unit,
            "counting": ledger.counting,
            "has_subject": bool(ledger.subjects),
            "evidence": ledger.evidence,
            "dimensions": [
                {"name": f"d{at}", "title_zh": zh, "title_en": en, "values": [text for text, _count in values]}
                for at, (zh, en, values) in enumerate(ledger.split, start=1)
            ],
        },
    )


def values_of(record: Record, names: list[str]) -> dict[str, Any]:
    """Return a record as the row of its register."""
    return {
        "happened_on": record.happened_on,
        "quantity": record.quantity,
        "subject": None if record.subject is None else city.credit_code(1_000_000 + record.subject),
        "dimensions": dict(zip(names, record.values, strict=True)),
        "note": "",
    }


def enter(register: Register, ledger: Ledger, rows: list[dict[str, Any]], officer: User, *, year: int) -> None:
    """Post the rows of a year and keep them in the register."""
    facts = [fact_of(register, values, mark=f"demo-{year}-{number}") for number, values in enumerate(rows)]
    posted = post_many(facts, actor=officer)
    RegisterRow.everywhere.bulk_create(
        [
            RegisterRow(
                register=register,
                entry_id=answer.entry_id,
                fingerprint=fingerprint_of(values),
                note=f"{ledger.counts_zh} {number:04d}",
                evidence=f"{ledger.evidence} {year}-{number:06d}",
            )
            for number, (values, answer) in enumerate(zip(rows, posted, strict=True), start=1)
        ],
        batch_size=2000,
    )
