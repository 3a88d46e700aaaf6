"""Background work of the directory: a few lines that call a service."""

from django_tasks import task

from servicecloud.directory.services.imports import apply_import, check_import, revert_import
from servicecloud.identity.models import User
from servicecloud.identity.standing import scope_of_everything


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
