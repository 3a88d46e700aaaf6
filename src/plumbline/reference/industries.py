"""The national classification of economic activities (GB/T 4754-2017): sections A to T and divisions 01 to 97."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Industry:
    """A section (one letter) or a division (two digits) with its names."""

    code: str
    section: str
    name_zh: str
    name_en: str


@cache
def industries() -> dict[str, Industry]:
    """Return sections and divisions by code, in the standard's order."""
    text = (files(__package__) / "industries.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    found = (
        Industry(row["division"] or row["section"], row["section"], row["name_zh"], row["name_en"]) for row in rows
    )
    return {industry.code: industry for industry in found}


def sections() -> list[Industry]:
    """Return the twenty sections."""
    return [industry for industry in industries().values() if industry.code == industry.section]


def divisions() -> list[Industry]:
    """Return the ninety-seven divisions."""
    return [industry for industry in industries().values() if industry.code != industry.section]


def division_of(code: str) -> Industry | None:
    """Return the division an activity code of two to four digits lies in; None when there is no such division."""
    return industries().get(code[:2]) if code.isdigit() and 2 <= len(code) <= 4 else None
