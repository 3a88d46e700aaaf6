"""Cutting, asking and marking: plain functions."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servicecloud.search.asking import as_fts5, as_tsquery, read_question
from servicecloud.search.snippets import Piece, marked, snippet
from servicecloud.search.words import asked_words, body_tokens, normal, pairs, synonyms, title_tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("专精特新企业", ["专精特新", "企业"]),
        ("小巨人 免申即享", ["小巨人", "免申即享"]),
        ("ＳＭＥ　Policy", ["sme", "policy"]),
        ("91999900MB1000000X", ["91999900mb1000000x"]),
        ("桥", ["桥"]),
        ("！？，。", []),
        ("", []),
    ],
)
def test_a_question_is_cut_into_the_words_of_the_field(text, words):
    assert asked_words(text) == words


def test_single_characters_in_a_row_are_one_word():
    assert "屿枞" in "".join(asked_words("屿枞"))
    assert len(asked_words("屿枞")) == 1


def test_a_title_is_found_by_any_two_of_its_neighbouring_characters():
    title = "澜川市远桥通用机械有限公司"

    assert set(pairs(title)) <= set(title_tokens(title).split())


def test_long_words_are_indexed_with_their_parts():
    assert {"有限", "公司", "有限公司"} <= set(body_tokens("有限公司").split())


def test_a_word_brings_its_synonyms_both_ways():
    assert "融资" in synonyms()["贷款"]
    assert "贷款" in synonyms()["融资"]


def test_an_expression_offers_the_word_its_pairs_and_its_synonyms():
    asked = read_question("专精特新 贷款")

    assert as_fts5(asked).startswith('("专精特新" OR ("专精" AND "精特" AND "特新")')
    assert '"融资"' in as_fts5(asked)
    assert as_tsquery(asked).startswith("('专精特新' | ('专精' & '精特' & '特新')")


def test_what_is_being_typed_may_be_the_beginning_of_a_word_in_a_title():
    asked = read_question("机", is_typing=True)

    assert as_fts5(asked) == '{tokens_title} : (("机" *))'
    assert as_tsquery(asked) == "('机':*A)"


@given(st.text(max_size=40))
@settings(max_examples=150, deadline=None)
def test_whatever_is_typed_no_operator_or_quote_reaches_the_expression(text):
    asked = read_question(text)

    bare = re.sub(r'"[^"\W]+"', "", as_fts5(asked))
    assert re.fullmatch(r"(?:\(|\)| |\*|AND|OR)*", bare)
    bare = re.sub(r"'[^'\W]+'(:\*)?", "", as_tsquery(asked))
    assert re.fullmatch(r"[()|& ]*", bare)


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=4), max_size=3))
@settings(max_examples=100, deadline=None)
def test_marking_changes_no_character(text, words):
    assert "".join(piece.text for piece in marked(text, tuple(words))) == text


def test_the_words_are_marked_whatever_their_case():
    assert marked("Far Bridge 机械", ("bridge", "机械")) == [
        Piece("Far ", is_hit=False),
        Piece("Bridge", is_hit=True),
        Piece(" ", is_hit=False),
        Piece("机械", is_hit=True),
    ]


def test_a_snippet_shows_the_first_word_found_in_a_long_text():
    pieces = snippet("前" * 300 + "融资担保" + "后" * 300, ("融资",))
    text = "".join(piece.text for piece in pieces)

    assert "融资" in text
    assert text.startswith("…")
    assert text.endswith("…")
    assert Piece("融资", is_hit=True) in pieces


def test_text_without_the_words_is_shown_from_its_beginning():
    assert "".join(piece.text for piece in snippet("短文", ("没有",))) == "短文"


def test_full_width_and_capitals_make_no_difference():
    assert normal("ＡＢｃ１２") == "abc12"
