"""Background work of the cycle: a few lines that call a service."""

from datetime import time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from servicecloud.identity.standing import scope_of, scope_of_everything
from servicecloud.ledger.facts import civil_date
from servicecloud.performance.models import BulkApproval
from servicecloud.performance.services import packs
from servicecloud.performance.services.bulk import work_through
from servicecloud.performance.services.moves import apply_due_moves
from servicecloud.performance.services.reminders import remind
from servicecloud.tasks.schedule import daily


@task()
def approve_many_task(run_id: int) -> int:
    """Work through a bulk approval, seeing what its author sees."""
    run = BulkApproval.objects.select_related("actor").get(pk=run_id)
    with scope_of(run.actor):
        return work_through(run_id=run_id)


@task(queue_name="heavy")
def build_pack_task(pack_id: int) -> None:
    """Build the evidence pack that somebody asked for."""
    with scope_of_everything():
        packs.build_pack(pack_id=pack_id)


@task()
def apply_due_moves_task() -> int:
    """Let the moves of projects whose day has come take effect."""
    with scope_of_everything():
        return apply_due_moves(today=civil_date(timezone.now()))


@task()
def remind_task() -> int:
    """Remind of what is due soon, and of what is late."""
    with scope_of_everything():
        return remind(today=civil_date(timezone.now()))


def schedule() -> None:
    """Put the daily work on the schedule."""
    daily(time(0, 5), apply_due_moves_task, name="performance.moves", title=_("办理到期的项目划转"))
    daily(time(8, 30), remind_task, name="performance.deadlines", title=_("提醒绩效填报期限"))
