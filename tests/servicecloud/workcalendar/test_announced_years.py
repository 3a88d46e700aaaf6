"""The library's years against the notices, written down by hand in announced.yaml."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from servicecloud.workcalendar.plans import Calendar
from servicecloud.workcalendar.sources import built_in_plan

ANNOUNCED = yaml.safe_load(Path(__file__).with_name("announced.yaml").read_text(encoding="utf-8"))
WORKING_DAYS = {2020: 249, 2021: 250, 2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248}


def day_of(year: int, text: str) -> date:
    month, day = text.split("-")
    return date(year, int(month), int(day))


def days_off(year: int) -> set[date]:
    found = set()
    for spans in ANNOUNCED[year]["holidays"].values():
        for first, last in spans:
            begin, end = day_of(year, first), day_of(year, last)
            found |= {begin + timedelta(days=step) for step in range((end - begin).days + 1)}
    return found


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=step) for step in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", ANNOUNCED)
def test_each_day_of_an_announced_year_is_worked_or_not_as_the_notice_says(year):
    make_up = {day_of(year, text) for text in ANNOUNCED[year]["make_up"]}
    off = days_off(year)
    expected = {day for day in days_of(year) if day in make_up or (day.weekday() < 5 and day not in off)}

    plan = built_in_plan(year)

    assert {day for day in days_of(year) if plan.is_working(day)} == expected
    assert not plan.is_provisional


@pytest.mark.parametrize("year", ANNOUNCED)
def test_the_notice_and_the_library_name_the_same_make_up_days(year):
    assert sorted(built_in_plan(year).make_up) == [day_of(year, text) for text in ANNOUNCED[year]["make_up"]]


@pytest.mark.parametrize("year", ANNOUNCED)
def test_the_library_adds_no_day_off_to_the_notice_but_weekends(year):
    beyond = set(built_in_plan(year).holidays) - days_off(year)

    assert {day for day in beyond if day.weekday() < 5} == set()


def test_make_up_days_fall_on_weekends_only():
    for year in ANNOUNCED:
        assert all(day.weekday() >= 5 for day in built_in_plan(year).make_up)


@pytest.mark.parametrize(("year", "expected"), WORKING_DAYS.items())
def test_a_year_has_as_many_working_days_as_people_count(year, expected):
    calendar = Calendar(built_in_plan)

    assert sum(calendar.is_working_day(day) for day in days_of(year)) == expected


def test_a_year_nobody_announced_is_provisional_and_keeps_the_days_of_the_law():
    plan = built_in_plan(2029)

    assert plan.is_provisional
    assert plan.make_up == {}
    assert [day for day, name in sorted(plan.holidays.items()) if name == "春节"] == [
        date(2029, 2, 12),
        date(2029, 2, 13),
        date(2029, 2, 14),
        date(2029, 2, 15),
    ]
    assert plan.holidays[date(2029, 5, 2)] == "劳动节"


def test_a_provisional_year_beyond_the_festivals_known_keeps_the_fixed_days():
    assert sorted(built_in_plan(2050).holidays) == [
        *(date(2050, 1, 1), date(2050, 5, 1), date(2050, 5, 2)),
        *(date(2050, 10, 1), date(2050, 10, 2), date(2050, 10, 3)),
    ]
