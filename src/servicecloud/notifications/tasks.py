"""What leaves the site leaves in the background."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from servicecloud.notifications.sending import deliver, deliver_due, send_digests
from servicecloud.tasks.schedule import every


@task()
def deliver_task(delivery_id: int) -> None:
    """Send one line."""
    deliver(delivery_id=delivery_id)


@task()
def deliver_due_task() -> int:
    """Send what is due."""
    return deliver_due(now=timezone.now())


@task()
def send_digests_task() -> int:
    """Send the digests whose time has come."""
    return send_digests(now=timezone.now())


every(timedelta(minutes=1), deliver_due_task, name="notifications.due", title=_("发送到期的通知"))
every(timedelta(minutes=10), send_digests_task, name="notifications.digest", title=_("发送每日汇总"))
