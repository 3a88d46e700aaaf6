"""Rulebooks from a user's text: what may differ, and every fault at once."""

import contextlib
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.errors import PlumblineError
from plumbline.rulebooks import InvalidRulebookError, UnknownRulebookError, load_rulebook, rulebook_from_yaml

EXTENDS = "id: ours\nextends: national-2020\n"


def _faults(text: str) -> dict[str, str]:
    with pytest.raises(InvalidRulebookError) as refused:
        rulebook_from_yaml(text)
    return {fault.path: fault.message_en for fault in refused.value.faults}


def test_a_file_that_extends_gives_only_what_differs() -> None:
    base = load_rulebook("national-2020")

    ours = rulebook_from_yaml(
        EXTENDS
        + "title_zh: 本市规则\nreverse: {method: linear_to_double}\nrounding: {row: {how: truncate, places: 1}}\n"
    )

    assert (ours.id, ours.title_zh, ours.extends) == ("ours", "本市规则", "national-2020")
    assert ours.reverse.method == "linear_to_double"
    assert ours.reverse.cite == base.reverse.cite
    assert (ours.rounding.row.places, ours.rounding.funds) == (1, base.rounding.funds)
    assert ours.grades == base.grades


def test_lists_with_ids_are_joined_and_other_lists_replaced() -> None:
    base = load_rulebook("national-2020")

    ours = rulebook_from_yaml(
        EXTENDS
        + "documents: [{id: notice, title_zh: 本市通知, title_en: Our notice}]\n"
        + "audit: {thresholds: [{id: F-07, value: 85}]}\n"
        + "kinds: [self_evaluation]\n"
    )

    assert ours.audit_threshold("F-07") == 85
    assert len(ours.audit.thresholds) == len(base.audit.thresholds)
    assert [document.id for document in ours.documents] == [*(document.id for document in base.documents), "notice"]
    assert ours.kinds == ("self_evaluation",)


def test_null_takes_an_inherited_value_away() -> None:
    ours = rulebook_from_yaml("id: ours\nextends: shanghai-2022\nlast_year: null\n")

    assert ours.last_year is None
    assert ours.covers_year(2030)


def test_a_text_is_told_from_an_id() -> None:
    assert load_rulebook(EXTENDS).id == "ours"
    assert load_rulebook(" national-2020 ").id == "national-2020"


def test_an_unknown_id_names_the_known_ones() -> None:
    with pytest.raises(UnknownRulebookError) as refused:
        load_rulebook("national-1999")

    assert refused.value.code == "unknown_rulebook"
    assert "shanghai-2023" in refused.value.message("zh")
    assert "shanghai-2023" in refused.value.message("en")


def test_extending_an_unknown_book_is_refused() -> None:
    with pytest.raises(UnknownRulebookError):
        rulebook_from_yaml("id: ours\nextends: elsewhere\n")


def test_every_fault_is_listed_with_its_path() -> None:
    faults = _faults(
        EXTENDS
        + "colour: red\n"
        + "reverse: {method: sideways}\n"
        + "threshold: {floor: most}\n"
        + "first_year: soon\n"
        + "automatic: perhaps\n"
        + "kinds: self_evaluation\n"
        + "equality: full\n"
        + "documents: [{id: notice, title_zh: 通知, title_en: Notice, issued_on: yesterday}]\n"
        + "grades: {steps: [{name: 优, title_en: Excellent}]}\n"
    )

    assert set(faults) == {
        "colour",
        "reverse.method",
        "threshold.floor",
        "first_year",
        "automatic",
        "kinds",
        "equality",
        "documents[6].issued_on",
        "grades.steps[0].at_least",
    }
    assert faults["reverse.method"] == '"sideways" is none of: inverse_ratio, linear_to_double'


