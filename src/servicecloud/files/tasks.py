"""Background work of files: a few lines that call a service."""

import uuid
from datetime import time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from servicecloud.files.services import clean_up, look_into
from servicecloud.identity.standing import scope_of_everything
from servicecloud.tasks.schedule import daily


@task(queue_name="heavy")
def look_into_task(file_id: str) -> None:
    """Scan a file and draw its first page."""
    with scope_of_everything():
        look_into(file_id=uuid.UUID(file_id))


@task()
def clean_up_task() -> dict[str, int]:
    """Delete what no object owns."""
    done = clean_up(now=timezone.now())
    return {"rows": done.rows, "strays": done.strays, "missing": done.missing}


daily(time(3, 20), clean_up_task, name="files.clean_up", title=_("清理无主文件"))
