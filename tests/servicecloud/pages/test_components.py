"""The parts of pages that compute something: charts, date ranges, menus."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.template import engines
from django.template.loader import render_to_string
from django.utils import translation

from servicecloud.pages import navigation
from servicecloud.pages.charts import Chart, Series
from servicecloud.pages.date_range import DateRangeField
from servicecloud.pages.templatetags.pages import graded

CHART = Chart(
    "orders",
    "服务订单量",
    "月份",
    "单",
    ["1月", "2月"],
    [Series("本年", [Decimal(9800), None]), Series("上年", [Decimal(0), Decimal("10.5")], shape="line")],
    links=["/one/", ""],
)


class Asking(forms.Form):
    days = DateRangeField(label="起止日期", required=False)


def test_a_charts_table_says_what_is_drawn_and_nothing_is_not_zero():
    page = render_to_string("components/chart.html", {"chart": CHART})

    cells = re.findall(r'<td class="number">(.*?)</td>', page)
    assert cells == ["9,800", "0", "—", "10.5"]
    assert '<a href="/one/">1月</a>' in page
    assert "<details" in page
    assert " open>" in page  # without scripts the figures are there


def test_the_drawing_has_a_gap_where_there_is_no_value():
    page = render_to_string("components/chart.html", {"chart": CHART})

    data = json.loads(re.search(r'<script id="orders" type="application/json">(.*?)</script>', page)[1])
    assert [series["values"] for series in data["series"]] == [[9800.0, None], [0.0, 10.5]]
    assert data["labels"] == ["1月", "2月"]


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2024-01-01", "2024-01-31", (date(2024, 1, 1), date(2024, 1, 31))),
        ("2024-01-01", "2024-01-01", (date(2024, 1, 1), date(2024, 1, 1))),
        ("", "2024-01-31", (None, date(2024, 1, 31))),
        ("", "", (None, None)),
    ],
)
def test_a_range_of_dates_may_be_open(first, last, days):
    form = Asking({"days_from": first, "days_until": last})

    assert form.is_valid()
    assert form.cleaned_data["days"] == days


def test_a_range_the_wrong_way_round_is_refused_and_kept_in_the_form():
    form = Asking({"days_from": "2024-02-01", "days_until": "2024-01-31"})

    assert form.errors["days"] == ["截止日期不能早于开始日期。"]
    assert 'value="2024-02-01"' in str(form["days"])


def test_entries_of_one_group_stand_together_whichever_app_added_them(monkeypatch):
    lines = [("甲", "one"), ("乙", "two"), ("甲", "one")]
    entries = [navigation.Entry(label, "portal:home", group=group) for label, group in lines]
    monkeypatch.setattr(navigation, "_MENUS", {"office": entries, "portal": []})

    assert [link.group for link in navigation.links("office", user=None, path="/")] == ["one", "one", "two"]


@pytest.mark.parametrize(("language", "shown"), [("zh-hans", "执行率（%）"), ("en", "执行率 (%)")])
def test_what_stands_behind_a_word_is_in_the_brackets_of_the_language(language, shown):
    with translation.override(language):
        text = engines["django"].from_string('执行率{{ "%"|bracketed }}').render({})

    assert text == shown


@pytest.mark.parametrize(("grade", "shown"), [("优", "Excellent"), ("差", "Poor"), ("合格", "合格"), (None, "—")])
def test_a_grade_is_read_in_english_and_what_is_no_grade_stays(grade, shown):
    with translation.override("en"):
        assert graded(grade) == shown