@pytest.mark.parametrize(
    ("section", "path"),
    [
        ("reverse: {cite: {document: nowhere, article: x, confidence: read}}", "reverse.cite.document"),
        ("weights: {schemes: [{id: default, output: 40}]}", "weights.schemes[0]"),
        ("weights: {total: 0}", "weights.total"),
        ("satisfaction: {bands: [{at_least: 90, share: 1}]}", "satisfaction.bands"),
        ("satisfaction: {bands: [{at_least: 10, share: 1}, {at_least: 20, share: 0.5}, {at_least: 0, share: 0}]}", "satisfaction.bands[1]"),
        ("satisfaction: {bands: [{at_least: 0, share: 1.5}]}", "satisfaction.bands[0].share"),
        ("grades: {steps: [{name: 优, title_en: A, at_least: 90}]}", "grades.steps"),
        ("grades: {steps: [{name: 优, title_en: A, at_least: 1}, {name: 差, title_en: B, at_least: 1}, {name: 劣, title_en: C, at_least: 0}]}", "grades.steps[1].at_least"),
        ("grades: {steps: [{name: 优, title_en: A, at_least: 1}, {name: 差, title_en: B, at_least: 0, aliases: [优]}]}", "grades.steps"),
        ("qualitative: {bands: []}", "qualitative.bands"),
        ("qualitative: {places: 9}", "qualitative.places"),
        ("threshold: {floor: 1}", "threshold.floor"),
        ("over_completion: {explain_from: 0.5}", "over_completion.explain_from"),
        ("over_completion: {deductions: [{at_least: 0.5, share: 0.1}]}", "over_completion.deductions[0].at_least"),
        ("rounding: {rate: {places: -1}}", "rounding.rate.places"),
        ("last_year: 1999", "last_year"),
        ("audit: {thresholds: [{id: F-99, value: 1, unit: ratio, meaning_zh: 甲, meaning_en: a, cite: {document: plumbline, article: 乙, confidence: design}}]}", "audit.thresholds"),
        ("threshold: {floor: NaN}", "threshold.floor"),
    ],
)  # fmt: skip
def test_values_that_do_not_fit_together_are_faults(section: str, path: str) -> None:
    assert path in _faults(EXTENDS + section + "\n")


def test_levels_must_join() -> None:
    bands = "[{level: achieved, low: 0.8, high: 1, words: [a]}, {level: partial, low: 0.6, high: 0.7, words: [b]}, {level: not_achieved, low: 0.1, high: 0.6, words: [c]}]"

    faults = _faults(f"{EXTENDS}qualitative: {{bands: {bands}}}\n")

    assert set(faults) == {"qualitative.bands[1]", "qualitative.bands[2].low"}


def test_a_file_that_stands_alone_must_be_complete() -> None:
    faults = _faults("id: ours\n")

    assert {"title_zh", "grades", "rounding", "documents"} <= set(faults)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("", ""),
        ("- a\n- b\n", ""),
        ("a: [\n", ""),
        ("id: ours\nid: again\nextends: national-2020\n", "id"),
        ("id: ours\nextends: national-2020\nweights: &w {}\nrounding: *w\n", "rounding"),
        ("extends: national-2020\n", "id"),
        ("id: national-2020\nextends: shanghai-2022\n", "id"),
        ("id: ours\nx: " + "[" * 5000 + "\n", ""),
        ("a: " + "x" * 1_000_001, ""),
    ],
)
def test_text_that_is_no_rulebook_is_refused_not_guessed(text: str, path: str) -> None:
    assert path in _faults(text)


def test_a_refusal_says_the_same_in_two_languages_and_survives_pickling() -> None:
    with pytest.raises(InvalidRulebookError) as refused:
        rulebook_from_yaml(EXTENDS + "colour: red\n")

    again = pickle.loads(pickle.dumps(refused.value))
    assert again.faults == refused.value.faults
    assert refused.value.code == "invalid_rulebook"
    assert "colour" in refused.value.message("zh")
    assert "colour" in refused.value.message("en")


@given(st.text(max_size=80))
def test_text_gives_a_rulebook_or_a_refusal_and_nothing_else(text: str) -> None:
    for attempt in (text, EXTENDS + text):
        with contextlib.suppress(PlumblineError):
            assert rulebook_from_yaml(attempt).grades.steps
