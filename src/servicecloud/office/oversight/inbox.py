"""What of oversight waits for the person."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from servicecloud.identity.models import User
from servicecloud.ledger.facts import civil_date
from servicecloud.oversight.selectors.waiting import waiting_oversight
from servicecloud.pages.waiting import Waiting

_KINDS = {
    "examine": (_("待核查"), "office:examination"),
    "decide": (_("待决定异议"), "office:examination"),
    "confirm_report": (_("评价报告待确认定稿"), "office:evaluation"),
    "confirm_review": (_("核定得分待确认"), "office:examination"),
    "finish": (_("评价报告待提交定稿"), "office:evaluation"),
    "accept": (_("待验收整改"), "office:rectification"),
    "draw": (_("抽查待继续"), "office:sampling_plan"),
    "result": (_("核查结果待确认"), "office:examination"),
    "reply": (_("评价报告待反馈"), "office:evaluation"),
    "rectify": (_("待整改"), "office:rectification"),
    "overdue": (_("整改逾期"), "office:rectification"),
}


def oversight_waiting(user: User) -> list[Waiting]:
    """Drawn projects, objections, answers and rectifications."""
    today = civil_date(timezone.now())
    return [
        Waiting(each.title, str(_KINDS[each.kind][0]), reverse(_KINDS[each.kind][1], args=[each.pk]), each.since)
        for each in waiting_oversight(user, today=today)
    ]
