"""Targets of the demonstration that leave the straight way: taken back, kept out of the budget, changed in mid-year."""

from typing import Any

from servicecloud.demo.reviewing import judge
from servicecloud.identity.models import User
from servicecloud.performance.enums import Document
from servicecloud.performance.models import TargetTable
from servicecloud.performance.services import reviews, targets
from servicecloud.performance.values import TargetContent, from_json

_COLUMNS = ("key", "level1", "level2", "level3", "target", "weight")
_WHY_ADJUSTED = "七月起区级转介的企业并入服务范围，服务对象增加，原定年度指标值已不能反映工作量，申请调增。"
_ADJUSTED_TARGET = "≥110家"
_WHY_DECLINED = "与“重点企业服务”的内容和对象基本重复，成本测算缺少依据，本年度不予安排；可在整合后并入该项目一并申报。"


def withdraw(officer: User, project_id: int) -> None:
    """The unit takes its target back before anybody decided."""
    reviews.withdraw(actor=officer, kind=Document.TARGET, project_id=project_id, expected=_table_of(project_id).version)


def decline(reviewer: User, project_id: int) -> None:
    """The department judges the target poor: the project is not budgeted."""
    judge(reviewer, project_id=project_id, expected=_table_of(project_id).version, grade="poor", words=_WHY_DECLINED)


def adjust(officer: User, head: User, project_id: int) -> None:
    """The unit asks for another number of the first indicator; its head agreed, the department decides next."""
    table = targets.begin_adjustment(
        actor=officer, project_id=project_id, expected=_table_of(project_id).version, reason=_WHY_ADJUSTED
    )
    content = from_json(table.content, TargetContent)
    rows: list[dict[str, Any]] = [{name: getattr(row, name) for name in _COLUMNS} for row in content.rows]
    rows[0]["target"] = _ADJUSTED_TARGET
    saved = targets.save_target(
        actor=officer, project_id=project_id, expected=table.version, goal=content.goal, rows=rows, texts=content.texts
    )
    sent = targets.submit_target(actor=officer, project_id=project_id, expected=saved.version)
    reviews.approve(actor=head, kind=Document.TARGET, project_id=project_id, expected=sent.version)


def _table_of(project_id: int) -> TargetTable:
    return TargetTable.everywhere.get(project_id=project_id)
