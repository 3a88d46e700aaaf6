"""The real queue with a reaper that does not wait for a minute."""

from servicecloud.settings import environment
from servicecloud.settings.test import *  # noqa: F403

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "heavy"]}}
DATABASES = {"default": environment.database(pooled=False)}
WORKER_DEAD_AFTER_SECONDS = 3
