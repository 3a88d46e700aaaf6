"""One proof for many entries: it leads to the root exactly when every leaf stands where it was sealed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.evidence.covering import covering_digests, root_from_covering
from plumbline.evidence.hashing import hasher
from plumbline.evidence.merkle import tree_root


class Store:
    """All leaves, no kept subtrees."""

    def __init__(self, leaves):
        self.all = leaves

    def leaves(self, start, stop):
        return self.all[start:stop]

    def subtrees(self, _keys):
        return {}


def leaf(number):
    return hasher().leaf(str(number).encode())


@st.composite
def chosen(draw):
    count = draw(st.integers(1, 70))
    return count, sorted(draw(st.sets(st.integers(0, count - 1))))


@given(chosen())
def test_it_leads_to_the_root_of_the_whole_tree(case):
    count, wanted = case
    leaves = [leaf(number) for number in range(count)]

    proof = list(covering_digests(Store(leaves), wanted, count=count))

    assert root_from_covering([(at, leaves[at]) for at in wanted], proof, count=count) == tree_root(leaves)
    assert len(proof) <= max(1, len(wanted) * count.bit_length())


@given(chosen(), st.data())
def test_whatever_is_changed_leads_elsewhere(case, data):
    count, wanted = case
    leaves = [leaf(number) for number in range(count)]
    proof = list(covering_digests(Store(leaves), wanted, count=count))
    known = [(at, leaves[at]) for at in wanted]
    root = tree_root(leaves)
    changes = [(known, [*proof, leaf("more")]), ([*known, (count, leaf("beyond"))], proof)]
    if known:
        at = data.draw(st.integers(0, len(known) - 1))
        changes.append(([*known[:at], (known[at][0], leaf("forged")), *known[at + 1 :]], proof))
        changes.append(([*known[:at], *known[at + 1 :]], proof))
    if proof:
        at = data.draw(st.integers(0, len(proof) - 1))
        changes.append((known, [*proof[:at], leaf("forged"), *proof[at + 1 :]]))
        changes.append((known, [*proof[:at], *proof[at + 1 :]]))
    for leaves_given, proof_given in changes:
        assert root_from_covering(leaves_given, proof_given, count=count) != root


def test_leaves_out_of_order_prove_nothing():
    leaves = [leaf(number) for number in range(8)]
    proof = list(covering_digests(Store(leaves), [2, 5], count=8))

    assert root_from_covering([(5, leaves[5]), (2, leaves[2])], proof, count=8) is None


def test_leaves_asked_out_of_order_are_refused():
    with pytest.raises(ValueError, match="not in order"):
        list(covering_digests(Store([leaf(0)] * 8), [5, 2], count=8))
