"""S-30 自评表的指标值与批复的指标值不一致."""

import datetime as dt
from decimal import Decimal

from plumbline.audit import FormPair, RowFacts, Verdicts, Words, cite, rule
from plumbline.audit.context import DOWNWARD, UPWARD, nature_of
from plumbline.audit.name_facts import canonical
from plumbline.forms.values import TargetValue
from plumbline.scoring.numbers import bound_number
from plumbline.scoring.units import reconcile_units


@rule(
    "S-30",
    severity="error",
    scope=("self_evaluation",),
    needs="pair",
    title_zh="自评表的指标值与批复的指标值不一致",
    title_en="A target that is not the approved one",
    source=cite(
        "caiyu-2015-88",
        "绩效目标批复后一般不予调整；确需调整的，按程序报批",
        "Approved targets are not changed without approval",
        "well_known",
    ),
    since=dt.date(2015, 5, 21),
)
def check(pair: FormPair, out: Verdicts) -> None:
    """A target stands in the self-evaluation as it was approved: same direction, same number, same unit."""
    if pair.relation != "promise_and_result":
        return
    approved: dict[str, RowFacts] = {}
    for row in pair.earlier.rows:
        approved.setdefault(canonical(row.name), row)
    for row in pair.later.rows:
        before = approved.get(canonical(row.name))
        own, given = row.target, before.target if before else None
        if own is None or given is None:
            out.not_applicable(row.path, "目标表没有该指标或指标值为空", "the target table has no such target")
        elif (same := _same(own, given)) is None:
            out.undetermined(
                row.path,
                "指标值不是数值，是否相同须人工判断",
                "the targets are no numbers; whether they are one is for a person to say",
            )
        elif same:
            out.passed(row.path)
        else:
            words = Words(
                f"“{row.name}”自评表的指标值是“{own.raw}”，批复的是“{given.raw}”",
                f"The target of “{row.name}” is “{own.raw}” here and “{given.raw}” in the approved targets",
                "请按批复的指标值自评；经批准调整的，附调整文件。",
                "Use the approved target, or attach the approval of the change.",
            )
            out.failed(row.spot("target"), words, printed=own.raw, expected=given.raw)


def _same(own: TargetValue, given: TargetValue) -> bool | None:
    """Whether two targets are one; None when that cannot be told. A missing operator is no difference, nor is > against ≥."""
    if "".join(own.raw.split()) == "".join(given.raw.split()):
        return True
    if nature_of(own) != "number" or nature_of(given) != "number":
        return None
    units = reconcile_units(given.unit, own.unit)
    if units.relation == "mismatch":
        return False
    here, there = _bounds(own), _bounds(given)
    return {number * units.factor for number in here} == there and not _opposed(own, given)


def _bounds(value: TargetValue) -> set[Decimal]:
    return {number for number in (bound_number(value.low), bound_number(value.high)) if number is not None}


def _opposed(own: TargetValue, given: TargetValue) -> bool:
    return (own.operator in UPWARD and given.operator in DOWNWARD) or (
        own.operator in DOWNWARD and given.operator in UPWARD
    )
