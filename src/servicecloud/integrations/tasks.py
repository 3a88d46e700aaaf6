"""Work of the queue."""

import uuid
from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from django_tasks import task

from servicecloud.integrations.services import answers, webhooks
from servicecloud.limits.services import prune_counters
from servicecloud.tasks.schedule import every


@task()
def deliver_webhook(delivery_id: str) -> str:
    """Try one delivery."""
    return str(webhooks.deliver(uuid.UUID(delivery_id)) or "not due")


@task()
def deliver_due_webhooks() -> int:
    """Try what is due and was not tried, for instance because a worker died over it."""
    return webhooks.deliver_due()


@task()
def forget_past_uses() -> dict[str, int]:
    """Delete counters, remembered answers and deliveries that are past their time."""
    return {
        "counters": prune_counters(),
        "answers": answers.forget_answers(),
        "deliveries": webhooks.prune_deliveries(),
    }


every(timedelta(minutes=5), deliver_due_webhooks, name="webhooks.due", title=_("补发到期的事件通知"))
every(timedelta(days=1), forget_past_uses, name="integrations.prune", title=_("清理接口调用记录"))
