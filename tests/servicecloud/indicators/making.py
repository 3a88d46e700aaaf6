"""Indicators for tests."""

from typing import Any

from tests.servicecloud.performance.making import House

from servicecloud.identity.models import Organisation, User
from servicecloud.identity.standing import scope_of_everything
from servicecloud.indicators.models import LibraryIndicator
from servicecloud.indicators.services.library import add_indicator

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
