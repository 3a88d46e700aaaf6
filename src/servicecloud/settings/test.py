"""The test suite: fast password hashing, work done at once, plain static files, an undefined template variable is an error."""

import os
import tempfile
from pathlib import Path

from servicecloud.settings import environment
from servicecloud.settings.base import *  # noqa: F403
from servicecloud.settings.base import STORAGES, TEMPLATES
from servicecloud.settings.strict import UndefinedVariable

SECRET_KEY = "only-for-the-test-suite-and-long-enough-for-every-check"  # noqa: S105
FIELD_KEYS = ["t1:000102030405060708090a0b0c0d0e0f"]
DEMO = True
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": environment.database(pooled=False)}
# In memory nobody waits; under Django's name each worker has a database of its own.
if DATABASES["default"]["ENGINE"] == "servicecloud.sqlite":
    DATABASES["default"]["ENGINE"] = "django.db.backends.sqlite3"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default", "heavy"]}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
TEMPLATES = [{**TEMPLATES[0], "OPTIONS": {**TEMPLATES[0]["OPTIONS"], "string_if_invalid": UndefinedVariable()}}]
LEDGER_HEADS = Path(tempfile.gettempdir()) / f"plumbline-test-heads-{os.getpid()}.ndjson"
