"""The ways in which lights are given, as data: limits, when blue, how money and goals are taken together."""

from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Literal

import msgspec

from plumbline.errors import PlumblineError

USUAL = "usual"


class UnknownLightRulesError(PlumblineError):
    """There are no rules of lights with this id."""

    code = "unknown_light_rules"

    def __init__(self, rules_id: str) -> None:
        known = "、".join(all_light_rules())
        super().__init__(
            f"没有“{rules_id}”这种亮灯规则，可用的有：{known}。",
            f"No rules of lights are called {rules_id}; there are {known}.",
        )


class SpendingLimit(msgspec.Struct, frozen=True):
    """By the end of a month at least this share of the budget should be spent, in percent."""

    month: int
    least: Decimal


class LightRules(msgspec.Struct, frozen=True, kw_only=True):
    """One way of giving lights. `blue` says what is far beyond: the whole year's target, the pace of time, or nothing.

    `combine` says how money and goals make the light of the project: the worst of them, or 双监控 (money in order decides before goals).
    With `calendar` the money has a limit by month instead of a pace; `gap` is how far money and goals may drift apart, in points.
    """

    id: str
    title_zh: str
    title_en: str
    source_zh: str
    source_en: str
    blue: Literal["year", "pace", "none"]
    combine: Literal["worst", "double"]
    blue_from: Decimal = Decimal(120)
    red: Decimal | None = None
    yellow: Decimal | None = None
    gap: Decimal | None = None
    calendar: tuple[SpendingLimit, ...] = ()

    def least_spent(self, elapsed: Decimal) -> Decimal | None:
        """Return the share that should be spent when this much of the year (0 to 1) has passed, in percent; None before the first limit."""
        due = [limit.least for limit in self.calendar if elapsed * 12 >= limit.month]
        return due[-1] if due else None


class _Data(msgspec.Struct):
    rules: list[LightRules]


@cache
def all_light_rules() -> dict[str, LightRules]:
    """Return every set by its id, in the order of the data."""
    text = resources.files("plumbline.audit").joinpath("light_rules.yaml").read_bytes()
    return {rules.id: rules for rules in msgspec.yaml.decode(text, type=_Data, strict=False).rules}


def light_rules(rules_id: str) -> LightRules:
    """Return one set. Raises UnknownLightRulesError."""
    found = all_light_rules().get(rules_id)
    if found is None:
        raise UnknownLightRulesError(rules_id)
    return found
