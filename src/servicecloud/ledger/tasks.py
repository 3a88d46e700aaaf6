"""Background work of the ledger: a few lines that call a service."""

from django.utils import timezone
from django_tasks import task

from servicecloud.identity.models import User
from servicecloud.identity.standing import scope_of_everything
from servicecloud.ledger.services import checking, heads, register_imports, sealing


@task()
def seal_when_due() -> int:
    """Seal what waits, when the time or the number of entries has come."""
    return len(sealing.seal_waiting()) if sealing.is_due(now=timezone.now()) else 0


@task(queue_name="heavy")
def check_whole_ledger() -> int:
    """Check the ledger and open incidents."""
    with scope_of_everything():
        return checking.raise_incidents(checking.check_ledger())


@task()
def mail_head() -> int:
    """Send the head to the witnesses."""
    return heads.mail_head_to_witnesses()


@task(queue_name="heavy")
def verify_task(verification_id: int) -> None:
    """Do a verification that somebody asked for."""
    with scope_of_everything():
        checking.run_verification(verification_id=verification_id)


@task(queue_name="heavy")
def check_register_import(run_id: int) -> None:
    """Give every row of a register's import its verdict."""
    with scope_of_everything():
        register_imports.check_import(run_id=run_id)


@task(queue_name="heavy")
def apply_register_import(run_id: int, actor_id: int) -> None:
    """Post the accepted rows of a register's import."""
    with scope_of_everything():
        register_imports.apply_import(run_id=run_id, actor=User.objects.get(pk=actor_id))


@task(queue_name="heavy")
def revert_register_import(run_id: int, actor_id: int) -> None:
    """Reverse what a register's import posted."""
    with scope_of_everything():
        register_imports.revert_import(run_id=run_id, actor=User.objects.get(pk=actor_id))
