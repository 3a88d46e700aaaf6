import hashlib
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.effort import tries

from plumbline.evidence.errors import ProofRefusedError, UnknownAlgorithmError
from plumbline.evidence.hashing import hasher
from plumbline.evidence.merkle import (
    KEPT_LEVEL,
    Frontier,
    NodeKey,
    consistency_path,
    inclusion_path,
    load_frontier,
    root_from_inclusion,
    roots_from_consistency,
    tree_root,
)

# The inputs and roots used by the implementations of Certificate Transparency.
CT_INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
CT_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [hasher("sm3").leaf(number.to_bytes(4, "big")) for number in range(1200)]


class ListStore:
    """Leaf digests in a list, kept subtree roots in a dict, and a count of the leaves that were read."""

    def __init__(self, leaves: Sequence[bytes], *, keep: bool) -> None:
        self._leaves = leaves
        kept = Frontier().extend(leaves) if keep else []
        self.kept = {(each.level, each.index): each.digest for each in kept}
        self.read = 0

    def leaves(self, start: int, stop: int) -> Sequence[bytes]:
        self.read += stop - start
        return self._leaves[start:stop]

    def subtrees(self, keys: Sequence[NodeKey]) -> Mapping[NodeKey, bytes]:
        return {key: self.kept[key] for key in keys if key in self.kept}


def naive_root(leaves: Sequence[bytes]) -> bytes:
    """RFC 9162 2.1.1, to the letter."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hasher("sm3").node(naive_root(leaves[:split]), naive_root(leaves[split:]))


def test_sm3_of_abc_is_the_published_digest():
    assert hasher("sm3").plain(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_the_four_uses_of_a_digest_never_meet():
    digests = hasher("sha256")
    one, two = b"1" * 32, b"2" * 32

    assert digests.leaf(one + two) == hashlib.sha256(b"\x00" + one + two).digest()
    assert digests.node(one, two) == hashlib.sha256(b"\x01" + one + two).digest()
    assert digests.seal(one + two) == hashlib.sha256(b"\x02" + one + two).digest()
    assert digests.digest_list([one, two]) == hashlib.sha256(b"\x03" + one + two).digest()


def test_an_unknown_algorithm_is_refused_by_name():
    with pytest.raises(UnknownAlgorithmError, match="md5"):
        hasher("md5")


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_certificate_transparency(size: int):
    leaves = [hasher("sha256").leaf(bytes.fromhex(text)) for text in CT_INPUTS[:size]]

    assert tree_root(leaves, algorithm="sha256").hex() == CT_ROOTS[size]


@settings(max_examples=tries(40), deadline=None)
@given(st.lists(st.integers(0, 90), max_size=9))
def test_a_tree_grown_in_any_steps_has_the_root_of_the_definition(steps: list[int]):
    frontier = Frontier()
    for step in steps:
        frontier.extend(LEAVES[frontier.count : frontier.count + step])

    if frontier.count:
        assert frontier.root() == naive_root(LEAVES[: frontier.count])
    assert len(frontier.roots) == frontier.count.bit_count()


def test_exactly_the_full_subtrees_of_256_leaves_and_more_are_kept_whatever_the_steps():
    frontier = Frontier()
    kept = [each for step in (100, 300, 1, 624, 175) for each in frontier.extend(LEAVES[frontier.count :][:step])]

    expected = {(level, index) for level in (8, 9, 10) for index in range(1200 >> level)}
    assert len(kept) == len(expected)
    for each in kept:
        assert each.digest == naive_root(LEAVES[each.index << each.level : (each.index + 1) << each.level])
    assert {(each.level, each.index) for each in kept} == expected


@settings(max_examples=tries(60), deadline=None)
@given(st.integers(1, 1200), st.data())
def test_inclusion_proofs_verify_and_no_other_leaf_place_or_path_does(count: int, data: st.DataObject):
    leaf = data.draw(st.integers(0, count - 1))
    store = ListStore(LEAVES, keep=data.draw(st.booleans()))
    root = tree_root(LEAVES[:count])

    path = inclusion_path(store, leaf=leaf, count=count)

    assert root_from_inclusion(LEAVES[leaf], path, leaf=leaf, count=count) == root
    assert root_from_inclusion(LEAVES[leaf - 1], path, leaf=leaf, count=count) != root or count == 1
    assert root_from_inclusion(LEAVES[leaf], (*path, LEAVES[0]), leaf=leaf, count=count) != root
    assert root_from_inclusion(LEAVES[leaf], path, leaf=count, count=count) is None
    if path:
        assert root_from_inclusion(LEAVES[leaf], path[:-1], leaf=leaf, count=count) != root
        assert root_from_inclusion(LEAVES[leaf], path, leaf=(leaf + 1) % count, count=count) != root


@settings(max_examples=tries(60), deadline=None)
@given(st.integers(1, 1200), st.data())
def test_consistency_proofs_verify_and_a_changed_past_does_not(new: int, data: st.DataObject):
    old = data.draw(st.integers(1, new))
    store = ListStore(LEAVES, keep=data.draw(st.booleans()))
    roots = (tree_root(LEAVES[:old]), tree_root(LEAVES[:new]))

    path = consistency_path(store, old=old, new=new)

    assert roots_from_consistency(roots[0], path, old=old, new=new) == roots
    if old < new:
        changed = [LEAVES[-1], *LEAVES[1:old]]
        assert roots_from_consistency(tree_root(changed), path, old=old, new=new) != (tree_root(changed), roots[1])
        assert roots_from_consistency(roots[0], path[:-1], old=old, new=new) != roots
        assert roots_from_consistency(roots[0], (*path, LEAVES[0]), old=old, new=new) != roots


def test_a_proof_reads_at_most_two_blocks_of_leaves():
    store = ListStore(LEAVES, keep=True)

    inclusion_path(store, leaf=700, count=1199)

    assert store.read <= 2 << KEPT_LEVEL


def test_a_tree_is_read_back_from_its_store_and_grows_on():
    store = ListStore(LEAVES, keep=True)

    frontier = load_frontier(store, count=777)
    frontier.extend(LEAVES[777:1000])

    assert frontier.root() == naive_root(LEAVES[:1000])


@pytest.mark.parametrize(("leaf", "count"), [(-1, 5), (5, 5), (0, 0)])
def test_a_proof_of_a_leaf_that_is_not_there_is_refused(leaf: int, count: int):
    with pytest.raises(ProofRefusedError):
        inclusion_path(ListStore(LEAVES, keep=False), leaf=leaf, count=count)


@pytest.mark.parametrize(("old", "new"), [(0, 5), (6, 5)])
def test_a_consistency_proof_between_impossible_sizes_is_refused(old: int, new: int):
    with pytest.raises(ProofRefusedError):
        consistency_path(ListStore(LEAVES, keep=False), old=old, new=new)


def test_a_store_that_lost_leaves_is_refused_instead_of_proving_nonsense():
    with pytest.raises(ProofRefusedError):
        inclusion_path(ListStore(LEAVES[:5], keep=False), leaf=0, count=9)


def test_a_saved_tree_of_the_wrong_shape_is_refused():
    with pytest.raises(ProofRefusedError):
        Frontier(5, LEAVES[:1])
