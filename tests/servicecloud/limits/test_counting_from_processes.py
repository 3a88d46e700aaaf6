"""The same from processes of their own, as the workers of a server are."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from servicecloud.limits.models import Counter

_COUNT = """
import django
django.setup()
from servicecloud.limits.services import Rate, count_hit
for _number in range(40):
    count_hit(key="k", rate=Rate(1, 60), at=0)
"""


def url_of_test_database() -> str:
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite://{settings['NAME']}"
    place = f"{settings['HOST'] or '127.0.0.1'}:{settings['PORT'] or 5432}"
    person = f"{settings['USER']}:{settings['PASSWORD']}" if settings["PASSWORD"] else settings["USER"]
    return f"postgresql://{person}@{place}/{settings['NAME']}"


@pytest.mark.django_db(transaction=True)
def test_of_hits_from_four_processes_none_is_lost(tmp_path, migrated):
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        url = f"sqlite://{tmp_path / 'counted.sqlite3'}"
        migrated.copy_to(url)
    else:
        url = url_of_test_database()
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "servicecloud.settings.test"}
    run = [sys.executable, "-W", "ignore", "-c"]

    workers = [subprocess.Popen([*run, _COUNT], env=environment) for _number in range(4)]
    codes = [worker.wait(60) for worker in workers]
    total = subprocess.run(
        [
            *run,
            "import django; django.setup(); from servicecloud.limits.models import Counter; print(Counter.objects.get(pk='k').hits)",
        ],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )

    assert codes == [0, 0, 0, 0]
    assert int(total.stdout) == 160
    assert connection.vendor == "sqlite" or Counter.objects.get(pk="k").hits == 160
