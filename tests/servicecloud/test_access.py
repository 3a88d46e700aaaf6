"""Every address, every persona, every method: deny by default, other people's things do not exist."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation
from tests.servicecloud.access import ACCESS, LIBRARY, LIBRARY_WITH_ARGUMENTS, Row
from tests.servicecloud.guards import CarefulClient
from tests.servicecloud.packs import packs_waiting
from tests.servicecloud.town import ANONYMOUS, Town, build_town

MOST_QUERIES = 12
"""Marks inside the transaction of a test ask for nothing and are left out."""
LARGEST_PAGE = 150_000


@dataclass(frozen=True)
class Place:
    """An address of the table, in a town that has what the address is about."""

    row: Row
    url: str
    town: Town


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files of the town lie."""
    return tmp_path_factory.mktemp("files")


@pytest.fixture(autouse=True)
def own_storage(settings: Any, folder: Path) -> None:
    """The files of a test lie where those of its town do."""
    settings.MEDIA_ROOT = folder


@pytest.fixture(scope="module")
def prepared(
    request: pytest.FixtureRequest, folder: Path, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Place]:
    """The town of one address, made once for all tests of the address; after the last of them it is gone."""
    row = ACCESS[request.param]
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        override_settings(MEDIA_ROOT=folder),
        packs_waiting(),
        translation.override("zh-hans"),
    ):
        town = build_town()
        yield Place(row, reverse(request.param, kwargs=row.fill(town)), town)
        transaction.set_rollback(True)


@pytest.fixture
def db(prepared: Place, django_db_blocker: Any) -> Iterator[None]:
    """The database of a test is that of its town; what the test does to it is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def place(prepared: Place, db: None) -> Place:
    """The town of one address, as one test meets it."""
    return deepcopy(prepared)


def at(names: Iterator[str]) -> pytest.MarkDecorator:
    """Run a test at each of these addresses; all tests of an address run one after the other in one process."""
    return pytest.mark.parametrize(
        "prepared",
        [pytest.param(name, marks=pytest.mark.xdist_group(f"address {name}"), id=name) for name in names],
        indirect=True,
    )


def names_of(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from names_of(pattern, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"


def client_of(town: Town, persona: str, *, by_token: bool = False) -> CarefulClient:
    client = CarefulClient()
    if persona != ANONYMOUS and by_token:
        client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {town.token_of(persona).plain}"
    elif persona != ANONYMOUS:
        client.force_login(town.people[persona], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_every_address_of_the_site_stands_in_the_table():
    addresses = set(names_of(get_resolver()))

    assert addresses == set(ACCESS) | set(LIBRARY) | LIBRARY_WITH_ARGUMENTS


@at(name for name, row in ACCESS.items() if row.get)
def test_reading_gives_each_persona_what_the_table_says(place):
    row, town = place.row, place.town

    found = {persona: client_of(town, persona, by_token=row.by_token).get(place.url).status_code for persona in row.get}

    assert found == row.get


@pytest.mark.parametrize(
    ("prepared", "method"),
    [
        pytest.param(name, method, marks=pytest.mark.xdist_group(f"address {name}"), id=f"{name}-{method}")
        for name, row in ACCESS.items()
        for method in ("post", "put", "patch")
        if getattr(row, method)
    ],
    indirect=["prepared"],
)
def test_acting_gives_each_persona_what_the_table_says(place, method, no_calls):
    row, url, town = place.row, place.url, place.town
    wanted = getattr(row, method)
    kind = {"content_type": "application/json"} if row.by_token else {}

    found = {}
    for persona in wanted:
        client = client_of(town, persona, by_token=row.by_token)
        with transaction.atomic():
            act = getattr(client, method)
            found[persona] = act(url, row.data(town), headers=row.headers(town), **kind).status_code
            transaction.set_rollback(True)

    assert found == wanted


@at(name for name, row in ACCESS.items() if not row.get)
def test_an_act_cannot_be_done_by_reading_its_address(place):
    refused = client_of(place.town, "operator", by_token=place.row.by_token).get(place.url)

    assert refused.status_code == 405
    assert place.row.by_token or ("POST" in refused["Allow"] and refused.content)


@at(name for name, row in ACCESS.items() if row.get and 200 in row.get.values())
def test_no_page_asks_the_database_more_than_twelve_times_or_is_larger_than_150_kilobytes(place):
    row, url, town = place.row, place.url, place.town
    persona = next(persona for persona, status in reversed(row.get.items()) if status == 200)
    client = client_of(town, persona, by_token=row.by_token)

    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)

    asked = [query["sql"][:150] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) <= MOST_QUERIES, asked
    if response.headers["Content-Type"].startswith("text/html") and not response.streaming:
        assert len(response.content) < LARGEST_PAGE


def test_every_address_for_programs_counts_tokens_and_not_sessions():
    assert {name for name, row in ACCESS.items() if row.by_token} == {
        name for name in ACCESS if name.startswith("api:") and name != "api:openapi"
    }
