"""The site's own recurring work."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from servicecloud.table_statistics import refresh_statistics
from servicecloud.tasks.schedule import every
from servicecloud.tasks.services import prune


@task()
def forget_finished_tasks() -> int:
    """Keep the queue's table small."""
    return prune(now=timezone.now())


@task()
def look_at_tables() -> None:
    """Let the database choose its indexes by what its tables hold now."""
    refresh_statistics()


@task()
def clear_sessions() -> None:
    """Delete sessions that have expired."""
    call_command("clearsessions")


every(timedelta(days=1), forget_finished_tasks, name="tasks.prune", title=_("清理已完成的任务"))
every(timedelta(days=1), look_at_tables, name="tables.statistics", title=_("更新数据库统计信息"))
every(timedelta(hours=6), clear_sessions, name="sessions.clear", title=_("清理过期会话"))
