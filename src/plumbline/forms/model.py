"""The official performance forms as frozen values.

Names are those of docs/reference/glossary.md. What a form prints is kept to the letter in `printed` beside the parsed value; every value
has its place in `cells`. A blank is None, never zero. Money is in the unit that the form prints (`money_unit_label`), a rate is in
percent as printed, weights and scores are points.
"""

from decimal import Decimal
from typing import Literal

import msgspec

from plumbline.forms.places import Cell, ReadingProblem
from plumbline.forms.values import ActualValue, TargetValue

SCHEMA_VERSION = "1"


class PrintedIndicator(msgspec.Struct, frozen=True, gc=False):
    """The cells of an indicator row to the letter; None where the row has no such cell or the cell is blank."""

    target: str | None = None
    actual: str | None = None
    weight: str | None = None
    score: str | None = None
    deviation: str | None = None


class Indicator(msgspec.Struct, frozen=True, gc=False):
    """One level-3 indicator (三级指标).

    `shifted` says that the conversion had moved the row's cells and reading put them right. `long_term_target` is the 中期 column
    of the national declaration. `level1_weight` and `level2_weight` are weights printed in the labels (产出指标（50分）).
    `other_fields` keeps further columns by their printed heading.
    """

    level1: str | None
    level2: str | None
    level3: str
    shifted: bool
    cell: Cell
    printed: PrintedIndicator
    target: TargetValue | None = None
    actual: ActualValue | None = None
    weight: Decimal | None = None
    claimed_score: Decimal | None = None
    deviation: str | None = None
    long_term_target: TargetValue | None = None
    level1_weight: Decimal | None = None
    level2_weight: Decimal | None = None
    other_fields: dict[str, str] = msgspec.field(default_factory=dict)
    cells: dict[str, Cell] = msgspec.field(default_factory=dict)


DeviationCause = Literal["funding", "institution", "staff", "hardware", "other"]
"""经费保障、制度保障、人员保障、硬件条件保障、其他 of the monitoring table."""

Likelihood = Literal["certain", "possible", "impossible"]
"""确定能、有可能、完全不可能 of the monitoring table."""


class MonitoringIndicator(Indicator, frozen=True, kw_only=True):
    """One row of the monitoring table: `actual` is the value reached by the end of the period."""

    projected: ActualValue | None = None
    deviation_causes: tuple[DeviationCause, ...] = ()
    likelihood: Likelihood | None = None
    remark: str | None = None


class EmptyRow(msgspec.Struct, frozen=True, gc=False):
    """An indicator row that is printed with nothing but its levels; listed apart, never an indicator."""

    level1: str | None
    level2: str | None
    cell: Cell


class PrintedFund(msgspec.Struct, frozen=True, gc=False):
    """The cells of a fund row to the letter, dashes included."""

    initial_budget: str | None = None
    annual_budget: str | None = None
    executed: str | None = None
    weight: str | None = None
    execution_rate: str | None = None
    score: str | None = None
    projected_executed: str | None = None


class FundRow(msgspec.Struct, frozen=True, gc=False):
    """One row of the fund block (年度资金总额, 其中：当年财政拨款 …). Money in the form's unit, the rate in percent."""

    name: str
    cell: Cell
    printed: PrintedFund
    initial_budget: Decimal | None = None
    annual_budget: Decimal | None = None
    executed: Decimal | None = None
    weight: Decimal | None = None
    execution_rate: Decimal | None = None
    claimed_score: Decimal | None = None
    projected_executed: Decimal | None = None
    cells: dict[str, Cell] = msgspec.field(default_factory=dict)


class Budgets(msgspec.Struct, frozen=True, gc=False):
    """The budget figures of the Shanghai target table, as printed."""

    total: str | None = None
    current_year: str | None = None
    prior_year_budget: str | None = None
    prior_year_executed: str | None = None


class BaseForm(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What every official form has.

    `source` is the file's name and `ordinal` the form's number in it, from 1. `layout` is the id of the recognised layout.
    `is_blank_template` is True for a form nobody has filled in. `other_fields` keeps labelled fields without a name of their own.
    `raw` keeps the printed text of a field (by field name) where running text was cleaned of line wraps, blanks and tags.
    """

    source: str
    ordinal: int
    layout: str
    title_printed: str | None = None
    year: int | None = None
    project_name: str | None = None
    money_unit_label: str | None = None
    is_blank_template: bool = False
    problems: tuple[ReadingProblem, ...] = ()
    empty_rows: tuple[EmptyRow, ...] = ()
    other_fields: dict[str, str] = msgspec.field(default_factory=dict)
    raw: dict[str, str] = msgspec.field(default_factory=dict)
    cells: dict[str, Cell] = msgspec.field(default_factory=dict)


class TargetTable(BaseForm, frozen=True, kw_only=True, tag_field="kind", tag="target"):
    """绩效目标表: what a project promises before the year."""

    declaring_unit: str | None = None
    supervising_department: str | None = None
    implementing_unit: str | None = None
    project_category: str | None = None
    plan_start: str | None = None
    plan_end: str | None = None
    has_government_purchase: bool | None = None
    performance_type: str | None = None
    overview: str | None = None
    basis: str | None = None
    necessity: str | None = None
    safeguards: str | None = None
    plan: str | None = None
    overall_goal: str | None = None
    long_term_goal: str | None = None
    annual_goal: str | None = None
    budgets: Budgets = Budgets()
    funds: tuple[FundRow, ...] = ()
    indicators: tuple[Indicator, ...] = ()


class SelfEvaluation(BaseForm, frozen=True, kw_only=True, tag_field="kind", tag="self_evaluation"):
    """绩效自评表: what a project says it reached, with the scores it claims."""

    supervising_department: str | None = None
    implementing_unit: str | None = None
    expected_goal: str | None = None
    actual_completion: str | None = None
    funds: tuple[FundRow, ...] = ()
    total_weight_printed: str | None = None
    total_score_printed: str | None = None
    grade_printed: str | None = None
    indicators: tuple[Indicator, ...] = ()


class MonitoringTable(BaseForm, frozen=True, kw_only=True, tag_field="kind", tag="monitoring"):
    """绩效运行监控表: progress at a date within the year, `period_end_month` 7 for 1—7月."""

    supervising_department: str | None = None
    implementing_unit: str | None = None
    period_start_month: int | None = None
    period_end_month: int | None = None
    expected_goal: str | None = None
    funds: tuple[FundRow, ...] = ()
    indicators: tuple[MonitoringIndicator, ...] = ()


Form = TargetTable | SelfEvaluation | MonitoringTable
