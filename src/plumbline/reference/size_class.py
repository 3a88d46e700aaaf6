"""Size class of an enterprise under the rules in force on a date, with the reasons.

The classes are tried from large to small; a class is reached when *all* its lower bounds are. What reaches none is micro.
(Testing upper bounds as well is a common mistake: an industrial enterprise with 1,500 people and 3,000 万元 is medium.)
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Size(StrEnum):
    """The four classes."""

    LARGE = "large"
    MEDIUM = "medium"
    SMALL = "small"
    MICRO = "micro"


class Measure(StrEnum):
    """What the bounds are about: people, and amounts in 万元."""

    STAFF = "staff"
    REVENUE = "revenue"
    ASSETS = "assets"


@dataclass(frozen=True)
class Figures:
    """What is known of an enterprise for one year. None means not stated, which is not zero."""

    staff: int | None = None
    revenue: Decimal | None = None
    assets: Decimal | None = None

    def value(self, measure: Measure) -> Decimal | None:
        """Return one figure."""
        found: int | Decimal | None = getattr(self, measure.value)
        return None if found is None else Decimal(found)


@dataclass(frozen=True)
class Bound:
    """One test that was made: the figure, the lower bound and whether it was reached (None: the figure is missing)."""

    size: Size
    measure: Measure
    at_least: Decimal
    value: Decimal | None
    is_met: bool | None


@dataclass(frozen=True)
class Category:
    """A row of the rules: a group of industries with the bounds of its classes."""

    code: str
    name_zh: str
    name_en: str
    industries: tuple[str, ...]
    bounds: dict[Size, dict[Measure, Decimal]]


@dataclass(frozen=True)
class Rules:
    """A dated edition of the rules."""

    id: str
    source: str
    valid_from: date
    valid_to: date | None
    categories: tuple[Category, ...]


@dataclass(frozen=True)
class Classification:
    """The answer with its reasons. `size` is None when the industry has no classes or a figure that decides is missing."""

    size: Size | None
    category: Category | None
    rules: Rules | None
    bounds: tuple[Bound, ...]
    missing: tuple[Measure, ...]


def classify(industry: str, figures: Figures, *, on: date) -> Classification:
    """Return the size class of an enterprise with an activity code of GB/T 4754 (two to four digits).

    >>> classify("34", Figures(staff=1500, revenue=Decimal(3000)), on=date(2024, 1, 1)).size
    <Size.MEDIUM: 'medium'>
    """
    rules = rules_on(on)
    category = category_of(industry, rules=rules) if rules else None
    if category is None:
        return Classification(None, None, rules, (), ())
    tested: list[Bound] = []
    for size, bounds in category.bounds.items():
        here = [_test(size, measure, limit, figures.value(measure)) for measure, limit in bounds.items()]
        tested += here
        if any(bound.is_met is False for bound in here):
            continue
        missing = tuple(bound.measure for bound in here if bound.is_met is None)
        return Classification(None if missing else size, category, rules, tuple(tested), missing)
    return Classification(Size.MICRO, category, rules, tuple(tested), ())


def category_of(industry: str, *, rules: Rules) -> Category | None:
    """Return the row of the rules for an activity code: the most specific that names it, None when none does."""
    best: tuple[int, Category] | None = None
    for category in rules.categories:
        for pattern in category.industries:
            length = _match(industry, pattern)
            if length and (best is None or length > best[0]):
                best = (length, category)
    return best[1] if best else None


def rules_on(day: date) -> Rules | None:
    """Return the edition in force on a day."""
    for rules in editions():
        if rules.valid_from <= day and (rules.valid_to is None or day < rules.valid_to):
            return rules
    return None


@cache
def editions() -> tuple[Rules, ...]:
    """Return every edition of the rules this library carries."""
    import yaml

    data = yaml.safe_load((files(__package__) / "size_classes.yaml").read_text(encoding="utf-8"))
    return tuple(
        Rules(
            id=book["id"],
            source=book["source"],
            valid_from=book["valid_from"],
            valid_to=book["valid_to"],
            categories=tuple(_category(row) for row in book["categories"]),
        )
        for book in data["rulebooks"]
    )


def _category(row: dict[str, object]) -> Category:
    ranked = (Size.LARGE, Size.MEDIUM, Size.SMALL)
    bounds = {size: {Measure(name): Decimal(limit) for name, limit in row[size.value].items()} for size in ranked}  # type: ignore[attr-defined]
    return Category(str(row["code"]), str(row["name_zh"]), str(row["name_en"]), tuple(row["industries"]), bounds)  # type: ignore[arg-type]


def _match(industry: str, pattern: str) -> int:
    """Return how many digits of the code the pattern fixes; 0 when it does not fit."""
    low, _, high = pattern.partition("-")
    if high:
        return len(low) if low <= industry[: len(low)] <= high else 0
    return len(pattern) if industry.startswith(pattern) else 0


def _test(size: Size, measure: Measure, limit: Decimal, value: Decimal | None) -> Bound:
    return Bound(size, measure, limit, value, None if value is None else value >= limit)
