"""The site's own recurring work."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from servicecloud.tasks.schedule import every
from servicecloud.tasks.services import prune


@task()
def forget_finished_tasks() -> int:
    """Keep the queue's table small."""
    return prune(now=timezone.now())


@task()
def clear_sessions() -> None:
    """Delete sessions that have expired."""
    call_command("clearsessions")


every(timedelta(days=1), forget_finished_tasks, name="tasks.prune", title=_("清理已完成的任务"))
every(timedelta(hours=6), clear_sessions, name="sessions.clear", title=_("清理过期会话"))
