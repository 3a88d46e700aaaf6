"""Every kind of error: it can be put in, it changes the form, and an audit names it."""

import copy
from random import Random

import pytest

from plumbline.audit import all_rules
from plumbline.benchmark.errors.registry import ErrorKind, Workbench, error_kind, error_kinds
from plumbline.benchmark.generate import LAYOUTS, case, draft_of
from plumbline.benchmark.pairs import PAIR_KINDS, PairKind, clean_pair
from plumbline.benchmark.run import run_case
from plumbline.benchmark.self_evaluations import settle, total
from plumbline.benchmark.vocabulary import themes
from plumbline.rulebooks import load_rulebook

BOOK = load_rulebook("national-2020")
RULES = {rule.id for rule in all_rules()}
PAIR_PLACE, CYCLE = 19, 20


def erroneous(kind: ErrorKind, seed: int) -> tuple[Workbench, object]:
    """A form that holds this error, and the form as it was before."""
    rng = Random(seed)
    for _ in range(400):
        theme = rng.choice(themes())
        draft = draft_of(rng.choice(LAYOUTS), theme, BOOK, rng)
        if not kind.fits(draft):
            continue
        if draft.kind == "self_evaluation" and kind.stage in ("claims", "sums"):
            settle(draft, BOOK, rng)
            total(draft, BOOK)
        bench = Workbench(draft, theme, BOOK, rng)
        before = copy.deepcopy(draft)
        if kind.inject(bench):
            return bench, before
    raise AssertionError(f"no form has a place for {kind.id}")


def test_there_are_more_than_forty_kinds() -> None:
    assert len(error_kinds()) + len(PAIR_KINDS) >= 40


@pytest.mark.parametrize("kind", error_kinds(), ids=lambda kind: kind.id)
def test_every_error_changes_its_form_and_is_named_by_rules_of_the_catalogue(kind: ErrorKind) -> None:
    bench, before = erroneous(kind, 7)

    assert bench.draft != before
    assert set(kind.rules) <= RULES
    assert kind.zh
    assert kind.en


@pytest.mark.parametrize("position", range(len(error_kinds())))
def test_the_audit_names_every_kind_at_its_place(position: int) -> None:
    alone = (number for number in range(4000) if 5 <= number % CYCLE < 14)
    numbers = [
        number for number in alone if ((number // CYCLE) * 9 + number % CYCLE - 5) % len(error_kinds()) == position
    ]

    # A kind that is found in most forms is found in one of the first two.
    assert any(not run_case(case(3, number)).missed for number in numbers[:2])


@pytest.mark.parametrize("kind", PAIR_KINDS, ids=lambda kind: kind.id)
def test_an_error_between_two_forms_is_found(kind: PairKind) -> None:
    turn = PAIR_KINDS.index(kind)
    numbers = [CYCLE * (turn + (len(PAIR_KINDS) + 1) * round_number) + PAIR_PLACE for round_number in range(2)]

    assert any(run_case(case(3, number)).found for number in numbers)
    assert {label.kind for label in case(3, numbers[0]).truth.labels} == {kind.id}


def test_nothing_is_wrong_between_a_clean_promise_and_its_result() -> None:
    pair = clean_pair(themes()[0], BOOK, Random(5))

    assert pair.places == ()
    assert [row.name for row in pair.drafts[0].rows] == [row.name for row in pair.drafts[1].rows]


def test_a_name_is_registered_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        error_kind(error_kinds()[0].id, ("又一个", "another"), rules=("S-04",), severity="error")(lambda _: None)
