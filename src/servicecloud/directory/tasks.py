"""Background work of the directory: a few lines that call a service."""

from datetime import time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from servicecloud.directory.services.imports import apply_import, check_import, revert_import
from servicecloud.directory.telling import tell_of_endings
from servicecloud.identity.models import User
from servicecloud.identity.standing import scope_of_everything
from servicecloud.tasks.schedule import CHINA, daily


@task(queue_name="heavy")
def check_import_task(run_id: int) -> None:
    """Give every row of an import its verdict."""
    with scope_of_everything():
        check_import(run_id=run_id)


@task(queue_name="heavy")
def apply_import_task(run_id: int, actor_id: int) -> None:
    """Write the accepted rows of an import."""
    with scope_of_everything():
        apply_import(run_id=run_id, actor=User.objects.get(pk=actor_id))


@task(queue_name="heavy")
def revert_import_task(run_id: int, actor_id: int) -> None:
    """Take back what an import wrote."""
    with scope_of_everything():
        revert_import(run_id=run_id, actor=User.objects.get(pk=actor_id))


@task()
def tell_of_endings_task() -> int:
    """Tell institutions which of their certificates end."""
    with scope_of_everything():
        return tell_of_endings(today=timezone.localdate(timezone=CHINA))


def schedule() -> None:
    """Put the daily look at certificates on the schedule."""
    daily(time(8), tell_of_endings_task, name="qualifications.endings", title=_("提醒即将到期的资质证书"))
