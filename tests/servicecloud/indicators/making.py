"""Indicators for tests."""

from decimal import Decimal
from typing import Any

from tests.servicecloud.performance.making import House

from servicecloud.identity.models import Organisation, User
from servicecloud.identity.standing import scope_of_everything
from servicecloud.indicators.models import LibraryIndicator, TargetTemplate
from servicecloud.indicators.services.library import add_indicator
from servicecloud.indicators.services.templates import add_template
from servicecloud.indicators.values import TemplateRow

VALUES = {
    "code": "N-1",
    "kind": "specific",
    "name": "主题培训企业家次",
    "definition": "到场参训的企业家次",
    "category": "quantity",
    "direction": "at_least",
    "unit": "家次",
    "source": "register",
    "counting_rule": "一家企业参加一场计一家次",
    "evidence": "签到表",
    "measure": "培训到场",
    "taking": "number",
    "usual_weight": "10",
    "reference_value": "500",
}


def an_indicator(owner: Organisation, keeper: User, **changes: Any) -> LibraryIndicator:
    """An indicator in the library of a body."""
    with scope_of_everything():
        return add_indicator(actor=keeper, owner=owner, values=VALUES | changes)


def of_department(house: House, **changes: Any) -> LibraryIndicator:
    """An indicator that the department offers."""
    return an_indicator(house.department, house.reviewer, **changes)


ROWS = (
    TemplateRow(level1="成本指标", level2="经济成本指标", level3="单场培训成本", target="≤2(万元)", weight=Decimal(20)),
    TemplateRow(level1="产出指标", level2="数量指标", level3="培训场次", target="≥40(场)", weight=Decimal(70)),
)


def a_template(owner: Organisation, keeper: User, **changes: Any) -> TargetTemplate:
    """A template of a body."""
    values = {"name": "培训类项目", "project_category": "recurrent", "goal": "全年举办培训不少于40场。", "rows": ROWS}
    with scope_of_everything():
        return add_template(actor=keeper, owner=owner, values=values | changes)
