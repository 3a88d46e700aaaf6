"""How far a project is within its year, as a monitoring table tells."""

from decimal import Decimal

from plumbline.audit.context import AuditedForm, RowFacts
from plumbline.audit.wording import WordList
from plumbline.forms.model import MonitoringTable
from plumbline.forms.values import PrintedValue
from plumbline.scoring import find_unit_mix
from plumbline.scoring.units import magnitude

_MONTHS = Decimal(12)
_SPREAD = Decimal(12)
"""A count of at least one a month can be expected to go with time."""
_IS_PROGRESS = WordList("完成率", "进度", "执行率", "到位率", "推进率")


def elapsed_share(form: AuditedForm) -> Decimal | None:
    """Return the share of the year that the period takes up; None when the period is not printed."""
    table = form.form
    if not isinstance(table, MonitoringTable) or table.period_end_month is None:
        return None
    first, last = table.period_start_month or 1, table.period_end_month
    return (last - first + 1) / _MONTHS if 1 <= first <= last <= 12 else None


def spending_rate(form: AuditedForm) -> Decimal | None:
    """Return executed over budget (0 to 1 and more); None when one is missing or the two are in different units."""
    fund = form.scored_fund
    if fund is None:
        return None
    own = fund.fund
    budget = own.annual_budget if own.annual_budget is not None else own.initial_budget
    if own.executed is None or not budget:
        return None
    mix = find_unit_mix(own.executed, budget, initial_budget=own.initial_budget, unit_label=form.form.money_unit_label)
    return None if mix is not None else own.executed / budget


def goes_with_time(row: RowFacts) -> bool:
    """Say whether half of a row's target can be expected after half the year: counts of one a month and more, and rates of progress."""
    target = row.target
    if target is None or row.aimed is None or row.aspect not in ("quantity", "economic", "social", None):
        return False
    if target.kind == "percent":
        return _IS_PROGRESS.first(row.name) is not None
    return target.kind in ("number", "money") and comes_bit_by_bit(target)


def comes_bit_by_bit(target: PrintedValue) -> bool:
    """Say whether a target is large enough to be spread over a year: of two or three a year nothing is due by July.

    >>> from plumbline.forms.value_grammar import parse_target
    >>> [comes_bit_by_bit(parse_target(text)) for text in ("≥12次", "≥3家", "≥1亿元", "≥2万家次")]
    [True, False, True, True]
    """
    bound = target.high_number if target.low_number is None else target.low_number
    return bound is not None and bound * magnitude(target.unit) >= _SPREAD


def late_outputs(form: AuditedForm) -> list[RowFacts]:
    """Return the counted outputs that M-03 finds behind the months that have passed."""
    elapsed = elapsed_share(form)
    if elapsed is None:
        return []
    least = form.limit("M-03.yellow") / 100 * elapsed
    return [
        row
        for row in form.rows
        if row.dimension == "output" and goes_with_time(row) and row.ratio is not None and row.ratio < least
    ]


def progress_without(form: AuditedForm, left_out: list[RowFacts]) -> Decimal | None:
    """Return the mean progress of the other counted outputs; None when there are none."""
    ratios = [
        min(row.ratio, Decimal(1))
        for row in form.rows
        if row.dimension == "output" and goes_with_time(row) and row.ratio is not None and row not in left_out
    ]
    return sum(ratios, Decimal(0)) / len(ratios) if ratios else None


def output_progress(form: AuditedForm) -> tuple[Decimal, int, int] | None:
    """Return the mean progress of the counted outputs (0 to 1 each), how many were counted, and how many there are; None without any."""
    counted = [row for row in form.rows if row.dimension == "output" and goes_with_time(row)]
    ratios = [min(row.ratio, Decimal(1)) for row in counted if row.ratio is not None]
    return (sum(ratios, Decimal(0)) / len(ratios), len(ratios), len(counted)) if ratios else None
