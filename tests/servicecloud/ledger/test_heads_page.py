"""Anybody checks the head they kept: it is on the chain, and the later one continues it."""

import re

import pytest
from tests.servicecloud.ledger.making import fact, keep_measure
from tests.servicecloud.ledger.test_pages import text_of

from plumbline.evidence.proof import ConsistencyProof, consistency_faults, read_proof
from plumbline.evidence.seal import Head
from servicecloud.identity.standing import scope_of_everything
from servicecloud.ledger.models import SealRecord
from servicecloud.ledger.services.posting import post
from servicecloud.ledger.services.sealing import seal_waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(unit) -> list[SealRecord]:
    """Five seals, after 1, 2, 3, 4 and 5 entries."""
    keep_measure()
    with scope_of_everything():
        for number in range(5):
            post(fact(number, owner=unit.pk))
            seal_waiting()
    return list(SealRecord.objects.order_by("number"))


@pytest.mark.parametrize(("old", "new"), [(1, 2), (1, 5), (2, 4), (3, 5), (5, 5), (4, 2)])
def test_any_two_heads_are_compared_in_either_order(client, chain, old, new):
    page = text_of(client.get(f"/proof/heads/?old={old}&new={new}"))

    first, last = sorted((old, new))
    assert "核验通过" in page
    assert f"第 {first} 条处的链首在链上，第 {last} 条处的链首是它的延续" in page


def test_a_head_that_was_kept_is_held_against_the_present_one(client, chain):
    page = text_of(client.get(f"/proof/heads/?old=2&old_digest={chain[1].digest.upper()}"))

    assert "第 2 条处的链首在链上，第 5 条处的链首是它的延续" in page


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("old=2&old_digest=" + "ab" * 32, "不是您给出的那一个"),
        ("old=9", "没有在第9条处封存过"),
        ("old=1&new=2&new_digest=" + "ab" * 32, "第2条处的链首不是您给出的那一个"),
        ("old=2&old_digest=xyz", "输入一个有效的值"),
        ("old=0", "大于或等于1"),
        ("old=", "必填"),
    ],
)
def test_a_head_that_is_not_ours_is_told_so(client, chain, query, sentence):
    page = text_of(client.get(f"/proof/heads/?{query}"))

    assert sentence in page
    assert "核验通过" not in page


def test_the_proof_of_two_heads_is_what_the_offline_command_accepts(client, chain):
    response = client.get("/proof/heads.json?old=2&new=5")

    proof = read_proof(response.content)
    assert isinstance(proof, ConsistencyProof)
    assert consistency_faults(proof, old=Head(chain[1].digest, 2), new=Head(chain[4].digest, 5)) == ()
    assert consistency_faults(proof, old=Head(chain[2].digest, 3), new=Head(chain[4].digest, 5)) != ()


@pytest.mark.parametrize(("query", "status", "code"), [("old=9", 404, "unknown_head"), ("old=x", 422, "invalid_input")])
def test_programs_are_told_what_is_wrong_with_the_heads_they_ask_for(client, chain, query, status, code):
    response = client.get(f"/proof/heads.json?{query}")

    assert (response.status_code, response.json()["code"]) == (status, code)


def test_every_head_is_listed_with_the_way_to_check_it(client, chain):
    content = client.get("/proof/heads/").content.decode()

    assert re.findall(r"\?old=(\d)&amp;old_digest=(\w{8})", content) == [
        (str(each.last), each.digest[:8]) for each in reversed(chain)
    ]


def test_without_seals_the_page_says_so(client):
    page = text_of(client.get("/proof/heads/?old=1"))

    assert "还没有封存" in page
