"""Every address, every persona, every method: deny by default, other people's things do not exist."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.servicecloud.access import ACCESS, LIBRARY, LIBRARY_WITH_ARGUMENTS
from tests.servicecloud.guards import CarefulClient
from tests.servicecloud.town import ANONYMOUS, Town

MOST_QUERIES = 12
"""Marks inside the transaction of a test ask for nothing and are left out."""
LARGEST_PAGE = 150_000


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


@pytest.mark.parametrize("name", [name for name, row in ACCESS.items() if row.get])
def test_reading_gives_each_persona_what_the_table_says(name, town):
    row = ACCESS[name]
    url = reverse(name, kwargs=row.fill(town))

    found = {persona: client_of(town, persona, by_token=row.by_token).get(url).status_code for persona in row.get}

    assert found == row.get


@pytest.mark.parametrize(
    ("name", "method"),
    [(name, method) for name, row in ACCESS.items() for method in ("post", "put", "patch") if getattr(row, method)],
)
def test_acting_gives_each_persona_what_the_table_says(name, method, town, no_calls):
    row = ACCESS[name]
    url = reverse(name, kwargs=row.fill(town))
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


@pytest.mark.parametrize("name", [name for name, row in ACCESS.items() if not row.get])
def test_an_act_cannot_be_done_by_reading_its_address(name, town):
    url = reverse(name, kwargs=ACCESS[name].fill(town))

    refused = client_of(town, "operator", by_token=ACCESS[name].by_token).get(url)

    assert refused.status_code == 405
    assert ACCESS[name].by_token or ("POST" in refused["Allow"] and refused.content)


@pytest.mark.parametrize("name", [name for name, row in ACCESS.items() if row.get and 200 in row.get.values()])
def test_no_page_asks_the_database_more_than_twelve_times_or_is_larger_than_150_kilobytes(name, town):
    row = ACCESS[name]
    url = reverse(name, kwargs=row.fill(town))
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


@pytest.mark.parametrize(("name", "status"), LIBRARY.items())
def test_account_pages_of_the_library_are_closed_to_those_not_signed_in(name, status, db):
    assert CarefulClient().get(reverse(name)).status_code == status


@pytest.mark.parametrize("name", ["account_email", "account_change_password", "mfa_index", "usersessions_list"])
def test_account_pages_of_the_library_open_in_our_shell(name, town):
    response = client_of(town, "owner").get(reverse(name), follow=True)

    assert response.status_code == 200
    assert "企业服务云" in response.content.decode()
