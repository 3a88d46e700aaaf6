"""Measures and facts for the tests of the ledger."""

from datetime import date
from decimal import Decimal
from typing import Any

from plumbline.evidence.measures import CountingRule
from servicecloud.ledger.enums import Source
from servicecloud.ledger.facts import Fact
from servicecloud.ledger.models import Measure
from servicecloud.ledger.registry import DECLARED, Dimension, declare
from servicecloud.ledger.services.measures import keep_declared_measures

DISTRICT = Dimension("district", "所在区", "District")
CHANNEL = Dimension("channel", "渠道", "Channel", ("hotline", "web"))
DUE = Dimension("due", "办结期限", "Due date")
ANSWER = Dimension("answer", "评价", "Answer")


def rule(measure: str = "test.visits", **changes: Any) -> CountingRule:
    """Visits, counted in 家次, unless told otherwise."""
    values: dict[str, Any] = {
        "measure": measure,
        "version": 1,
        "title_zh": "走访企业",
        "title_en": "Visits",
        "counts_zh": "已完成的走访",
        "counts_en": "visits made",
        "unit": "家次",
        "aggregation": "count",
    }
    return CountingRule(**(values | changes))


def keep_measure(measure: str = "test.visits", **changes: Any) -> CountingRule:
    """Declare a measure for the length of a test (see the fixture `measures`) and keep it."""
    made = rule(measure, **changes)
    declare(made, dimensions=(DISTRICT, CHANNEL, DUE, ANSWER))
    keep_declared_measures()
    return made


def fact(number: int = 1, **changes: Any) -> Fact:
    """One visit in January 2023."""
    values: dict[str, Any] = {
        "measure": "test.visits",
        "happened_on": date(2023, 1, 10),
        "unit": "家次",
        "act": f"visit:{number}",
        "key": f"visit:{number}",
        "quantity": Decimal(1),
        "subject": f"enterprise-{number}",
    }
    return Fact(**(values | changes))


__all__ = ["DECLARED", "Measure", "Source", "fact", "keep_measure", "rule"]
