"""Registers: defining one, entering a row, taking one back."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from plumbline.evidence.measures import Aggregation, CountingRule
from plumbline.evidence.units import unit_word
from servicecloud.activity.services import record_act
from servicecloud.errors import InvalidInputError
from servicecloud.identity.models import Organisation, User
from servicecloud.ledger import policies
from servicecloud.ledger.enums import RegisterCounting, Source
from servicecloud.ledger.errors import RegisterInUseError
from servicecloud.ledger.facts import Fact
from servicecloud.ledger.models import Measure, Register, RegisterRow
from servicecloud.ledger.registry import measure_key, rule_text
from servicecloud.ledger.services.measures import entry_unit, keep_rule
from servicecloud.ledger.services.posting import post, reverse
from servicecloud.ledger.words import DISTINCT_UNIT, REPEATED_UNIT, SHARE_UNIT, SUBJECT_NEEDED
from servicecloud.versioning import save_if_current

_FIXED = ("unit", "counting")
_AGGREGATIONS: dict[str, Aggregation] = {"count": "count", "sum": "sum", "distinct": "distinct"}
EDITABLE = (
    *(
        "title_zh",
        "title_en",
        "counts_zh",
        "counts_en",
        "unit",
        "counting",
        "has_subject",
        "evidence",
        "dimensions",
        "state",
    ),
)


@transaction.atomic
def define_register(*, actor: User, owner: Organisation, values: Mapping[str, Any]) -> Register:
    """Begin a register, and with it the first version of its measure."""
    policies.check_can_define_register(actor, owner)
    _check_counting(values)
    register = Register.objects.create(owner=owner, **{name: values[name] for name in EDITABLE if name in values})
    _keep_version(register)
    record_act(actor=actor, verb="register.defined", about=register, organisation=owner)
    return register


@transaction.atomic
def change_register(*, actor: User, register_id: int, expected: int, values: Mapping[str, Any]) -> Register:
    """Change a register. Its unit and counting are fixed once it has rows; another text of the rule is another version of the measure."""
    register = Register.objects.select_related("owner").get(pk=register_id)
    policies.check_can_define_register(actor, register.owner)
    _check_counting(values)
    changes = {name: values[name] for name in EDITABLE if name in values and values[name] != getattr(register, name)}
    if any(name in changes for name in _FIXED) and register.rows.exists():
        raise RegisterInUseError(register=register)
    save_if_current(register, expected=expected, changes=changes)
    _keep_version(register)
    record_act(
        actor=actor, verb="register.changed", about=register, organisation=register.owner, fields=sorted(changes)
    )
    return register


@transaction.atomic
def add_row(*, actor: User, register_id: int, values: Mapping[str, Any]) -> RegisterRow:
    """Enter one row: an act of its own, and its entry. `values` are those of the row's form."""
    register = Register.objects.select_related("owner").get(pk=register_id)
    policies.check_can_enter_rows(actor, register.owner)
    mark = secrets.token_hex(8)
    posted = post(fact_of(register, values, mark=mark), actor=actor, late=bool(values.get("late")))
    row = RegisterRow.objects.create(
        register=register,
        entry_id=posted.entry_id,
        fingerprint=fingerprint_of(values),
        note=values.get("note", ""),
        evidence=values.get("evidence", ""),
    )
    record_act(actor=actor, verb="register.row_added", about=row, organisation=register.owner)
    return row


@transaction.atomic
def reverse_row(*, actor: User, row_id: int, reason: str) -> None:
    """Take a row back by a reversal."""
    row = RegisterRow.objects.select_related("register__owner").get(pk=row_id)
    policies.check_can_enter_rows(actor, row.register.owner)
    reverse(row.entry_id, reason=reason, actor=actor)
    record_act(actor=actor, verb="register.row_reversed", about=row, organisation=row.register.owner, reason=reason)


def fact_of(register: Register, values: Mapping[str, Any], *, mark: str) -> Fact:
    """Return the fact that a row states. `mark` tells this row from every other."""
    return Fact(
        measure=register.code,
        happened_on=as_day(values["happened_on"]),
        owner=register.owner_id,
        unit=entry_unit(register.unit, counting=register.counting),
        act=f"register:{register.pk}:row:{mark}",
        key=f"register:{register.pk}:row:{mark}",
        quantity=Decimal(str(values.get("quantity") or 1)),
        subject=values.get("subject") or None,
        dimensions={name: value for name, value in (values.get("dimensions") or {}).items() if value},
    )


def fingerprint_of(values: Mapping[str, Any]) -> str:
    """Return what two rows that say the same have in common."""
    parts = [
        str(as_day(values["happened_on"])),
        f"{Decimal(str(values.get('quantity') or 1)).normalize():f}",
        str(values.get("subject") or ""),
        str(sorted((values.get("dimensions") or {}).items())),
        str(values.get("note") or ""),
    ]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def as_day(value: date | str) -> date:
    """Return a date that may have been kept as text."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def register_rule(register: Register) -> CountingRule:
    """Return the counting rule that a register's text and settings make."""
    unit_of_rows = entry_unit(register.unit, counting=register.counting)
    return CountingRule(
        measure=register.code,
        version=register.measure_version,
        title_zh=register.title_zh,
        title_en=register.title_en or register.title_zh,
        counts_zh=register.counts_zh,
        counts_en=register.counts_en or register.counts_zh,
        unit=register.unit,
        aggregation=_AGGREGATIONS[register.counting],
        entry_unit=None if unit_of_rows == register.unit else unit_of_rows,
        versions=tuple(range(1, register.measure_version + 1)),
    )


def _keep_version(register: Register) -> None:
    """Write the measure of a register; another rule than the last becomes a new version that counts the earlier rows as well."""
    last = Measure.objects.filter(code=register.code).order_by("-version").first()
    if last is not None:
        same = (rule_text(register_rule(register)), register.dimensions) == (last.rule, last.dimensions)
        if same:
            return
        register.measure_version = last.version + 1
        register.save(update_fields=["measure_version"])
    keep_rule(
        register_rule(register), source=Source.REGISTER, dimensions=register.dimensions, owner_id=register.owner_id
    )


def _check_counting(values: Mapping[str, Any]) -> None:
    """The unit must fit the counting: 家 counts each once, 家次 every time; a percentage comes from a ratio, not from rows."""
    word, counting = unit_word(values["unit"]), values["counting"]
    problem = None
    if word == "share":
        problem = SHARE_UNIT
    elif counting == RegisterCounting.DISTINCT:
        if values["unit"] not in {"家", "户", "人"}:
            problem = REPEATED_UNIT
        elif not values["has_subject"]:
            raise InvalidInputError({"has_subject": [str(SUBJECT_NEEDED)]})
    elif word == "distinct":
        problem = DISTINCT_UNIT
    if problem is not None:
        raise InvalidInputError({"unit": [str(problem)]})


def register_versions(register: Register) -> tuple[Measure, ...]:
    """Return the versions of a register's measure as counting needs them, without reading them."""
    unit = entry_unit(register.unit, counting=register.counting)
    return tuple(
        Measure(
            pk=measure_key(register.code, version),
            code=register.code,
            version=version,
            unit=unit,
            title_zh=register.title_zh,
        )
        for version in range(1, register.measure_version + 1)
    )
