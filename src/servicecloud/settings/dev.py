"""One machine, demonstration data, generated secrets: what `make run` uses. Templates and static files as in production."""

from servicecloud.settings import environment
from servicecloud.settings.base import *  # noqa: F403

DEBUG = environment.flag("PLUMBLINE_DEBUG", default=False)
DEMO = environment.flag("PLUMBLINE_DEMO", default=True)
SECRET_KEY = environment.generated("PLUMBLINE_SECRET_KEY", size=32)
FIELD_KEYS = environment.words("PLUMBLINE_FIELD_KEYS") or [
    f"dev:{environment.generated('PLUMBLINE_DEV_FIELD_KEY', size=16)}"
]
WEBHOOK_PRIVATE = environment.flag("PLUMBLINE_WEBHOOK_PRIVATE", default=True)  # try a receiver on the same machine
METRICS_FOLDER = environment.metrics_folder()
