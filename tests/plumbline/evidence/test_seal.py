from datetime import timedelta

import msgspec
import pytest
from tests.plumbline.evidence.chains import FIRST_SEAL, Ledger

from plumbline.evidence.errors import SealRefusedError
from plumbline.evidence.hashing import hasher
from plumbline.evidence.merkle import Frontier
from plumbline.evidence.seal import (
    GENESIS,
    MAX_SEAL_ENTRIES,
    canonical_seal,
    close_entries,
    head_of,
    seal_digest,
    sign_seal,
    signature_holds,
)

LEDGER = Ledger([2, 3])
PRIVATE_KEY = bytes(range(32))


def test_each_seal_holds_the_digest_of_the_one_before():
    first, second = LEDGER.seals

    assert first.previous == GENESIS
    assert second.previous == seal_digest(first)
    assert (second.first, second.last, second.number) == (3, 5, 2)


def test_the_head_is_the_digest_of_the_last_seal_and_the_count_of_entries():
    assert head_of(LEDGER.seals[1]).count == 5
    assert head_of(LEDGER.seals[1]).digest == hasher("sm3").seal(canonical_seal(LEDGER.seals[1])).hex()


@pytest.mark.parametrize(
    "changes",
    [
        {"leaves": []},
        {"leaves": [b"0" * 32] * (MAX_SEAL_ENTRIES + 1)},
        {"sealed_at": FIRST_SEAL - timedelta(seconds=1)},
        {"sealed_at": FIRST_SEAL.replace(tzinfo=None)},
        {"algorithm": "sha256"},
        {"frontier": Frontier()},
        {"frontier": LEDGER.sealings[1].frontier},
    ],
)
def test_a_seal_that_does_not_follow_is_refused(changes: dict[str, object]):
    first = LEDGER.sealings[0]
    arguments = {"previous": first.seal, "frontier": first.frontier, "sealed_at": FIRST_SEAL, "algorithm": "sm3"}
    arguments |= {"leaves": [b"0" * 32]} | changes

    with pytest.raises(SealRefusedError) as refused:
        close_entries(arguments.pop("leaves"), **arguments)
    assert refused.value.code == "seal_refused"


def test_sealing_leaves_the_tree_it_was_given_as_it_was():
    first = LEDGER.sealings[0]
    before = first.frontier.roots

    close_entries([b"0" * 32], previous=first.seal, frontier=first.frontier, sealed_at=FIRST_SEAL, algorithm="sm3")

    assert first.frontier.roots == before


def test_a_signature_holds_for_its_seal_and_key_alone():
    first, second = LEDGER.seals
    signature = sign_seal(first, private_key=PRIVATE_KEY)
    other_key = sign_seal(first, private_key=bytes(32)).key

    assert signature_holds(first, signature, public_key=signature.key)
    assert not signature_holds(second, signature, public_key=signature.key)
    assert not signature_holds(first, signature, public_key=other_key)
    broken = msgspec.structs.replace(signature, value="zz")
    assert not signature_holds(first, broken, public_key=signature.key)
