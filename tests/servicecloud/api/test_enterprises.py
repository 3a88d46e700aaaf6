"""Reading and writing the directory from other programs."""

from decimal import Decimal

import pytest
from django.conf import settings
from tests.servicecloud.factories import EnterpriseFactory

from servicecloud.activity.models import Act
from servicecloud.demo.city import credit_code
from servicecloud.directory.models import Enterprise
from servicecloud.identity.standing import scope_of_everything
from servicecloud.integrations.enums import ApiScope
from servicecloud.integrations.services.answers import forget_answers

LIST = "/api/v1/enterprises"
JSON = {"content_type": "application/json"}


def new_entry(**changed):
    return {
        "credit_code": credit_code(3_000_000),
        "name_zh": "澜川市新户机械有限公司",
        "region": "R1",
        "industry": "3411",
        **changed,
    }


def address_of(town):
    return f"{LIST}/{town.enterprise.pk}"


def test_the_list_holds_what_the_person_can_see(program, town):
    own = program("owner").get(LIST).json()["results"]
    every = program("operator").get(LIST).json()["results"]

    assert [row["id"] for row in own] == [town.enterprise.pk]
    assert {row["id"] for row in every} == {town.enterprise.pk, town.other.pk, town.free.pk}


def test_a_list_is_read_page_by_page_with_no_row_twice_while_others_are_added(program, town):
    client = program("operator")
    first = client.get(LIST, {"limit": 2}).json()
    added = EnterpriseFactory()

    second = client.get(first["next"]).json()

    ids = [row["id"] for row in first["results"] + second["results"]]
    assert ids == sorted({town.enterprise.pk, town.other.pk, town.free.pk, added.pk})
    assert second["next"] is None
    assert client.get(second["previous"]).json()["results"] == first["results"]


@pytest.mark.parametrize(
    ("query", "count"),
    [({"claimed": "yes"}, 2), ({"claimed": "no"}, 1), ({"section": "A"}, 0), ({"updated_since": "2099-01-01"}, 0)],
)
def test_a_list_is_narrowed_by_its_query(program, query, count):
    assert len(program("operator").get(LIST, query).json()["results"]) == count


@pytest.mark.parametrize(
    ("query", "field"),
    [({"limit": "0"}, "limit"), ({"section": "Ä"}, "section"), ({"updated_since": "soon"}, "updated_since")],
)
def test_a_wrong_filter_is_refused_in_both_languages_instead_of_ignored(program, query, field):
    problem = program("operator").get(LIST, query).json()

    assert (problem["status"], problem["code"]) == (422, "invalid")
    (complaint,) = problem["errors"]
    assert complaint["field"] == field
    assert complaint["messages"]["zh"] != complaint["messages"]["en"]


def test_a_cursor_we_did_not_make_is_refused(program):
    response = program("operator").get(LIST, {"cursor": "bm9uc2Vuc2U"})

    assert response.status_code == 422
    assert response.json()["errors"][0]["messages"]["en"] == [
        "This position in the list is not valid. Start again from the first page."
    ]


def test_people_appear_masked(program, town):
    found = program("owner").get(address_of(town)).json()

    assert found["contact_phone"] == "199****1234"
    assert found["contact_name"] == "王**"


def test_amounts_are_texts_so_that_no_program_rounds_them(program, town):
    (year,) = program("owner").get(address_of(town)).json()["figures"]

    assert year == {"year": 2023, "staff": 1500, "revenue_wan": "3000.0000", "assets_wan": "2000.0000"}


