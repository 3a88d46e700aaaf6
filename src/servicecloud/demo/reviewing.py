"""The demonstration's reviews: the department judges targets by four attributes and set its own deadlines; two projects miss one."""

from datetime import date, timedelta

from django.utils import timezone

from plumbline.reference.four_attributes import four_attributes
from servicecloud.identity.models import Organisation, User
from servicecloud.performance.enums import Document, StepKey
from servicecloud.performance.models import Project
from servicecloud.performance.selectors.deadlines import deadlines_of
from servicecloud.performance.selectors.settings import flows_of
from servicecloud.performance.services.attributes import Opinion, review_attributes
from servicecloud.performance.services.settings import set_deadline, set_flow

LATE_DAYS = 7
"""By how many days the demonstration's late projects are late."""

_KNOWN_DAYS = 45
_REMARKS = {"funds": "资金测算依据充分，与任务量匹配。", "indicators": "核心指标均可由台账取数。"}


def set_up_reviews(department: Organisation, administrator: User, *, today: date) -> None:
    """Let the department judge by four attributes, and give this year's targets a deadline a week ago. Done once."""
    if not any(flow.version for flow in flows_of(department.pk)):
        set_flow(
            actor=administrator,
            department_id=department.pk,
            document=Document.TARGET,
            steps=[StepKey.UNIT, StepKey.DEPARTMENT, StepKey.FINANCE],
            attribute_steps=[StepKey.DEPARTMENT],
        )
    if not deadlines_of(department.pk).exists():
        set_deadline(
            actor=administrator,
            setter_id=department.pk,
            year=today.year,
            document=Document.TARGET,
            due_on=today - timedelta(days=LATE_DAYS),
        )


def make_late(project: Project) -> None:
    """Let a project be known long enough for this year's deadline to hold for it."""
    known = timezone.now() - timedelta(days=_KNOWN_DAYS)
    Project.everywhere.filter(pk=project.pk).update(created_at=known)


def judge(reviewer: User, *, project_id: int, expected: int, grade: str, words: str = "") -> None:
    """Give a four-attribute review with one grade throughout."""
    marks = {item.key: grade for item in four_attributes().items}
    remarks = dict.fromkeys(marks, words) if grade == "poor" else _REMARKS
    opinion = Opinion("grades", marks, remarks, result=grade, text=words)
    review_attributes(actor=reviewer, project_id=project_id, expected=expected, opinion=opinion)
