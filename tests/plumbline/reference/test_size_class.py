"""The size classes of 2011: bounds, reasons, missing figures."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.reference.industries import divisions, sections
from plumbline.reference.size_class import Classification, Figures, Measure, Size, classify, editions, rules_on

DAY = date(2024, 1, 1)
RANK = [Size.MICRO, Size.SMALL, Size.MEDIUM, Size.LARGE]


def sized(industry: str, staff: int | None, revenue: int | None, assets: int | None = None) -> Classification:
    figures = Figures(
        staff=staff,
        revenue=None if revenue is None else Decimal(revenue),
        assets=None if assets is None else Decimal(assets),
    )
    return classify(industry, figures, on=DAY)


def test_many_people_with_little_revenue_are_medium_not_large_and_not_unclassified():
    answer = sized("34", 1500, 3000)

    assert answer.size is Size.MEDIUM
    assert [(bound.size, bound.measure, bound.is_met) for bound in answer.bounds] == [
        (Size.LARGE, Measure.STAFF, True),
        (Size.LARGE, Measure.REVENUE, False),
        (Size.MEDIUM, Measure.STAFF, True),
        (Size.MEDIUM, Measure.REVENUE, True),
    ]


@pytest.mark.parametrize(
    ("industry", "staff", "revenue", "assets", "size"),
    [
        ("34", 1000, 40000, None, Size.LARGE),
        ("34", 999, 40000, None, Size.MEDIUM),
        ("34", 300, 1999, None, Size.SMALL),
        ("34", 19, 5000, None, Size.MICRO),
        ("01", None, 20000, None, Size.LARGE),
        ("01", None, 49, None, Size.MICRO),
        ("47", None, 80000, 79999, Size.MEDIUM),
        ("51", 5, 1000, None, Size.SMALL),
        ("5910", 300, 3000, None, Size.MEDIUM),
        ("5990", 100, 1000, None, Size.MEDIUM),
        ("7010", None, 200000, 10000, Size.LARGE),
        ("7020", 100, 500, None, Size.SMALL),
        ("7040", 10, None, None, None),
        ("7090", 10, None, None, Size.SMALL),
        ("72", 100, None, 8000, Size.MEDIUM),
        ("65", 10, 50, None, Size.SMALL),
        ("73", 300, None, None, Size.LARGE),
    ],
)
def test_the_bounds_are_inclusive_and_all_must_hold(industry, staff, revenue, assets, size):
    assert sized(industry, staff, revenue, assets).size is size


def test_a_missing_figure_that_decides_leaves_the_class_open_and_is_named():
    answer = sized("34", 1200, None)

    assert answer.size is None
    assert answer.missing == (Measure.REVENUE,)


def test_a_missing_figure_that_cannot_change_the_answer_does_not_matter():
    assert sized("34", 5, None).size is Size.MICRO


@pytest.mark.parametrize("industry", ["66", "83", "84", "53", "91"])
def test_an_industry_outside_the_rules_has_no_class(industry):
    answer = sized(industry, 10, 10, 10)

    assert answer.size is None
    assert answer.category is None


def test_before_the_rules_nothing_is_classified():
    assert rules_on(date(2011, 6, 17)) is None
    assert classify("34", Figures(staff=5, revenue=Decimal(1)), on=date(2011, 6, 17)).rules is None


@given(
    industry=st.sampled_from([industry.code for industry in divisions()]),
    staff=st.integers(0, 5000),
    revenue=st.integers(0, 300_000),
    assets=st.integers(0, 200_000),
    more=st.integers(0, 100_000),
)
def test_growing_never_makes_an_enterprise_smaller(industry, staff, revenue, assets, more):
    before = sized(industry, staff, revenue, assets).size
    after = sized(industry, staff + more, revenue + more, assets + more).size

    assert (before is None) == (after is None)
    if before is not None and after is not None:
        assert RANK.index(after) >= RANK.index(before)


def test_each_edition_names_its_source_and_its_bounds_fall_from_large_to_small():
    for rules in editions():
        assert rules.source
        for category in rules.categories:
            for larger, smaller in ((Size.LARGE, Size.MEDIUM), (Size.MEDIUM, Size.SMALL)):
                assert category.bounds[larger].keys() == category.bounds[smaller].keys()
                assert all(category.bounds[larger][name] > limit for name, limit in category.bounds[smaller].items())


def test_the_classification_of_activities_is_complete():
    assert [section.code for section in sections()] == list("ABCDEFGHIJKLMNOPQRST")
    assert [division.code for division in divisions()] == [f"{number:02}" for number in range(1, 98)]
