"""The target tables: Shanghai 2020, the national declaration, and the table inside a department budget."""

from typing import Any

from plumbline.forms.layouts.layout import Layout, Parts, common_fields
from plumbline.forms.model import Budgets, TargetTable

YES_NO = {"是": True, "否": False, "有": True, "无": False, "含": True, "不含": False}
SHANGHAI_MARKS = ("performance_type", "necessity", "safeguards", "budget_total", "has_government_purchase")
NATIONAL_MARKS = ("long_term_goal",)


def _is_target(parts: Parts) -> bool:
    roles = parts.indicators.roles
    if roles:
        return "actual" not in roles
    return "目标" in parts.title or "申报" in parts.title


def _is_shanghai(parts: Parts) -> bool:
    return _is_target(parts) and sum(1 for mark in SHANGHAI_MARKS if mark in parts.header.fields) >= 2


def _is_declaration(parts: Parts) -> bool:
    if not _is_target(parts):
        return False
    twins = any(indicator.long_term_target for indicator in parts.indicators.indicators)
    return twins or "申报" in parts.title or any(mark in parts.goals.fields for mark in NATIONAL_MARKS)


def _build(parts: Parts, layout: str) -> TargetTable:
    fields: dict[str, Any] = common_fields(parts, layout)
    purchase = parts.text("has_government_purchase")
    return TargetTable(
        **fields,
        declaring_unit=parts.text("declaring_unit"),
        supervising_department=parts.text("supervising_department"),
        implementing_unit=parts.text("implementing_unit"),
        project_category=parts.text("project_category"),
        plan_start=parts.text("plan_start"),
        plan_end=parts.text("plan_end"),
        has_government_purchase=YES_NO.get(purchase or ""),
        performance_type=parts.text("performance_type"),
        overview=parts.text("overview"),
        basis=parts.text("basis"),
        necessity=parts.text("necessity"),
        safeguards=parts.text("safeguards"),
        plan=parts.text("plan"),
        overall_goal=parts.text("overall_goal"),
        long_term_goal=parts.text("long_term_goal"),
        annual_goal=parts.text("annual_goal"),
        budgets=Budgets(
            total=parts.text("budget_total"),
            current_year=parts.text("budget_current_year"),
            prior_year_budget=parts.text("budget_prior_year_budget"),
            prior_year_executed=parts.text("budget_prior_year_executed"),
        ),
        funds=tuple(parts.funds.rows),
    )


SHANGHAI_TARGET_2020 = Layout(
    id="shanghai-target-2020",
    kind="target",
    title_zh="上海市财政项目支出绩效目标表（2020）",
    title_en="Shanghai performance target table of fiscal project expenditure (2020)",
    source="上海市市级部门公开的 2020 年度绩效目标表式样",
    matches=_is_shanghai,
    build=lambda parts: _build(parts, "shanghai-target-2020"),
)

NATIONAL_TARGET = Layout(
    id="national-target",
    kind="target",
    title_zh="项目支出绩效目标申报表（中期与年度）",
    title_en="National declaration of performance targets (medium term and annual)",
    source="财预〔2015〕88号",
    matches=_is_declaration,
    build=lambda parts: _build(parts, "national-target"),
)

BUDGET_TARGET = Layout(
    id="budget-target",
    kind="target",
    title_zh="部门预算中的项目绩效目标表",
    title_en="Project performance targets inside a department budget",
    source="部门预算公开的项目绩效目标表通用式样",
    matches=_is_target,
    build=lambda parts: _build(parts, "budget-target"),
)
