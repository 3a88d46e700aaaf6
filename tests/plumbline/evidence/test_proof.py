import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.effort import tries
from tests.plumbline.evidence.chains import Ledger, make_entry
from tests.plumbline.evidence.test_merkle import ListStore

from plumbline.errors import PlumblineError, UnreadableFileError
from plumbline.evidence.proof import (
    consistency_faults,
    inclusion_faults,
    proof_bytes,
    prove_consistency,
    prove_inclusion,
    read_proof,
)
from plumbline.evidence.seal import head_of

LEDGER = Ledger([4, 1, 7, 3, 5])
STORE = ListStore(LEDGER.digests(), keep=True)
HEADS = [head_of(seal) for seal in LEDGER.seals]


@settings(max_examples=tries(40), deadline=None)
@given(st.integers(0, 4), st.data())
def test_the_proof_of_an_entry_survives_its_file_and_shows_nothing_else(number: int, data: st.DataObject):
    seal = LEDGER.seals[number]
    sequence = data.draw(st.integers(1, seal.last))
    proof = read_proof(proof_bytes(prove_inclusion(STORE, LEDGER.entries[sequence - 1], sequence=sequence, seal=seal)))

    assert inclusion_faults(proof, head=HEADS[number]) == ()
    assert inclusion_faults(proof, head=HEADS[number - 1])
    for forged in (
        msgspec.structs.replace(proof, entry=make_entry(500)),
        msgspec.structs.replace(proof, sequence=sequence + 1),
        msgspec.structs.replace(proof, sequence=0),
        msgspec.structs.replace(proof, path=(*proof.path, "00" * 32)),
        msgspec.structs.replace(proof, path=(*proof.path, "zz")),
        msgspec.structs.replace(proof, seal=msgspec.structs.replace(seal, root="00" * 32)),
    ):
        assert [found.kind for found in inclusion_faults(forged, head=HEADS[number])] == ["proof_mismatch"]


@settings(max_examples=tries(40), deadline=None)
@given(st.integers(0, 4), st.integers(0, 4))
def test_any_two_heads_of_one_ledger_are_shown_to_agree(one: int, other: int):
    old, new = sorted((one, other))
    proof = read_proof(proof_bytes(prove_consistency(STORE, old=LEDGER.seals[old], new=LEDGER.seals[new])))

    assert consistency_faults(proof, old=HEADS[old], new=HEADS[new]) == ()


def test_a_rewritten_past_is_not_consistent_with_the_published_head():
    rewritten = Ledger([4, 1, 7])
    rewritten_seals = Ledger([3, 2, 7]).seals
    proof = prove_consistency(STORE, old=LEDGER.seals[0], new=LEDGER.seals[2])

    forged = msgspec.structs.replace(proof, new=rewritten_seals[2])
    assert consistency_faults(forged, old=HEADS[0], new=HEADS[2])
    short = msgspec.structs.replace(proof, path=proof.path[:-1])
    assert consistency_faults(short, old=HEADS[0], new=HEADS[2])
    assert consistency_faults(proof, old=HEADS[1], new=HEADS[2])
    assert rewritten.head == HEADS[2]


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"format":"plumbline-consistency-proof"}', b"\xff"])
def test_what_is_no_proof_is_refused(data: bytes):
    with pytest.raises(UnreadableFileError):
        read_proof(data)


def test_a_proof_with_an_impossible_entry_is_refused():
    data = proof_bytes(prove_inclusion(STORE, LEDGER.entries[0], sequence=1, seal=LEDGER.seals[0]))

    with pytest.raises(PlumblineError):
        read_proof(data.replace(b'"id": 3', b'"id": 0'))