def test_an_added_enterprise_is_found_at_its_location_and_leaves_one_act(program):
    client = program("operator")

    response = client.post(LIST, new_entry(), **JSON)

    assert response.status_code == 201
    assert response.headers["ETag"] == '"1"'
    assert client.get(response.headers["Location"]).json() == response.json()
    with scope_of_everything():
        assert [act.verb for act in Act.objects.filter(object_id=str(response.json()["id"]))] == ["enterprise.created"]
    assert response.json()["section"] == "C"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"credit_code": "91999900MB2000000X"}, "credit_code"),
        ({"industry": "9999"}, "industry"),
        ({"region": "nowhere"}, "region"),
        ({"region": "\x00"}, "region"),
        ({"name_zh": ""}, "name_zh"),
        ({"size_class": "large"}, "size_class"),
    ],
)
def test_a_wrong_entry_is_refused_with_the_field_and_changes_nothing(program, changed, field):
    before = Enterprise.everywhere.count()

    response = program("operator").post(LIST, new_entry(**changed), **JSON)

    assert response.status_code == 422
    assert [complaint["field"] for complaint in response.json()["errors"]] == [field]
    assert Enterprise.everywhere.count() == before


def test_a_code_the_directory_has_already_is_refused(program, town):
    response = program("operator").post(LIST, new_entry(credit_code=town.free.credit_code), **JSON)

    assert response.json()["errors"][0]["messages"]["zh"] == ["名录中已有这个统一社会信用代码的企业。"]


def test_the_same_key_with_the_same_body_gives_the_same_answer_and_one_enterprise(program):
    client = program("operator")
    headers = {"Idempotency-Key": "a-1"}

    first = client.post(LIST, new_entry(), headers=headers, **JSON)
    second = client.post(LIST, dict(reversed(new_entry().items())), headers=headers, **JSON)

    assert (second.status_code, second.json()) == (first.status_code, first.json())
    assert second.headers["Location"] == first.headers["Location"]
    assert "Idempotency-Replayed" not in first.headers
    assert second.headers["Idempotency-Replayed"] == "true"
    assert Enterprise.everywhere.filter(credit_code=credit_code(3_000_000)).count() == 1


def test_the_same_key_with_another_body_is_refused(program):
    client = program("operator")
    headers = {"Idempotency-Key": "a-1"}
    client.post(LIST, new_entry(), headers=headers, **JSON)

    response = client.post(LIST, new_entry(credit_code=credit_code(3_000_001)), headers=headers, **JSON)

    assert (response.status_code, response.json()["code"]) == (409, "idempotency_key_reused")
    assert not Enterprise.everywhere.filter(credit_code=credit_code(3_000_001)).exists()


def test_a_refused_act_may_be_mended_under_the_same_key(program):
    client = program("operator")
    headers = {"Idempotency-Key": "a-1"}

    refused = client.post(LIST, new_entry(industry="9999"), headers=headers, **JSON)
    mended = client.post(LIST, new_entry(), headers=headers, **JSON)

    assert (refused.status_code, mended.status_code) == (422, 201)


def test_keys_of_two_people_have_nothing_to_do_with_each_other(program):
    headers = {"Idempotency-Key": "a-1"}
    program("operator").post(LIST, new_entry(), headers=headers, **JSON)

    response = program("desk").post(LIST, new_entry(credit_code=credit_code(3_000_001)), headers=headers, **JSON)

    assert response.status_code == 201


def test_answers_are_forgotten_after_a_day(program):
    client = program("operator")
    client.post(LIST, new_entry(), headers={"Idempotency-Key": "a-1"}, **JSON)

    assert forget_answers() == 0
    assert forget_answers(hours=0) == 1


@pytest.mark.parametrize("key", [" ", "x" * 121, "a b", "\x7f"])
def test_a_key_that_cannot_be_kept_is_refused(program, key):
    response = program("operator").post(LIST, new_entry(), headers={"Idempotency-Key": key}, **JSON)

    assert (response.status_code, response.json()["code"]) == (400, "idempotency_key_unreadable")


def test_an_edit_names_its_version_and_gets_the_next_one(program, town):
    client = program("owner")
    version = client.get(address_of(town)).headers["ETag"]

    response = client.patch(address_of(town), {"address": "望潮路1号"}, headers={"If-Match": version}, **JSON)

    assert response.status_code == 200
    assert response.headers["ETag"] == '"2"'
    assert response.json()["address"] == "望潮路1号"
    assert response.json()["name_zh"] == town.enterprise.name_zh


