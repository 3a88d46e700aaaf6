"""The worked example and the lists of the documentation are what the code does."""

import typing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from plumbline.evidence import findings
from plumbline.evidence.entry import EntryRecord, canonical_bytes, decode_entry, entry_digest
from plumbline.evidence.hashing import hasher
from plumbline.evidence.merkle import Frontier, tree_root
from plumbline.evidence.seal import Seal, close_entries, seal_digest

DOCS = Path(__file__).parents[3] / "docs"


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_every_digest_of_the_worked_example_is_computed_again():
    page = read("explanation/evidence.md")
    lines = [line.encode() for line in page.splitlines() if line.startswith('{"act"')]
    entries = [decode_entry(line) for line in lines]
    leaves = [entry_digest(entry) for entry in entries]
    first = close_entries(
        leaves[:2],
        previous=None,
        frontier=Frontier(),
        sealed_at=datetime(2023, 5, 3, 16, tzinfo=UTC),
        algorithm="sm3",
    )
    second = close_entries(
        leaves[2:],
        previous=first.seal,
        frontier=first.frontier,
        sealed_at=datetime(2023, 5, 4, 16, tzinfo=UTC),
        algorithm="sm3",
    )

    shown = [row.split("`")[1] for row in page.splitlines() if row.startswith("|") and row.count("`") == 2]

    assert [canonical_bytes(entry) for entry in entries] == lines
    assert shown == [
        *(leaf.hex() for leaf in leaves),
        tree_root(leaves[:2]).hex(),
        tree_root(leaves).hex(),
        hasher("sm3").digest_list(leaves[:2]).hex(),
        seal_digest(first.seal),
        seal_digest(second.seal),
    ]


def test_the_reference_names_every_finding():
    page = read("reference/evidence-format.md")

    assert [kind for kind in typing.get_args(findings.Kind) if f"`{kind}`" not in page] == []


@pytest.mark.parametrize("struct", [EntryRecord, Seal])
def test_the_reference_names_every_field_and_they_stand_in_canonical_order(struct: type[EntryRecord] | type[Seal]):
    page = read("reference/evidence-format.md")

    assert [field for field in struct.__struct_fields__ if f"`{field}`" not in page] == []
    assert sorted(struct.__struct_fields__) == list(struct.__struct_fields__)


@pytest.mark.parametrize("kind", typing.get_args(findings.Kind))
def test_every_finding_has_a_sentence_in_both_languages(kind: findings.Kind):
    found = findings.finding(kind, entry=1, last_entry=2, seal=3, line=4, detail=("细节", "detail"))

    assert found.message("zh") != found.message("en")
    assert "{" not in found.message("zh") + found.message("en")
