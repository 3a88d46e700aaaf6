"""Printed target and actual values, read by one grammar."""

from decimal import Decimal
from typing import Literal

import msgspec

Operator = Literal[">=", "<=", ">", "<", "=", "range", "date", "qualitative", "compound"]
ValueKind = Literal[
    "number",
    "money",
    "percent",
    "change",
    "duration",
    "date",
    "qualitative_level",
    "qualitative_text",
    "placeholder",
    "not_applicable",
    "compound",
]
ValueNote = Literal[
    "digits_in_words",
    "expression",
    "impossible_date",
    "contradicting_bounds",
    "approximate",
    "next_year",
    "words_beside",
    "spreadsheet_error",
]
"""What a reader of the value should know; meanings in docs/reference/values.md."""

UNREAD_NOTES: frozenset[ValueNote] = frozenset(
    {"digits_in_words", "expression", "impossible_date", "spreadsheet_error"}
)
"""Notes that say: there are figures here that were not understood."""


class PrintedValue(msgspec.Struct, frozen=True, gc=False):
    """What a printed value means.

    `raw` is the cell to the letter. `low` and `high` are the bounds as text, so that JSON keeps them to the digit: a number
    without commas, or an ISO date (``2023-11-30``, ``--11-30`` without a year, ``---08`` every month). ``=`` has both bounds equal,
    ``>=`` and ``>`` only `low`, ``<=`` and ``<`` only `high`. A scale word stays in `unit` (万元, 万次): nothing is multiplied.
    `parts` lists the figures of a compound. `note` says in a stable code what the other fields cannot.
    """

    raw: str
    operator: Operator
    low: str | None = None
    high: str | None = None
    unit: str | None = None
    kind: ValueKind = "number"
    parts: tuple["PrintedValue", ...] = ()
    note: ValueNote | None = None

    @property
    def low_number(self) -> Decimal | None:
        """The lower bound as a number, None when there is none or it is a date."""
        return _number(self.low, self.operator)

    @property
    def high_number(self) -> Decimal | None:
        """The upper bound as a number, None when there is none or it is a date."""
        return _number(self.high, self.operator)


def unread_reason(value: PrintedValue) -> ValueNote | None:
    """Return why figures in the printed text were not understood, None when everything was."""
    return value.note if value.note in UNREAD_NOTES else None


def _number(bound: str | None, operator: Operator) -> Decimal | None:
    return None if bound is None or operator == "date" else Decimal(bound)


class TargetValue(PrintedValue, frozen=True):
    """A printed target (年度指标值)."""


class ActualValue(PrintedValue, frozen=True):
    """A printed actual value (实际完成值)."""
