"""M-05 全年预计完成值小于已完成值."""

import datetime as dt
from decimal import Decimal

from plumbline.audit import AuditedForm, RowFacts, Verdicts, Words, cite, rule
from plumbline.audit.context import DOWNWARD, nature_of
from plumbline.forms.model import MonitoringIndicator
from plumbline.scoring.numbers import bound_number
from plumbline.scoring.units import is_percent, reconcile_units


@rule(
    "M-05",
    severity="warning",
    scope=("monitoring",),
    title_zh="全年预计完成值小于已完成值",
    title_en="Fewer are expected for the year than there are already",
    source=cite(
        "caiyu-2019-136",
        "监控表：执行情况、全年预计完成情况",
        "Monitoring table: what was reached and what is expected for the year",
        "well_known",
    ),
    since=dt.date(2019, 7, 26),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """What is counted does not become less by the end of the year; a rate may fall."""
    for row in form.rows:
        expected = _expected(row)
        if expected is None or row.done is None or row.target is None or row.target.operator in DOWNWARD:
            out.not_applicable(row.path, "不是累计的数量，或未填预计完成值", "no running count, or nothing is expected")
        elif expected >= row.done:
            out.passed(row.path)
        else:
            actual = row.actual.raw if row.actual is not None else ""
            words = Words(
                f"“{row.name}”已完成{actual}，全年预计完成{_raw(row)}，反而减少",
                f"“{row.name}” stands at {actual}, but {_raw(row)} is expected for the whole year",
                "请核对两个数的口径；全年预计完成值应为全年累计数。",
                "Check what both count: the expected value is that of the whole year.",
            )
            out.failed(row.spot("projected"), words, printed=_raw(row), expected=f"≥{actual}")


def _expected(row: RowFacts) -> Decimal | None:
    """The expected number in the unit of what was reached; None for rates, words and other units."""
    indicator, actual = row.indicator, row.actual
    projected = indicator.projected if isinstance(indicator, MonitoringIndicator) else None
    if projected is None or actual is None or nature_of(projected) != "number" or is_percent(projected.unit):
        return None
    units = reconcile_units(actual.unit, projected.unit)
    number = bound_number(projected.low if projected.low is not None else projected.high)
    return None if units.relation == "mismatch" or number is None else number * units.factor


def _raw(row: RowFacts) -> str:
    indicator = row.indicator
    return indicator.projected.raw if isinstance(indicator, MonitoringIndicator) and indicator.projected else ""
