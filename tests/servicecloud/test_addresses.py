"""Texts in addresses that no person types: they lead nowhere, and never to a fault. On PostgreSQL a NUL in a query would be one."""

import inspect

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import StringConverter
from tests.servicecloud.access import ACCESS
from tests.servicecloud.test_access import client_of

UNPRINTABLE = "a\x00\x1b"
ASKED = (
    *("q", "sort", "page", "cursor", "limit", "region", "section", "state", "kind", "category", "parent", "on"),
    *("year", "as_of", "since", "until", "owner", "after", "show", "dim_d1", "number", "measure", "subject", "act"),
    *("verdict", "entry", "from", "old", "new", "actor", "verb", "updated_since", "name", "old_digest", "new_digest"),
)
LONG_NUMBER = "9" * 30


def patterns_of(resolver: URLResolver) -> list[URLPattern]:
    found = []
    for pattern in resolver.url_patterns:
        found += patterns_of(pattern) if isinstance(pattern, URLResolver) else [pattern]
    return found


def test_no_address_of_ours_takes_any_text_whatever():
    open_to_all = [
        str(each.pattern)
        for each in patterns_of(get_resolver())
        if inspect.unwrap(each.callback).__module__.startswith("servicecloud.")
        for converter in each.pattern.converters.values()
        if type(converter) is StringConverter
    ]

    assert open_to_all == []


@pytest.mark.parametrize(
    "path",
    [
        "/office/ledger/measures/a%00b/",
        "/office/ledger/measures/a%1Bb/figure/",
        "/enterprises/9199%00/",
        "/institutions/9199%0A/",
        "/invitations/%00/",
        "/office/ledger/measures/a%C2%85b/",
    ],
)
def test_a_control_character_in_an_address_leads_nowhere(path, town):
    assert client_of(town, "head").get(path).status_code == 404


@pytest.mark.parametrize("value", [UNPRINTABLE, LONG_NUMBER])
@pytest.mark.parametrize("name", [name for name, row in ACCESS.items() if row.get and 200 in row.get.values()])
def test_a_question_that_no_person_types_is_never_a_fault(name, value, town):
    row = ACCESS[name]
    persona = next(persona for persona, status in row.get.items() if status == 200)
    url = reverse(name, kwargs=row.fill(town))

    response = client_of(town, persona, by_token=row.by_token).get(url, dict.fromkeys(ASKED, value))

    assert response.status_code < 500
