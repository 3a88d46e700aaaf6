"""Programs read the ledger as far as their person does: numbers with their rule, entries, proofs, seals."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.servicecloud.ledger.access_rows import FIELDS, a_register

from plumbline.evidence.proof import ConsistencyProof, InclusionProof, consistency_faults, inclusion_faults, read_proof
from plumbline.evidence.seal import Head
from servicecloud.identity.standing import scope_of_everything
from servicecloud.integrations.enums import ApiScope
from servicecloud.ledger.models import Entry, SealRecord
from servicecloud.ledger.selectors.browsing import PER_PAGE
from servicecloud.ledger.services.posting import reverse
from servicecloud.ledger.services.registers import add_row, define_register
from servicecloud.ledger.services.sealing import seal_waiting

YEAR = timezone.localdate().year


@pytest.fixture
def register(town):
    """A register of the unit with two rows of thirty, sealed."""
    return a_register(town)


def add(town, register, *, day=3, quantity=5, **values):
    with scope_of_everything():
        return add_row(
            actor=town.people["project"],
            register_id=register.pk,
            values={"happened_on": date(YEAR, 1, day), "quantity": Decimal(quantity), **values},
        ).entry_id


def test_a_number_comes_with_its_rule_and_the_head(program, town, register):
    answer = program("project", ApiScope.LEDGER_READ).get(
        f"/api/v1/measures/{register.code}/figure", {"since": f"{YEAR}-01-01", "until": f"{YEAR}-01-31"}
    )

    found = answer.json()
    assert (found["number"], found["unit"], found["counted"], found["not_counted"]) == ("60", "份", 2, 0)
    assert "已发放的会刊" in found["sentence"]["zh"]
    assert found["head"] == {"digest": SealRecord.objects.latest("number").digest, "count": 2}


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({"until": f"{YEAR}-01-01"}, "30"),
        ({"dimension": "d1:望潮区"}, "60"),
        ({"dimension": "d1:石桥区"}, "0"),
        ({"as_of": f"{YEAR}-01-01"}, "30"),
        ({"since": f"{YEAR}-02-01"}, "0"),
    ],
)
def test_a_number_is_narrowed_by_period_dimension_and_date(program, register, query, number):
    assert program("head").get(f"/api/v1/measures/{register.code}/figure", query).json()["number"] == number


def test_below_a_number_stand_its_entries_and_those_left_out_with_the_reason(program, town, register):
    wrong = add(town, register)
    with scope_of_everything():
        reverse(wrong, reason="填错", actor=town.people["project"])
    reader = program("project")
    below = f"/api/v1/measures/{register.code}/figure/entries"

    counted, left_out = reader.get(below).json(), reader.get(below, {"counted": "no"}).json()

    assert [line["why_not"] for line in counted["results"]] == [None, None]
    assert wrong in {line["entry"]["id"] for line in left_out["results"]}
    assert all(line["why_not"]["zh"] and line["why_not"]["en"] for line in left_out["results"])


def test_facets_tell_how_the_entries_are_spread(program, register):
    found = program("project").get(f"/api/v1/measures/{register.code}/facets").json()

    assert found == [
        {
            "name": "d1",
            "title_zh": "所在区",
            "title_en": "District",
            "values": [{"value": "望潮区", "entries": 2}],
        }
    ]


def test_entries_are_read_page_by_page_each_once(program, town, register):
    for number in range(7):
        add(town, register, day=1 + number % 3, note=str(number))
    reader = program("project")

    seen, link = [], "/api/v1/entries?limit=4"
    while link:
        page = reader.get(link).json()
        assert page["total"] == 9
        seen += [entry["id"] for entry in page["results"]]
        link = page["next"]

    assert len(seen) == 9
    assert set(seen) == set(Entry.everywhere.values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"dimension": "d1:望潮区"}, 2),
        ({"since": f"{YEAR}-01-02"}, 2),
        ({"act": "register:nothing"}, 0),
        ({"measure": "{code}"}, 3),
    ],
)
def test_entries_are_narrowed_by_their_query(program, town, register, query, count):
    add(town, register)
    asked = {name: text.format(code=register.code) for name, text in query.items()}

    assert len(program("project").get("/api/v1/entries", asked).json()["results"]) == count


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        ("entries", {"cursor": "abc"}, "cursor"),
        ("entries", {"dimension": "d1"}, "dimension.0"),
        ("entries", {"limit": 1000}, "limit"),
        ("measures/{code}/figure", {"since": "2023-02-01", "until": "2023-01-01"}, "since"),
        ("measures/{code}/figure", {"since": "1023-02-01"}, "since"),
        ("measures/{code}/figure/entries", {"counted": "perhaps"}, "counted"),
        ("seals/consistency", {"old": 0}, "old"),
        ("seals/consistency", {"old": 1, "old_digest": "xyz"}, "old_digest"),
    ],
)
def test_a_wrong_question_is_refused_in_both_languages(program, register, path, query, field):
    response = program("project").get(f"/api/v1/{path.format(code=register.code)}", query)

    assert response.status_code == 422
    assert [(each["field"], set(each["messages"])) for each in response.json()["errors"]] == [(field, {"zh", "en"})]


def test_the_proof_of_an_entry_holds_under_the_published_head(program, town, register):
    entry = Entry.everywhere.earliest("pk")
    reader = program("project")

    response = reader.get(f"/api/v1/entries/{entry.pk}/proof")

    proof, last = read_proof(response.content), SealRecord.objects.latest("number")
    assert isinstance(proof, InclusionProof)
    assert inclusion_faults(proof, head=Head(last.digest, last.last)) == ()
    waiting = add(town, register)
    refused = reader.get(f"/api/v1/entries/{waiting}/proof")
    assert (refused.status_code, refused.json()["code"]) == (409, "not_sealed_yet")


def test_two_heads_are_proved_to_be_of_one_history(program, town, register):
    add(town, register)
    seal_waiting()
    old, new = SealRecord.objects.order_by("number")
    reader = program("owner", ApiScope.LEDGER_READ)

    response = reader.get("/api/v1/seals/consistency", {"old": old.last, "old_digest": old.digest})
    foreign = reader.get("/api/v1/seals/consistency", {"old": old.last, "old_digest": new.digest})
    unknown = reader.get("/api/v1/seals/consistency", {"old": 99})

    proof = read_proof(response.content)
    assert isinstance(proof, ConsistencyProof)
    assert consistency_faults(proof, old=Head(old.digest, old.last), new=Head(new.digest, new.last)) == ()
    assert (foreign.status_code, foreign.json()["code"]) == (409, "foreign_head")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "unknown_head")
    assert [each["digest"] for each in reader.get("/api/v1/seals").json()["results"]] == [old.digest, new.digest]


def test_what_belongs_to_another_unit_does_not_exist_for_a_program(program, town, register):
    with scope_of_everything():
        other = define_register(actor=town.people["operator"], owner=town.organisations["operator"], values=FIELDS)
        hidden = add_row(
            actor=town.people["operator"], register_id=other.pk, values={"happened_on": date(YEAR, 1, 1), "quantity": 1}
        ).entry_id
        seal_waiting()
    reader = program("project")

    for path in (
        f"measures/{other.code}",
        f"measures/{other.code}/figure",
        f"measures/{other.code}/figure/entries",
        f"measures/{other.code}/facets",
        f"entries/{hidden}",
        f"entries/{hidden}/proof",
        f"entries?measure={other.code}",
        f"entries?owner={other.owner_id}",
        f"measures/{register.code}/figure?owner={other.owner_id}",
    ):
        assert reader.get(f"/api/v1/{path}").status_code == 404, path
    assert other.code not in {each["code"] for each in reader.get("/api/v1/measures").json()["results"]}
    assert hidden not in {each["id"] for each in reader.get("/api/v1/entries").json()["results"]}


def test_a_token_without_the_scope_reads_nothing_of_the_ledger(program, register):
    reader = program("project", ApiScope.DIRECTORY_READ)

    for path in ("measures", "entries", "seals", f"measures/{register.code}/figure"):
        assert reader.get(f"/api/v1/{path}").status_code == 403


def test_a_page_of_entries_asks_the_database_few_times_however_many_there_are(program, town, register):
    reader = program("project")
    asked = []
    for count in (2, PER_PAGE):
        for number in range(count):
            add(town, register, note=f"{count}-{number}")
        with CaptureQueriesContext(connection) as captured:
            reader.get("/api/v1/entries", {"limit": 200})
            reader.get(f"/api/v1/measures/{register.code}/figure/entries")
        asked.append(len(captured))

    assert asked[0] == asked[1] < 30
