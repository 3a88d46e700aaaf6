"""The four-attribute review of performance targets (四性审核): its items, its four grades, and what each grade leads to.

A review is by grades (定性: a grade for each item and one for the whole) or by points (定量: the sum decides the grade).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Literal

Grade = Literal["excellent", "good", "medium", "poor"]
Consequence = Literal["pass", "pass_with_changes", "mend", "not_budgeted"]


@dataclass(frozen=True)
class GradeRule:
    """One grade: from how many points of a hundred it is given, and what happens to the targets."""

    grade: Grade
    name_zh: str
    name_en: str
    at_least: Decimal
    consequence: Consequence


@dataclass(frozen=True)
class Item:
    """One item of the review with the attribute it belongs to, what it asks, and its points."""

    key: str
    attribute_zh: str
    attribute_en: str
    name_zh: str
    name_en: str
    asks_zh: str
    asks_en: str
    points: Decimal


@dataclass(frozen=True)
class AttributeRules:
    """The review as a document sets it out. `grades` stand from the best to the worst."""

    id: str
    source: str
    grades: tuple[GradeRule, ...]
    items: tuple[Item, ...]

    @property
    def full_score(self) -> Decimal:
        """The points of all items together."""
        return sum((item.points for item in self.items), Decimal(0))

    def rule_of(self, grade: str) -> GradeRule:
        """Return a grade with its name and consequence. Raises KeyError for one the rules do not know."""
        rules: dict[str, GradeRule] = {rule.grade: rule for rule in self.grades}
        return rules[grade]

    def possible_grades(self, marks: Mapping[str, str]) -> tuple[Grade, ...]:
        """Return the grades the whole may have by the grades of its items: never better than the best, never worse than the worst.

        >>> four_attributes().possible_grades({"form": "excellent", "funds": "medium"})
        ('excellent', 'good', 'medium')
        """
        order = tuple(rule.grade for rule in self.grades)
        given = [at for at, grade in enumerate(order) if grade in marks.values()]
        return order[given[0] : given[-1] + 1] if given else order

    def grade_of(self, score: Decimal) -> GradeRule:
        """Return the grade of a sum of points.

        >>> four_attributes().grade_of(Decimal("79.5")).grade
        'medium'
        """
        return next(rule for rule in self.grades if score >= rule.at_least)


@cache
def four_attributes() -> AttributeRules:
    """Return the review of 财预〔2015〕88号, the one this library carries."""
    import yaml

    data = yaml.safe_load((files(__package__) / "four_attributes.yaml").read_text(encoding="utf-8"))["rulebooks"][0]
    grades = tuple(GradeRule(**{**each, "at_least": Decimal(each["at_least"])}) for each in data["grades"])
    items = tuple(Item(**{**each, "points": Decimal(each["points"])}) for each in data["items"])
    return AttributeRules(id=data["id"], source=data["source"], grades=grades, items=items)
