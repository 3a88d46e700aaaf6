"""The generator: the same seed gives the same files, and what is printed is what was drawn up."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.effort import tries

from plumbline.benchmark.city import CITY
from plumbline.benchmark.claims import grade_of
from plumbline.benchmark.forming import form_of
from plumbline.benchmark.generate import case, draft_of
from plumbline.benchmark.model import Draft, Format, Layout
from plumbline.benchmark.printing import FORMATS, print_drafts, suffix_of
from plumbline.benchmark.self_evaluations import settle, total
from plumbline.benchmark.values import chinese_percent, number
from plumbline.benchmark.vocabulary import themes
from plumbline.benchmark.weights import MOST, split
from plumbline.forms.model import Form, SelfEvaluation
from plumbline.forms.reading import read_forms
from plumbline.forms.value_grammar import parse_target
from plumbline.forms.values import PrintedValue
from plumbline.rulebooks import load_rulebook

BOOK = load_rulebook("national-2020")
EVERY_PRINT = [(layout, file_format) for layout, formats in FORMATS.items() for file_format in formats]


def clean_draft(layout: Layout, seed: int) -> Draft:
    rng = Random(seed)
    draft = draft_of(layout, rng.choice(themes()), BOOK, rng)
    if draft.kind == "self_evaluation":
        settle(draft, BOOK, rng)
        total(draft, BOOK)
    return draft


def meant(value: PrintedValue | None) -> tuple[object, ...] | None:
    """What a value means; a table with a column for the unit prints no brackets around it."""
    return None if value is None else (value.kind, value.operator, value.low or value.raw, value.high, value.unit)


def shown(form: Form) -> list[tuple[object, ...]]:
    """What both a drawn-up form and a read one have in every layout."""
    rows: list[tuple[object, ...]] = [
        (
            row.level1,
            row.level2,
            row.level3,
            meant(row.target),
            meant(row.actual),
            row.weight,
            row.claimed_score,
            row.deviation,
        )
        for row in form.indicators
    ]
    money = [(fund.name, fund.annual_budget, fund.executed) for fund in form.funds]
    return [(form.year, form.project_name, form.money_unit_label), *money, *rows]


@pytest.mark.parametrize(("layout", "file_format"), EVERY_PRINT)
def test_what_is_read_is_what_was_drawn_up(layout: Layout, file_format: Format) -> None:
    draft = clean_draft(layout, 20)

    data = print_drafts([draft], file_format, Random(1))

    (form,) = read_forms(data, f"form.{suffix_of(file_format)}").forms
    assert shown(form) == shown(form_of(draft))


def test_a_flat_table_holds_several_projects() -> None:
    drafts = [clean_draft("flat-self-evaluation", seed) for seed in (3, 4, 5)]
    for index, draft in enumerate(drafts):
        draft.project, draft.money_unit = f"项目{index}", "万元"

    forms = read_forms(print_drafts(drafts, "csv", Random(1)), "flat.csv").forms

    assert [form.project_name for form in forms] == ["项目0", "项目1", "项目2"]
    assert [len(form.indicators) for form in forms] == [len(draft.rows) for draft in drafts]


def test_every_layout_is_printed_in_every_kind_of_file() -> None:
    every = {"docx", "xlsx", "pdf", "html", "csv", "txt"}

    assert {layout for layout, formats in FORMATS.items() if not every <= set(formats)} == set()


def test_a_case_is_the_same_however_often_it_is_made() -> None:
    assert case(5, 21) == case(5, 21)
    assert case(5, 21).files != case(6, 21).files


def test_the_city_of_all_forms_is_the_invented_one() -> None:
    for number_of_case in range(0, 40, 7):
        for name, data in case(5, number_of_case).files.items():
            for form in read_forms(data, name).forms:
                unit = getattr(form, "declaring_unit", None) or form.implementing_unit or CITY
                assert unit.startswith(CITY)


def test_scores_of_a_clean_form_are_those_that_the_rulebook_gives() -> None:
    for seed in range(8):
        form = form_of(clean_draft("national-self-evaluation", seed))
        assert isinstance(form, SelfEvaluation)
        claimed = sum((row.claimed_score or Decimal(0) for row in form.indicators), form.funds[0].claimed_score)
        assert Decimal(form.total_score_printed or 0) == claimed
        assert sum((row.weight or Decimal(0) for row in form.indicators), Decimal(10)) == 100


def test_a_third_of_the_values_are_words_and_the_rest_has_every_shape() -> None:
    kinds: dict[str, int] = {}
    for seed in range(60):
        for row in clean_draft("national-self-evaluation", seed).rows:
            kind = parse_target(row.target or "").kind
            kinds[kind] = kinds.get(kind, 0) + 1

    share = kinds["qualitative_text"] / sum(kinds.values())
    assert 0.2 < share < 0.4
    assert {"number", "percent", "money", "change", "date"} <= kinds.keys()


@given(total_points=st.integers(10, 60), parts=st.integers(1, 12), seed=st.integers(0, 10_000))
@settings(max_examples=tries(60), deadline=None)
def test_weights_make_the_total_and_none_is_too_high(total_points: int, parts: int, seed: int) -> None:
    if not parts * 2 <= total_points <= parts * MOST:
        return
    shares = split(total_points, parts, Random(seed))

    assert sum(shares) == total_points
    assert max(shares) <= MOST


@given(st.integers(1, 100))
@settings(max_examples=tries(40), deadline=None)
def test_a_percentage_in_words_is_read_as_the_same_figure(value: int) -> None:
    text = chinese_percent(Decimal(value))

    assert parse_target(text).low == str(value)


@pytest.mark.parametrize(
    ("value", "places", "printed"),
    [("5", 2, "5.00"), ("5.50", None, "5.5"), ("1200", None, "1200"), ("0.995", 2, "1.00")],
)
def test_numbers_are_printed_as_people_print_them(value: str, places: int | None, printed: str) -> None:
    assert number(Decimal(value), places=places) == printed


def test_a_total_beyond_the_full_score_has_the_best_grade() -> None:
    assert grade_of(Decimal(104), BOOK) == grade_of(Decimal(95), BOOK) == "优"
