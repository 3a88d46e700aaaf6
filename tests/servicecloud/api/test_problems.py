"""Refusals that programs can act on."""

import pytest
from django.test import override_settings
from tests.servicecloud.factories import UserFactory

from servicecloud.api.developers import problems
from servicecloud.integrations.enums import ApiScope
from servicecloud.integrations.services.tokens import create_token

JSON = {"content_type": "application/json"}


def test_an_unknown_address_is_a_problem_for_programs_and_a_page_for_people(client, db):
    program, person = client.get("/api/v1/nowhere"), client.get("/nowhere/")

    assert program.headers["Content-Type"] == "application/problem+json"
    assert program.json()["code"] == "not_found"
    assert person.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(("language", "title"), [("zh-hans", "没有找到"), ("en", "Not found")])
def test_a_problem_has_its_detail_in_the_language_asked_for_and_its_messages_in_both(client, db, language, title):
    problem = client.get("/api/v1/nowhere", headers={"Accept-Language": language}).json()

    assert problem["title"] == title
    assert problem["detail"] == problem["messages"]["en" if language == "en" else "zh"]
    assert problem["messages"]["zh"] != problem["messages"]["en"]
    assert problem["type"].endswith("/developers/#not_found")


def test_a_missing_and_a_wrong_token_say_how_to_come_again(client, db):
    missing = client.get("/api/v1/me")
    wrong = client.get("/api/v1/me", headers={"Authorization": "Bearer plt_guess"})
    basic = client.get("/api/v1/me", headers={"Authorization": "Basic eDp5"})

    assert [response.status_code for response in (missing, wrong, basic)] == [401, 401, 401]
    assert [response.headers["WWW-Authenticate"] for response in (missing, wrong)] == ["Bearer", "Bearer"]
    assert [response.json()["code"] for response in (missing, wrong)] == ["token_missing", "token_unusable"]


@pytest.mark.parametrize(
    ("body", "kind", "status", "code"),
    [
        ("{", "application/json", 400, "malformed"),
        (b"\xff", "application/json", 400, "malformed"),
        ('{"a": NaN}', "application/json", 400, "malformed"),
        ("a=1", "application/x-www-form-urlencoded", 415, "unsupported_media_type"),
        ("[" * 300_000, "application/json", 413, "too_large"),
        ("[1]", "application/json", 422, "invalid"),
        ('"text"', "application/json", 422, "invalid"),
    ],
)
def test_a_body_that_cannot_be_used_is_named_for_what_it_is(program, body, kind, status, code):
    response = program("operator").post("/api/v1/enterprises", body, content_type=kind)

    assert (response.status_code, response.json()["code"]) == (status, code)


def test_an_unknown_method_says_which_are_known(program):
    response = program("operator").delete("/api/v1/enterprises")

    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, POST, HEAD, OPTIONS" or set(response.headers["Allow"].split(", ")) >= {
        "GET",
        "POST",
    }


@override_settings(API_RATE_OF_TOKEN=(2, 3600))
def test_the_third_request_of_two_allowed_ones_has_to_wait(program):
    client = program("operator")

    answers = [client.get("/api/v1/me") for _number in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert [answer.headers["RateLimit-Remaining"] for answer in answers] == ["1", "0", "0"]
    assert answers[2].json()["code"] == "too_often"
    assert 0 < int(answers[2].headers["Retry-After"]) <= 3600


def test_a_token_of_a_closed_account_opens_nothing(client, db):
    user = UserFactory()
    plain = create_token(actor=user, name="x", scopes=[ApiScope.DIRECTORY_READ], days=1).plain
    user.is_active = False
    user.save()

    assert client.get("/api/v1/me", headers={"Authorization": f"Bearer {plain}"}).status_code == 401


def test_a_fault_of_ours_is_a_problem_with_the_number_to_quote(program, monkeypatch):
    def fail(_user):
        raise RuntimeError("broken")

    monkeypatch.setattr("servicecloud.api.identity.views.standing_of", fail)
    client = program("operator")
    client.raise_request_exception = False

    response = client.get("/api/v1/me")

    assert response.status_code == 500
    assert response.json()["code"] == "server_error"
    assert response.json()["request_id"] == response.headers["X-Request-Id"]
    assert "broken" not in response.content.decode()


def test_every_code_stands_for_one_refusal_only_and_is_explained_on_the_page(client, db):
    page = client.get("/developers/").content.decode()

    assert all(f'id="{problem.code}"' in page for problem in problems())
    assert len(problems()) > 20
