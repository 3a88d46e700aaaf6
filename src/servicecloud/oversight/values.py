"""What examinations and evaluations hold, as frozen values: kept as JSON in the working record and, canonical, in each result."""

from decimal import Decimal
from typing import Any, TypeVar

import msgspec

FUNDS = "funds"
"""The key of the row of budget execution."""


class Deduction(msgspec.Struct, frozen=True, kw_only=True):
    """Points taken off for a reason of the catalogue: a share of the weight, or so many points, with a word."""

    code: str
    points: Decimal | None = None
    percent: int | None = None
    note: str = ""


class ExaminedRow(msgspec.Struct, frozen=True, kw_only=True):
    """What was found about one row. `actual` is the verified value where it differs; `entries` are the ledger entries looked at."""

    key: str
    actual: str = ""
    deductions: tuple[Deduction, ...] = ()
    comment: str = ""
    entries: tuple[int, ...] = ()


class ExaminedContent(msgspec.Struct, frozen=True, kw_only=True):
    """An examination as its author fills it in."""

    rows: tuple[ExaminedRow, ...] = ()
    comment: str = ""

    def row(self, key: str) -> ExaminedRow:
        """Return what was found about a row; nothing so far is an empty row."""
        return next((row for row in self.rows if row.key == key), ExaminedRow(key=key))


class VerifiedRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row with its three scores: what the unit claimed, what the rules give for the reported value, what was verified.

    `base_score` is what the deductions are taken from: the score of the verified value, or the claimed one.
    """

    key: str
    level1: str
    name: str
    target: str
    weight: Decimal
    reported: str
    actual: str
    claimed_score: Decimal | None
    computed_score: Decimal | None
    base_score: Decimal
    deducted: Decimal
    verified_score: Decimal
    deductions: tuple[Deduction, ...] = ()
    comment: str = ""
    entries: tuple[int, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether the verified score differs from the claimed one."""
        return self.verified_score != self.claimed_score


class VerifiedResult(msgspec.Struct, frozen=True, kw_only=True):
    """The whole result: rows (budget execution last), totals and grades."""

    rows: tuple[VerifiedRow, ...]
    claimed_total: Decimal
    computed_total: Decimal | None
    verified_total: Decimal
    claimed_grade: str
    verified_grade: str
    rulebook: str
    comment: str = ""

    @property
    def gap(self) -> Decimal:
        """Self minus verified, in points."""
        return self.claimed_total - self.verified_total


class ScoredItem(msgspec.Struct, frozen=True, kw_only=True):
    """One item of an evaluation: its weight, its score (None while nobody gave one) and what it rests on."""

    code: str
    weight: Decimal
    score: Decimal | None = None
    basis: str = ""


class EvaluatedContent(msgspec.Struct, frozen=True, kw_only=True):
    """An evaluation as its author fills it in: items of the framework and the chapters of the report."""

    framework: str
    items: tuple[ScoredItem, ...] = ()
    texts: dict[str, str] = msgspec.field(default_factory=dict)

    def item(self, code: str) -> ScoredItem | None:
        """Return an item by its code."""
        return next((item for item in self.items if item.code == code), None)


class PlanParameters(msgspec.Struct, frozen=True, kw_only=True):
    """How a plan draws: money bands in 元, how many, which digest, where the seed comes from."""

    large_yuan: Decimal
    medium_yuan: Decimal
    method: str = "proportional"
    total: int = 10
    percent: Decimal = Decimal(10)
    minimum: int = 1
    algorithm: str = "sha256"
    seed_kind: str = "ledger"
    seed_at: str = ""
    seed_text: str = ""


Kept = TypeVar("Kept", ExaminedContent, EvaluatedContent, PlanParameters, VerifiedResult)


def read(value: Any, kind: type[Kept]) -> Kept:
    """Read a value back from a JSON field."""
    return msgspec.convert(value, kind, strict=False)


def read_text(text: str, kind: type[Kept]) -> Kept:
    """Read a value back from canonical JSON."""
    return msgspec.json.decode(text, type=kind, strict=False)
