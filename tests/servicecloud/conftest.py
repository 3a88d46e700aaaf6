"""The suite's ground: translations compiled, GET that cannot write, people who are signed in by name."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from django.db import connection, connections
from django.test import Client, TransactionTestCase
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from tests.conftest import pytest_collection_finish
from tests.servicecloud.guards import CarefulClient
from tests.servicecloud.migrated import Migrated
from tests.servicecloud.packs import packs_waiting
from tests.servicecloud.town import Town, build_town

from servicecloud.append_only import rewriting_allowed
from servicecloud.catalogues import compile_stale
from servicecloud.identity.models import User
from servicecloud.identity.standing import scope_of, scope_of_everything
from servicecloud.integrations.sending import Reply
from servicecloud.integrations.services import webhooks

# The rules for garbage and for property tests hold here, too: the file above this folder is not read by itself.
__all__ = ["pytest_collection_finish"]


def pytest_configure() -> None:
    """Compile what was translated since the last run, and let the emptying between tests pass the append-only triggers."""
    compile_stale()
    plain = TransactionTestCase._fixture_teardown

    def with_rewriting(self: TransactionTestCase) -> None:
        with ExitStack() as doors:
            for wrapper in connections.all():
                doors.enter_context(rewriting_allowed(wrapper))
            plain(self)

    TransactionTestCase._fixture_teardown = with_rewriting


@pytest.fixture(scope="session")
def migrated(pytestconfig: pytest.Config) -> Migrated:
    """The migrated databases to copy."""
    return Migrated(pytestconfig.cache.mkdir("migrated"), suite=os.environ.get("DATABASE_URL", ""))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, migrated: Migrated
) -> Iterator[None]:
    """Let the suite's database begin as a copy of the kept one; `migrate` runs on it and finds nothing left to do."""
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated.template()
        yield
        return
    with (
        closing(sqlite3.connect(connection.creation._get_test_db_name(), uri=True)) as memory,
        closing(sqlite3.connect(migrated.sqlite())) as kept,
    ):
        kept.backup(memory)
        yield


@pytest.fixture(autouse=True)
def own_storage(settings: object, tmp_path: Path) -> None:
    """Keep what a test uploads to itself."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def packs_are_built() -> None:
    """Have evidence packs built at approval in this test."""


@pytest.fixture(autouse=True)
def evidence_packs(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let the packs of what is approved wait, but in a browser and where a test asks for `packs_are_built`."""
    with ExitStack() as waiting:
        if "packs_are_built" not in request.fixturenames and not request.node.get_closest_marker("browser"):
            waiting.enter_context(packs_waiting())
        yield


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Begin every test in the source language: a page served in another one leaves it active in the thread."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def client() -> Client:
    """A client whose GET and HEAD may not write to the database."""
    return CarefulClient()


@pytest.fixture
def sign_in(client: Client) -> Callable[[User], Client]:
    """Return the client signed in as somebody."""

    def as_user(user: User) -> Client:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return as_user


@pytest.fixture
def no_calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bytes, dict[str, str]]]:
    """Let webhooks go nowhere: keep what would have been sent; the other side accepts it."""
    sent: list[tuple[str, bytes, dict[str, str]]] = []

    def keep(url: str, *, body: bytes, headers: dict[str, str]) -> Reply:
        sent.append((url, body, headers))
        return Reply(204, "")

    monkeypatch.setattr(webhooks, "call", keep)
    return sent


@pytest.fixture
def everything() -> Iterator[None]:
    """Open every organisation's scope, as commands and background work do."""
    with scope_of_everything():
        yield


@pytest.fixture
def in_scope_of() -> Iterator[Callable[[User], None]]:
    """Open the scope of one person for the rest of the test."""
    with ExitStack() as open_scopes:
        yield lambda user: open_scopes.enter_context(scope_of(user))


@pytest.fixture
def town(db: None) -> Town:
    """A small complete town: every kind of organisation, every role, two claimed enterprises and free ones."""
    return build_town()


@pytest.fixture
def queries() -> Iterator[CaptureQueriesContext]:
    """Count the queries of the test from here on."""
    with CaptureQueriesContext(connection) as captured:
        yield captured
