"""Keeping the database's measures in line with those that apps declare and registers define."""

from dataclasses import dataclass

from django.db import transaction

from plumbline.evidence.measures import CountingRule
from servicecloud.ledger.enums import RegisterState, Source
from servicecloud.ledger.errors import MeasureChangedError, RegisterClosedError, UnknownMeasureError
from servicecloud.ledger.models import Measure, Register
from servicecloud.ledger.registry import DECLARED, measure_key, read_rule, rule_text


@dataclass(frozen=True)
class PostingMeasure:
    """What posting needs to know of a measure. `values` holds its dimensions, each with the values it may take (none: any)."""

    key: int
    code: str
    title: str
    unit: str
    values: dict[str, frozenset[str]]


def posting_measure(code: str) -> PostingMeasure:
    """Return the current version of a measure; one that an app declares is known without asking the database."""
    declared = DECLARED.get(code)
    if declared is not None:
        values = {each.name: frozenset(each.values) for each in declared.dimensions}
        rule = declared.rule
        return PostingMeasure(declared.key, code, rule.title_zh, rule.unit_of_entries, values)
    number = code.removeprefix("register.")
    register = Register.everywhere.filter(pk=number).first() if number.isdecimal() else None
    if register is None:
        raise UnknownMeasureError(measure=code)
    if register.state != RegisterState.OPEN:
        raise RegisterClosedError(register=register)
    return posting_measure_of(register)


def posting_measure_of(register: Register) -> PostingMeasure:
    """Return what posting needs to know of a register."""
    values = {each["name"]: frozenset(each["values"]) for each in register.dimensions}
    rule_unit = entry_unit(register.unit, counting=register.counting)
    key = measure_key(register.code, register.measure_version)
    return PostingMeasure(key, register.code, register.title_zh, rule_unit, values)


def entry_unit(unit: str, *, counting: str) -> str:
    """Return the unit of a register's rows: subjects in 家 are counted from visits in 家次."""
    return f"{unit}次" if counting == "distinct" else unit


def declared_differences() -> list[tuple[str, int]]:
    """Return the declared measures (code, version) whose kept rule is another: somebody forgot to raise the version."""
    kept = dict(Measure.objects.filter(source=Source.DECLARED).values_list("pk", "rule"))
    return [
        (each.rule.measure, each.rule.version)
        for each in DECLARED.values()
        if each.key in kept and kept[each.key] != rule_text(each.rule)
    ]


@transaction.atomic
def keep_declared_measures() -> int:
    """Write the declared measures that the database does not have; refuse one that changed under its version."""
    for code, version in declared_differences():
        raise MeasureChangedError(measure=code, version=version)
    kept = set(Measure.objects.values_list("pk", flat=True))
    missing = [each for each in DECLARED.values() if each.key not in kept]
    for each in missing:
        keep_rule(each.rule, source=Source.DECLARED, dimensions=[item.as_json() for item in each.dimensions])
    return len(missing)


def keep_rule(
    rule: CountingRule, *, source: Source, dimensions: list[dict[str, object]], owner_id: int | None = None
) -> Measure:
    """Write one version of a measure."""
    return Measure.objects.create(
        pk=measure_key(rule.measure, rule.version),
        code=rule.measure,
        version=rule.version,
        unit=rule.unit_of_entries,
        title_zh=rule.title_zh,
        title_en=rule.title_en,
        rule=rule_text(rule),
        dimensions=dimensions,
        source=source,
        owner_id=owner_id,
    )


def rule_of(measure: Measure) -> CountingRule:
    """Return a measure's counting rule."""
    return read_rule(measure.rule)
