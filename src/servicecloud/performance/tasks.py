"""Background work of the cycle: a few lines that call a service."""

from django_tasks import task

from servicecloud.identity.standing import scope_of, scope_of_everything
from servicecloud.performance.models import BulkApproval
from servicecloud.performance.services import packs
from servicecloud.performance.services.bulk import work_through


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
