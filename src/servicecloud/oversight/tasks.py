"""Daily work of oversight: terms that end, rectifications that fall due."""

from datetime import time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from servicecloud.identity.standing import scope_of_everything
from servicecloud.oversight.services.objections import close_terms
from servicecloud.oversight.services.rectifying import remind
from servicecloud.tasks.schedule import CHINA, daily


@task()
def daily_oversight_task() -> int:
    """Close the terms that are over and remind of what is due; return how many were told or closed."""
    today = timezone.localdate(timezone=CHINA)
    with scope_of_everything():
        return close_terms(today=today) + remind(today=today)


def schedule() -> None:
    """Put the daily look on the schedule."""
    daily(time(8, 10), daily_oversight_task, name="oversight.daily", title=_("异议期限和整改期限提醒"))
