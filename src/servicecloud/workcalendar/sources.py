"""Where a year's plan comes from when nobody imported one: the announced years of a kept library, else the law alone."""

from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from chinese_calendar import constants

from servicecloud.workcalendar.plans import YearPlan

_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}


def built_in_plan(year: int) -> YearPlan:
    """Return the announced plan the library carries, or a provisional one."""
    first, last = _announced_years()
    return _announced(year) if first <= year <= last else _provisional(year)


@cache
def _announced_years() -> tuple[int, int]:
    # A year counts as announced once its National Day is there: its New Year alone comes with the year before.
    years = {day.year for day in constants.holidays if day.month == 10}
    return min(years), max(years)


@cache
def _announced(year: int) -> YearPlan:
    holidays = {day: _NAMES.get(str(name), str(name)) for day, name in constants.holidays.items() if day.year == year}
    make_up = {day: _NAMES.get(str(name), str(name)) for day, name in constants.workdays.items() if day.year == year}
    return YearPlan(year, holidays, make_up, is_provisional=False, source="国务院办公厅放假通知（chinesecalendar）")


@cache
def _law() -> dict[str, Any]:
    text = files("servicecloud.workcalendar").joinpath("statutory.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


@cache
def _provisional(year: int) -> YearPlan:
    law = _law()
    holidays = {_day(year, text): name for name, texts in law["fixed"].items() for text in texts}
    for name, text in law["festivals"].get(year, {}).items():
        for distance in law["relative"][name]:
            holidays.setdefault(_day(year, text) + timedelta(days=distance), name)
    return YearPlan(year, holidays, {}, is_provisional=True, source=law["source"])


def fixed_days(year: int) -> dict[date, str]:
    """Return the days off whose dates never change; no plan can be without them."""
    return {_day(year, text): name for name, texts in _law()["fixed"].items() for text in texts[:1]}


def _day(year: int, text: str) -> date:
    month, day = text.split("-")
    return date(year, int(month), int(day))
