"""What the bundled rulebooks say."""

import pickle
import re
from decimal import Decimal

import pytest

from plumbline.rulebooks import BUNDLED_IDS, Rulebook, bundled_rulebooks, load_rulebook
from plumbline.rulebooks.model import THRESHOLD_IDS
from plumbline.rulebooks.validate import citations

HAN = re.compile("[\u4e00-\u9fff]")
BOOKS = [pytest.param(book, id=book.id) for book in bundled_rulebooks()]


@pytest.mark.parametrize("book", BOOKS)
def test_every_section_cites_a_document_of_the_book(book: Rulebook) -> None:
    cited = dict(citations(book))

    for section in (
        "weights",
        "reverse",
        "equality",
        "range",
        "zero_target",
        "date",
        "over_completion",
        "qualitative",
        "rounding",
    ):
        assert f"{section}.cite" in cited
    assert all(book.document(cite).title_zh for cite in cited.values())
    assert all(cite.article.strip() for cite in cited.values())
    assert all(cite.article_en and not HAN.search(cite.article_en) for cite in cited.values())


@pytest.mark.parametrize("book", BOOKS)
def test_a_book_can_be_pickled_hashed_and_is_loaded_once(book: Rulebook) -> None:
    assert pickle.loads(pickle.dumps(book)) == book
    assert hash(book) == hash(pickle.loads(pickle.dumps(book)))
    assert load_rulebook(book.id) is book


@pytest.mark.parametrize("book", BOOKS)
def test_a_book_cannot_be_changed(book: Rulebook) -> None:
    with pytest.raises(AttributeError):
        book.region = "national"  # type: ignore[misc]


def test_the_books_differ_where_the_rules_do() -> None:
    books = {book.id: book for book in bundled_rulebooks()}

    assert {name: book.methods.quantitative.method for name, book in books.items()} == {
        "national-2020": "proportional",
        "national-2021": "threshold",
        "shanghai-2022": "proportional",
        "shanghai-2023": "proportional",
        "integrated-platform": "proportional",
    }
    assert {name: book.rounding.row.how for name, book in books.items() if book.rounding.row.how != "half_up"} == {
        "shanghai-2023": "truncate"
    }
    assert [name for name, book in books.items() if book.reverse.method == "linear_to_double"] == [
        "integrated-platform"
    ]
    assert [name for name, book in books.items() if book.budget_execution.method == "banded"] == ["national-2021"]
    assert books["integrated-platform"].audit_threshold("S-06") == Decimal("0.1")
    assert books["shanghai-2023"].audit_threshold("F-07") == 90


def test_each_case_of_a_form_has_its_usual_weights() -> None:
    weights = load_rulebook("national-2020").weights

    plain = weights.scheme_for(has_satisfaction=True, cost_at_level1=False)
    without_satisfaction = weights.scheme_for(has_satisfaction=False, cost_at_level1=False)
    with_cost = weights.scheme_for(has_satisfaction=True, cost_at_level1=True)
    with_cost_only = weights.scheme_for(has_satisfaction=False, cost_at_level1=True)

    assert plain is not None
    assert without_satisfaction is not None
    assert with_cost is not None
    assert with_cost_only is not None
    assert (plain.execution, plain.output, plain.benefit, plain.satisfaction) == (10, 50, 30, 10)
    assert (without_satisfaction.benefit, without_satisfaction.satisfaction) == (40, 0)
    assert (with_cost.cost, with_cost.output, with_cost.benefit) == (20, 40, 20)
    assert (with_cost_only.cost, with_cost_only.benefit) == (20, 30)
    assert (weights.total, weights.declaration_total) == (100, 90)


def test_the_base_book_gives_every_threshold_that_rules_ask_for() -> None:
    assert tuple(threshold.id for threshold in load_rulebook("national-2020").audit.thresholds) == THRESHOLD_IDS


def test_an_unknown_threshold_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        load_rulebook("national-2020").audit_threshold("F-99")


def test_all_audit_rules_apply_unless_a_book_leaves_some_out() -> None:
    from plumbline.rulebooks import rulebook_from_yaml

    narrow = rulebook_from_yaml("id: narrow\nextends: national-2020\naudit: {include: [F, S-13], exclude: [F-09]}\n")

    assert all(load_rulebook(book).audit.applies("S-16") for book in BUNDLED_IDS)
    assert [rule for rule in ("F-01", "F-09", "S-13", "S-14", "W-01") if narrow.audit.applies(rule)] == ["F-01", "S-13"]
