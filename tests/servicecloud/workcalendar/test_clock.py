"""Working time: forward and back agree, make-up days count, provisional years say so."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servicecloud.workcalendar.clock import (
    CHINA,
    STANDARD_HOURS,
    OfficeHours,
    add_working_days,
    add_working_time,
    is_working_day,
    working_days_between,
    working_minutes_between,
)
from servicecloud.workcalendar.plans import Calendar, stretches
from servicecloud.workcalendar.sources import built_in_plan

CALENDAR = Calendar(built_in_plan)
HOUR = timedelta(hours=1)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2026, 6, 1), timezones=st.just(CHINA))  # noqa: DTZ001


def at(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=CHINA)


def after(text: str, duration: timedelta) -> str:
    return add_working_time(at(text), duration, calendar=CALENDAR).at.strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("start", "duration", "expected"),
    [
        ("2026-03-04 10:00", HOUR, "2026-03-04 11:00"),
        ("2026-03-04 11:30", HOUR, "2026-03-04 14:00"),  # the lunch break does not count
        ("2026-03-04 16:30", HOUR, "2026-03-04 17:30"),  # exactly to the end of the day
        ("2026-03-04 17:00", HOUR, "2026-03-05 09:30"),
        ("2026-03-06 17:00", HOUR, "2026-03-09 09:30"),  # over a plain weekend
        ("2026-02-13 17:00", HOUR, "2026-02-14 09:30"),  # the Saturday before the Spring Festival is worked
        ("2026-02-14 17:00", HOUR, "2026-02-24 09:30"),  # over nine days off
        ("2026-02-27 12:30", 7 * HOUR, "2026-02-28 12:00"),  # the Saturday after it is worked as well
        ("2026-03-07 03:00", HOUR, "2026-03-09 10:00"),  # asked in the night of a Saturday
        ("2026-03-04 06:00", 7 * HOUR, "2026-03-04 17:30"),
    ],
)
def test_working_time_is_added_over_breaks_weekends_and_holidays(start, duration, expected):
    assert after(start, duration) == expected


def test_a_moment_of_another_zone_is_counted_on_the_clock_of_china():
    start = datetime(2026, 3, 4, 2, 0, tzinfo=UTC)

    assert add_working_time(start, HOUR, calendar=CALENDAR).at == at("2026-03-04 11:00")


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        add_working_time(at("2026-03-04 10:00").replace(tzinfo=None), HOUR, calendar=CALENDAR)


def test_time_is_never_taken_away():
    with pytest.raises(ValueError, match="never taken away"):
        add_working_time(at("2026-03-04 10:00"), -HOUR, calendar=CALENDAR)


@given(start=moments, minutes=st.integers(1, 20 * 420))
@settings(max_examples=60, deadline=None)
def test_what_was_added_is_what_has_passed(start, minutes):
    end = add_working_time(start, timedelta(minutes=minutes), calendar=CALENDAR).at

    assert working_minutes_between(start, end, calendar=CALENDAR).minutes == minutes


@given(first=moments, second=moments, third=moments)
@settings(max_examples=40, deadline=None)
def test_time_that_passed_adds_up(first, second, third):
    early, middle, late = sorted(moment.replace(second=0, microsecond=0) for moment in (first, second, third))

    def passed(begin: datetime, end: datetime) -> int:
        return working_minutes_between(begin, end, calendar=CALENDAR).minutes

    assert passed(early, middle) + passed(middle, late) == passed(early, late)


@given(day=st.dates(date(2020, 2, 1), date(2025, 12, 1)), count=st.integers(1, 40))
@settings(max_examples=60, deadline=None)
def test_working_days_added_are_working_days_between(day, count):
    found = add_working_days(day, count, calendar=CALENDAR)

    assert is_working_day(found.on, calendar=CALENDAR)
    assert working_days_between(day, found.on, calendar=CALENDAR) == count
    assert not found.is_provisional


def test_seven_working_days_before_the_national_day_of_2026_pass_over_the_make_up_sunday():
    assert add_working_days(date(2026, 10, 1), -9, calendar=CALENDAR).on == date(2026, 9, 18)
    assert add_working_days(date(2026, 10, 1), -8, calendar=CALENDAR).on == date(2026, 9, 20)


def test_a_deadline_that_reaches_into_a_year_not_announced_is_provisional():
    year = next(year for year in range(2026, 2040) if built_in_plan(year + 1).is_provisional)
    start = datetime(year, 12, 28, 10, tzinfo=CHINA)

    assert add_working_time(start, 70 * HOUR, calendar=CALENDAR).is_provisional
    assert add_working_days(start.date(), 10, calendar=CALENDAR).is_provisional
    assert working_minutes_between(start, start + timedelta(days=30), calendar=CALENDAR).is_provisional
    assert not add_working_time(start, HOUR, calendar=CALENDAR).is_provisional


def test_nothing_has_passed_when_the_end_is_not_after_the_start():
    assert working_minutes_between(at("2026-03-05 10:00"), at("2026-03-04 10:00"), calendar=CALENDAR).minutes == 0


def test_office_hours_out_of_order_are_refused():
    with pytest.raises(ValueError, match="in order"):
        OfficeHours(((time(13), time(17)), (time(9), time(12))))


def test_a_standard_day_has_seven_hours():
    assert STANDARD_HOURS.minutes == 420


def test_days_in_a_row_with_one_name_are_one_stretch():
    found = stretches(built_in_plan(2026).holidays)

    assert [(item.name, item.days) for item in found] == [
        ("元旦", 3), ("春节", 9), ("清明节", 3), ("劳动节", 5), ("端午节", 3), ("中秋节", 3), ("国庆节", 7),
    ]  # fmt: skip
