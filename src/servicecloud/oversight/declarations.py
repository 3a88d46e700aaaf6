"""What is declared as data: reasons for deductions, weights of risk, the framework of evaluation, the rules of budget advice."""

from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeVar

import msgspec
import yaml
from django.utils.translation import get_language

Effect = Literal["zero", "percent", "points", "rescore", "note"]


class Titled(msgspec.Struct, frozen=True, kw_only=True):
    """Something declared with a title in both languages."""

    code: str
    title_zh: str
    title_en: str

    @property
    def title(self) -> str:
        """The title in the active language."""
        return self.title_en if (get_language() or "").startswith("en") else self.title_zh


class Reason(Titled, frozen=True, kw_only=True):
    """A reason for which points are taken off, and what it does to the score."""

    effect: Effect
    cite: str
    percents: tuple[int, ...] = ()


class Reasons(msgspec.Struct, frozen=True):
    """The catalogue of reasons."""

    version: str
    reasons: tuple[Reason, ...]

    def get(self, code: str) -> Reason | None:
        """Return a reason by its code."""
        return next((each for each in self.reasons if each.code == code), None)


class Factor(Titled, frozen=True, kw_only=True):
    """A circumstance that makes a project riskier: points once, or for each case up to a most; with the limit it is compared with."""

    points: int = 0
    each: int = 0
    most: int = 0
    below: Decimal | None = None
    at_least: Decimal | None = None

    def weigh(self, cases: int) -> int:
        """Return the points that so many cases give."""
        return min(self.most, self.each * cases) if self.each else self.points * bool(cases)


class Risk(msgspec.Struct, frozen=True):
    """The factors, and from how many points and yuan a band begins, the highest first."""

    version: str
    bands: dict[str, int]
    money_yuan: dict[str, int]
    factors: tuple[Factor, ...]

    def factor(self, code: str) -> Factor:
        """Return a factor by its code."""
        return next(each for each in self.factors if each.code == code)


class InBoth(tuple[str, str]):
    """A text in Chinese and English; it prints in the active language."""

    __slots__ = ()

    def __str__(self) -> str:
        return self[1] if (get_language() or "").startswith("en") else self[0]


class Item(msgspec.Struct, frozen=True):
    """One indicator of the framework with what is looked at."""

    code: str
    level1: InBoth
    level2: InBoth
    level3: InBoth
    weight: Decimal
    points: InBoth

    @property
    def is_result(self) -> bool:
        """Whether it counts among output and benefit."""
        return self.level1[0] in ("产出", "效益")


class Section(msgspec.Struct, frozen=True):
    """One chapter of the report."""

    code: str
    title: InBoth
    points: InBoth


class Framework(msgspec.Struct, frozen=True):
    """Indicators, weights and the report's outline of an evaluation."""

    version: str
    cite: str
    least_result_weight: Decimal
    items: tuple[Item, ...]
    outline: tuple[Section, ...]


class AdviceRule(Titled, frozen=True, kw_only=True):
    """When this suggestion is given; a condition that is not stated is always met."""

    give: Literal["keep", "improve", "reduce", "stop"]
    grades: tuple[str, ...] = ()
    rectification: Literal["", "open", "overdue"] = ""
    execution_below: Decimal | None = None
    gap_at_least: Decimal | None = None


class AdviceRules(msgspec.Struct, frozen=True):
    """The rules in their order."""

    version: str
    cite: str
    rules: tuple[AdviceRule, ...]


Declared = TypeVar("Declared", Reasons, Risk, Framework, AdviceRules)


@cache
def reasons() -> Reasons:
    """Return the catalogue of deductions."""
    return _read("deductions", Reasons)


@cache
def risk() -> Risk:
    """Return the declared weights of risk."""
    return _read("risk", Risk)


@cache
def framework() -> Framework:
    """Return the framework of evaluation."""
    return _read("framework", Framework)


@cache
def advice_rules() -> AdviceRules:
    """Return the rules of budget advice."""
    return _read("advice", AdviceRules)


def _read(name: str, kind: type[Declared]) -> Declared:
    text = files("servicecloud.oversight").joinpath("declared", f"{name}.yaml").read_text(encoding="utf-8")
    return msgspec.convert(yaml.safe_load(text), kind, strict=False, dec_hook=_in_both)


def _in_both(kind: type, value: Any) -> Any:
    if kind is InBoth:
        return InBoth(value)
    raise NotImplementedError(kind)
