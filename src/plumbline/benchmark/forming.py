"""A draft as a form: the same values that reading its print gives."""

from decimal import Decimal
from typing import Any

from plumbline.benchmark.model import Draft, DraftFund, DraftRow
from plumbline.forms.model import (
    Budgets,
    EmptyRow,
    Form,
    FundRow,
    Indicator,
    MonitoringIndicator,
    MonitoringTable,
    PrintedFund,
    PrintedIndicator,
    SelfEvaluation,
    TargetTable,
)
from plumbline.forms.places import Cell
from plumbline.forms.value_grammar import parse_actual, parse_amount, parse_target

NOWHERE = Cell("", "", 0, 0)
_TITLES = {
    "shanghai-self-evaluation-wan": "财政项目支出绩效自评表",
    "shanghai-self-evaluation-yuan": "财政项目支出绩效自评表",
    "national-self-evaluation": "项目支出绩效自评表",
    "shanghai-target-2020": "财政项目支出绩效目标表",
    "national-target": "项目支出绩效目标申报表",
    "monitoring": "项目支出绩效目标执行监控表",
}
_FORM_LAYOUTS = {
    "shanghai-self-evaluation-wan": "shanghai-self-evaluation",
    "shanghai-self-evaluation-yuan": "shanghai-self-evaluation",
    "flat-self-evaluation": "flat-table",
    "flat-target": "flat-table",
}


def points(value: Decimal | None, *, fixed: bool) -> str | None:
    """Print points as the form does: always two decimals, or none that are not needed."""
    if value is None:
        return None
    if fixed:
        return f"{value:.2f}"
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def form_of(draft: Draft) -> Form:
    """Return the form that the draft stands for; only its places are missing."""
    common: dict[str, Any] = {
        "source": "",
        "ordinal": 1,
        "layout": _FORM_LAYOUTS.get(draft.layout, draft.layout),
        "title_printed": _TITLES.get(draft.layout),
        "year": draft.year,
        "project_name": draft.project,
        "money_unit_label": draft.money_unit,
        "other_fields": dict(draft.others),
        "supervising_department": draft.department,
        "implementing_unit": draft.unit,
        "funds": tuple(_fund(fund) for fund in draft.funds),
        "empty_rows": tuple(EmptyRow(level1, level2, NOWHERE) for level1, level2 in draft.empty_rows),
    }
    if draft.kind == "self_evaluation":
        return SelfEvaluation(
            **common,
            expected_goal=draft.expected_goal,
            actual_completion=draft.actual_completion,
            total_weight_printed=points(draft.total_weight, fixed=False),
            total_score_printed=points(draft.total_score, fixed=False),
            grade_printed=draft.grade,
            indicators=tuple(_indicator(row, fixed=draft.points_fixed) for row in draft.rows),
        )
    if draft.kind == "monitoring":
        return MonitoringTable(
            **common,
            period_start_month=1,
            period_end_month=draft.period_end_month,
            expected_goal=draft.expected_goal,
            indicators=tuple(_monitored(row, fixed=draft.points_fixed) for row in draft.rows),
        )
    return _target_table(draft, common)


def _target_table(draft: Draft, common: dict[str, Any]) -> TargetTable:
    is_shanghai = draft.layout == "shanghai-target-2020"
    values = dict(common)
    sections: dict[str, Any] = dict(draft.texts)
    if is_shanghai:
        values |= {"supervising_department": None, "implementing_unit": None, "declaring_unit": draft.unit}
    return TargetTable(
        **values,
        project_category=draft.category,
        plan_start=draft.plan_start,
        plan_end=draft.plan_end,
        has_government_purchase=False if is_shanghai else None,
        performance_type="事业/专业类" if is_shanghai else None,
        overall_goal=draft.expected_goal if is_shanghai else None,
        long_term_goal=draft.long_term_goal,
        annual_goal=None if is_shanghai else draft.expected_goal,
        budgets=Budgets(*draft.budgets),
        indicators=tuple(_indicator(row, fixed=draft.points_fixed) for row in draft.rows),
        **sections,
    )


def _fund(fund: DraftFund) -> FundRow:
    return FundRow(
        fund.name,
        NOWHERE,
        PrintedFund(fund.initial, fund.annual, fund.executed, fund.weight, fund.rate, fund.score, fund.projected),
        initial_budget=_amount(fund.initial),
        annual_budget=_amount(fund.annual),
        executed=_amount(fund.executed),
        weight=_amount(fund.weight),
        execution_rate=_amount(fund.rate),
        claimed_score=_amount(fund.score),
        projected_executed=_amount(fund.projected),
    )


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else parse_amount(text)


def _indicator(row: DraftRow, *, fixed: bool) -> Indicator:
    return Indicator(**_common(row, fixed=fixed))


def _monitored(row: DraftRow, *, fixed: bool) -> MonitoringIndicator:
    return MonitoringIndicator(
        **_common(row, fixed=fixed),
        projected=parse_actual(row.projected) if row.projected else None,
        deviation_causes=row.causes,
        likelihood=row.likelihood,
    )


def _common(row: DraftRow, *, fixed: bool) -> dict[str, Any]:
    weight, score = points(row.weight, fixed=fixed), points(row.score, fixed=fixed)
    return {
        "level1": row.level1,
        "level2": row.level2,
        "level3": row.name,
        "shifted": False,
        "cell": NOWHERE,
        "printed": PrintedIndicator(row.target, row.actual, weight, score, row.deviation),
        "target": parse_target(row.target) if row.target else None,
        "actual": parse_actual(row.actual) if row.actual else None,
        "weight": _amount(weight),
        "claimed_score": _amount(score),
        "deviation": row.deviation,
        "long_term_target": parse_target(row.long_term) if row.long_term else None,
        "level1_weight": row.level1_weight,
    }
