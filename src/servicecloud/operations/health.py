"""`/healthz`: the process answers. `/readyz`: it has all it needs to serve."""

import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import structlog
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from servicecloud.operations.queue import oldest_seconds

log = structlog.get_logger(__name__)
QUEUE_LATE_SECONDS = 600


@login_not_required
@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """The process answers. It asks nothing else, so a slow database does not get a live process killed."""
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """200 when requests can be served, 503 with the failing check when not. A late queue is told but serves on."""
    checks = {name: _outcome(name, check) for name, check in CHECKS.items()}
    can_serve = "failed" not in checks.values()
    status = "ok" if set(checks.values()) == {"ok"} else "degraded" if can_serve else "down"
    return JsonResponse({"status": status, "checks": checks}, status=200 if can_serve else 503)


def check_database() -> str:
    """The database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def check_migrations() -> str:
    """The tables are those this version of the program was written for."""
    return "ok" if _is_migrated() else "failed"


def check_storage() -> str:
    """A file can be written where uploads are kept."""
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as probe:
        probe.write(b"ready")
    return "ok"


def check_queue() -> str:
    """Background work is taken up within ten minutes."""
    return "late" if oldest_seconds() > QUEUE_LATE_SECONDS else "ok"


CHECKS: dict[str, Callable[[], str]] = {
    "database": check_database,
    "migrations": check_migrations,
    "storage": check_storage,
    "queue": check_queue,
}


class _PendingError(Exception):
    """Not remembered by the cache below, so that it is looked at again."""


@lru_cache(maxsize=1)
def _applied() -> bool:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise _PendingError
    return True


def _is_migrated() -> bool:
    try:
        return _applied()
    except _PendingError:
        return False


def _outcome(name: str, check: Callable[[], str]) -> str:
    try:
        return check()
    except (DatabaseError, OSError) as error:
        log.warning("not ready", check=name, error=str(error))
        return "failed"
