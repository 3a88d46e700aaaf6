"""A city of the demonstration, loaded once for a module: every test works in a savepoint inside one transaction that never ends well."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

from servicecloud.demo.loading import load

SCALE = 100
"""The smallest city that has a cycle."""


@pytest.fixture(scope="module")
def loaded_city(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The city, and the folder that holds its files; rolled back when the module is over."""
    folder = tmp_path_factory.mktemp("city")
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(**_places(folder)), translation.override("zh-hans"):
            load(scale=SCALE)
        connection.check_constraints()  # here once: what a savepoint takes back, PostgreSQL would check again at the end of every test
        yield folder
        transaction.set_rollback(True)


@pytest.fixture
def city(loaded_city: Path, db: None, own_storage: None, settings: object) -> None:
    """The city as it was loaded, whatever an earlier test did."""
    for name, place in _places(loaded_city).items():
        setattr(settings, name, place)


def _places(folder: Path) -> dict[str, object]:
    return {"MEDIA_ROOT": folder / "files", "LEDGER_HEADS": folder / "heads.ndjson"}
