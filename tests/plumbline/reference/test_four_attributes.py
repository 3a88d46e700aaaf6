"""The four-attribute review: points that add up, bands without gaps, a whole that lies among its parts, the official table."""

from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.forms.writers import print_sheet
from plumbline.forms.writers.errors import UnknownOutputError
from plumbline.forms.writers.official.attribute_review import AttributeReviewForm, attribute_review_sheet
from plumbline.reference.four_attributes import four_attributes

RULES = four_attributes()
GRADES = [rule.grade for rule in RULES.grades]


def review(**changes):
    values = {
        "project_name": "企业培训",
        "year": 2026,
        "department": "某局",
        "unit": "某中心",
        "budget": "1,000,000.00 元",
        "marks": dict.fromkeys((item.key for item in RULES.items), "good"),
        "remarks": {"funds": "资金偏大"},
        "score": None,
        "result": "good",
        "opinion": "补充成本指标",
        "reviewer": "何某",
        "reviewed_on": "2026-01-05",
    }
    return AttributeReviewForm(**(values | changes))


def test_the_points_of_the_items_add_up_to_a_hundred_and_to_each_attribute():
    by_attribute = {item.attribute_zh: Decimal(0) for item in RULES.items}
    for item in RULES.items:
        by_attribute[item.attribute_zh] += item.points

    assert RULES.full_score == 100
    assert list(by_attribute.values()) == [20, 30, 30, 20]


@pytest.mark.parametrize(
    ("score", "grade"),
    [("100", "excellent"), ("90", "excellent"), ("89.99", "good"), ("80", "good"), ("79.99", "medium"), ("60", "medium"), ("59.99", "poor"), ("0", "poor")],
)  # fmt: skip
def test_the_bands_have_no_gap(score, grade):
    assert RULES.grade_of(Decimal(score)).grade == grade


@given(st.dictionaries(st.sampled_from([item.key for item in RULES.items]), st.sampled_from(GRADES), min_size=1))
def test_the_whole_is_never_better_than_its_best_item_nor_worse_than_its_worst(marks):
    places = [GRADES.index(mark) for mark in marks.values()]

    assert list(RULES.possible_grades(marks)) == GRADES[min(places) : max(places) + 1]


def test_the_official_table_ticks_the_grade_of_each_item():
    data = print_sheet(attribute_review_sheet(review(), RULES), to="docx")
    text = ZipFile(BytesIO(data)).read("word/document.xml").decode()

    assert text.count("√") == len(RULES.items)
    assert all(words in text for words in ("项目支出绩效目标审核表", "资金匹配性", "资金偏大", "补充成本指标", "某局"))


def test_by_points_the_table_has_the_points_and_their_sum():
    marks = {item.key: f"{item.points:f}" for item in RULES.items}
    data = print_sheet(attribute_review_sheet(review(marks=marks, score=Decimal(100)), RULES), to="html").decode()

    assert "总得分" in data
    assert "√" not in data


def test_a_sheet_is_not_printed_as_json():
    with pytest.raises(UnknownOutputError):
        print_sheet(attribute_review_sheet(review(), RULES), to="json")