def test_a_stale_edit_writes_nothing_and_names_what_differs(program, town):
    client = program("owner")
    first = {"address": "望潮路1号", "region": "R1", "website": "https://a.example/"}
    client.patch(address_of(town), first, headers={"If-Match": '"1"'}, **JSON)

    second = {"address": "石桥街2号", "region": "R1", "contact_phone": "19900005678"}
    response = client.patch(address_of(town), second, headers={"If-Match": '"1"'}, **JSON)

    problem = response.json()
    assert (response.status_code, problem["code"], problem["current_version"]) == (409, "stale_record", 2)
    assert problem["differences"] == [
        {"field": "address", "current": "望潮路1号", "submitted": "石桥街2号"},
        {"field": "contact_phone", "current": "199****1234", "submitted": "19900005678"},
    ]
    assert client.get(address_of(town)).json()["address"] == "望潮路1号"


@pytest.mark.parametrize(
    ("header", "status", "code"), [(None, 428, "version_missing"), ("1", 400, "version_unreadable")]
)
def test_an_edit_without_a_readable_version_is_refused(program, town, header, status, code):
    headers = {"If-Match": header} if header else {}

    response = program("owner").patch(address_of(town), {"address": "望潮路1号"}, headers=headers, **JSON)

    assert (response.status_code, response.json()["code"]) == (status, code)


def test_figures_of_an_ended_year_change_the_size_class(program, town):
    response = program("owner").put(f"{address_of(town)}/figures/2024", {"staff": 5, "revenue_wan": "10.5"}, **JSON)

    assert response.status_code == 200
    assert response.json()["size_class"] == "micro"
    assert Decimal(response.json()["figures"][0]["revenue_wan"]) == Decimal("10.5")
    assert response.json()["figures"][0]["assets_wan"] is None


def test_figures_of_a_year_that_has_not_ended_are_refused(program, town):
    response = program("owner").put(f"{address_of(town)}/figures/2099", {"staff": 5}, **JSON)

    assert response.status_code == 422
    assert response.json()["errors"][0]["messages"]["en"] == ["2099 has not ended yet. Please give a year that has."]


def test_a_token_opens_only_the_scopes_it_was_made_for(program, town):
    reader = program("owner", ApiScope.DIRECTORY_READ)

    response = reader.patch(address_of(town), {"address": "x"}, headers={"If-Match": '"1"'}, **JSON)

    assert reader.get(address_of(town)).status_code == 200
    assert (response.status_code, response.json()["code"]) == (403, "scope_missing")


def test_the_code_of_a_merged_entry_gives_its_survivor_in_the_public_register(program, town):
    Enterprise.everywhere.filter(pk=town.free.pk).update(state="merged", merged_into=town.other)

    found = program("visitor").get(f"/api/v1/register/{town.free.credit_code}").json()

    assert found["credit_code"] == town.other.credit_code


def test_the_public_register_gives_no_address_no_people_and_no_figures(client, town):
    (first, *_rest) = client.get("/api/v1/register").json()["results"]

    assert not {"address", "contact_name", "contact_phone", "figures", "id"} & set(first)


def test_a_session_counts_for_nothing_here(sign_in, town):
    assert sign_in(town.people["operator"]).get(LIST).status_code == 401


def test_without_a_token_an_address_may_ask_sixty_times_a_minute(client, db):
    used = [client.get("/api/v1/institutions").status_code for _number in range(settings.API_RATE_OF_ADDRESS[0] + 1)]
    response = client.get("/api/v1/institutions")

    assert used[-1] in {200, 429}  # the minute may have turned over meanwhile
    assert used[:-1].count(200) >= settings.API_RATE_OF_ADDRESS[0] - 1
    assert {"RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"} <= set(response.headers)
