"""Telling people of oversight: what is told, and to whom."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from servicecloud.identity.enums import Role
from servicecloud.identity.models import Membership, User
from servicecloud.notifications.kinds import declare
from servicecloud.notifications.services import notify
from servicecloud.oversight.policies import REVIEWERS


def declare_kinds() -> None:
    """Declare the sentences of every kind."""
    results, mending = _("复核与评价"), _("整改")
    declare(
        "oversight.result", _("“%(project)s”的核查结果已送达，%(day)s 前可以提出异议。"), label=results, is_urgent=True
    )
    declare("oversight.verified", _("“%(project)s”的主管部门核定得分已送达。"), label=results)
    declare("oversight.objected", _("“%(project)s”的单位提出了异议，等待决定。"), label=results)
    declare("oversight.decided", _("“%(project)s”的异议已有决定。"), label=results)
    declare("oversight.to_recheck", _("“%(project)s”被抽中，等待复核。"), label=results)
    declare("oversight.report", _("“%(project)s”的评价报告征求意见，请在 %(day)s 前反馈。"), label=results)
    declare("oversight.replied", _("“%(project)s”的评价报告已有单位意见。"), label=results)
    declare("oversight.report_final", _("“%(project)s”的评价报告已定稿。"), label=results)
    declare("oversight.report_to_confirm", _("“%(project)s”的评价报告等待您确认定稿。"), label=results)
    declare("oversight.review_to_confirm", _("“%(project)s”的核定得分等待您确认。"), label=results)
    declare("oversight.report_returned", _("“%(project)s”的评价报告被退回：%(reason)s"), label=results)
    declare("oversight.review_returned", _("“%(project)s”的核定得分被退回：%(reason)s"), label=results)
    declare("oversight.rectify", _("请整改“%(what)s”，期限 %(day)s。"), label=mending, is_urgent=True)
    declare("oversight.answered", _("“%(what)s”的整改情况等待验收。"), label=mending)
    declare("oversight.sent_back", _("“%(what)s”的整改情况被退回：%(reason)s"), label=mending, is_urgent=True)
    declare("oversight.closed", _("“%(what)s”的整改已验收。"), label=mending)
    declare("oversight.due_soon", _("“%(what)s”的整改将于 %(day)s 到期。"), label=mending)
    declare("oversight.overdue", _("“%(what)s”的整改已逾期，期限为 %(day)s。"), label=mending, is_urgent=True)


def tell_unit(owner_id: int, kind: str, *, key: str, url: str, **data: object) -> None:
    """Tell the officers and the head of a unit."""
    notify(recipients=_people(owner_id, (Role.PROJECT_OFFICER, Role.UNIT_HEAD)), kind=kind, key=key, url=url, **data)


def tell_body(
    body_id: int, kind: str, *, key: str, url: str, without: Iterable[int | None] = (), **data: object
) -> None:
    """Tell the reviewers of a body."""
    left_out = set(without)
    people = [person for person in _people(body_id, REVIEWERS) if person.pk not in left_out]
    notify(recipients=people, kind=kind, key=key, url=url, **data)


def reviewers_of(body_id: int, *, without: Iterable[int] = ()) -> list[User]:
    """Return the reviewers of a body, except some."""
    left_out = set(without)
    return [person for person in _people(body_id, REVIEWERS) if person.pk not in left_out]


def _people(organisation_id: int, roles: tuple[Role, ...]) -> list[User]:
    held = Membership.everywhere.filter(organisation_id=organisation_id, role__in=roles, ended_at=None)
    return list({each.user_id: each.user for each in held.select_related("user").order_by("pk")}.values())
