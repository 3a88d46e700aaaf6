"""What of the performance cycle waits for the person."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from servicecloud.identity.models import User
from servicecloud.ledger.facts import civil_date
from servicecloud.pages.waiting import Waiting
from servicecloud.performance.selectors.projects import waiting_disclosures, waiting_work
from servicecloud.performance.selectors.waiting import waiting_reviews

_KINDS = {
    "target": (_("审核绩效目标"), "office:target"),
    "self_evaluation": (_("审核绩效自评"), "office:self_evaluation"),
    "target_returned": (_("目标被退回"), "office:edit_target"),
    "target_draft": (_("目标待提交"), "office:edit_target"),
    "evaluation_returned": (_("自评被退回"), "office:self_evaluation"),
    "evaluation_draft": (_("自评待提交"), "office:self_evaluation"),
    "evaluation_due": (_("年度已终了，待自评"), "office:project"),
    "payments_missing": (_("尚未登记支付"), "office:project_money"),
    "monitoring": (_("监控表待报送"), "office:project"),
    "disclosure": (_("待公开"), "office:project"),
}


def performance_waiting(user: User) -> list[Waiting]:
    """Reviews at the person's step, returned and unfinished documents, missing payments, what is to be published."""
    today = civil_date(timezone.now())
    found = [*waiting_reviews(user), *waiting_work(user, today=today), *waiting_disclosures(user)]
    return [
        Waiting(
            str(each.project),
            str(_KINDS[each.kind][0]),
            reverse(_KINDS[each.kind][1], args=[each.project.pk]),
            each.since,
        )
        for each in found
    ]
