"""Background work of the boards: a few lines that call a service."""

from django_tasks import task

from servicecloud.boards.services import renewing
from servicecloud.identity.standing import scope_of_everything


@task()
def renew_due() -> int:
    """Renew what acts have changed."""
    with scope_of_everything():
        return renewing.renew_due()


@task(queue_name="heavy")
def renew_open() -> int:
    """Renew every project whose numbers still move."""
    with scope_of_everything():
        return renewing.renew(renewing.open_projects())


@task(queue_name="heavy")
def renew_these(project_ids: list[int]) -> int:
    """Renew some projects, because somebody asked."""
    with scope_of_everything():
        return renewing.renew(project_ids)
