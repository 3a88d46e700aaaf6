"""A measure's rule made narrower: over a period, with some dimensions. Pages and programs ask the same way."""

from collections.abc import Iterable

import msgspec

from plumbline.evidence.measures import CountingRule, DimensionFilter, Window
from servicecloud.ledger.models import Measure


def over(rule: CountingRule, window: Window) -> CountingRule:
    """Return a rule over a window, of a ratio both parts."""
    parts = {
        name: over(part, window)
        for name, part in (("numerator", rule.numerator), ("denominator", rule.denominator))
        if part is not None
    }
    return msgspec.structs.replace(rule, window=window, **parts)


def narrowed(rule: CountingRule, measure: Measure, chosen: Iterable[tuple[str, str]]) -> CountingRule:
    """Return a rule that counts only entries with the chosen values of the measure's dimensions; others are left out."""
    titles = {each["name"]: each for each in measure.dimensions}
    filters = tuple(
        DimensionFilter(
            dimension=name,
            title_zh=titles[name]["title_zh"],
            title_en=titles[name]["title_en"],
            values=(value,),
        )
        for name, value in chosen
        if name in titles
    )
    return msgspec.structs.replace(rule, filters=(*rule.filters, *filters)) if filters else rule
