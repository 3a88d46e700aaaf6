"""What documents hold, as frozen values: kept as JSON in the working document and, canonical, in each frozen version."""

import hashlib
import secrets
from datetime import date
from decimal import Decimal
from typing import Any, Literal, TypeVar

import msgspec

from servicecloud.indicators.values import Origin

SECTIONS = ("overview", "basis", "necessity", "safeguards", "plan")
"""The sections of text of the target table, by their field in the core's form: 概况、依据、必要性、制度措施、计划."""

How = Literal["number", "share", "latest"]
"""What is taken of a measure: its number, the share of entries with some values of a dimension, or the latest quantity."""


class Binding(msgspec.Struct, frozen=True, kw_only=True):
    """Where an indicator's actual comes from: a measure (with filters), or a narrative that evidence must support.

    With `needs_file` the self-evaluation is not submitted without a file attached to the row.
    """

    kind: Literal["measure", "narrative"]
    measure: str = ""
    how: How = "number"
    filters: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    share_of: str = ""
    counted: tuple[str, ...] = ()
    evidence: str = ""
    needs_file: bool = False


class TargetRow(msgspec.Struct, frozen=True, kw_only=True):
    """One indicator of a target table. `target` is to the letter; what it means is read by the grammar of printed values.

    `origin` is the version of the library it was taken from; `weight_typed` is what stands for the weight where it is no number of points.
    """

    key: str
    level1: str = ""
    level2: str = ""
    level3: str = ""
    target: str = ""
    weight: Decimal | None = None
    weight_typed: str = ""
    binding: Binding | None = None
    origin: Origin | None = None


class TargetContent(msgspec.Struct, frozen=True, kw_only=True):
    """A target table as people fill it in. `texts` are the sections of the official table (overview, basis …) by field."""

    goal: str = ""
    rows: tuple[TargetRow, ...] = ()
    texts: dict[str, str] = msgspec.field(default_factory=dict)

    def row(self, key: str) -> TargetRow | None:
        """Return the row with this key."""
        return next((row for row in self.rows if row.key == key), None)


class FundsFrozen(msgspec.Struct, frozen=True, kw_only=True):
    """The money of one source in 元, as it stood when it was frozen."""

    source: str
    initial_yuan: Decimal
    annual_yuan: Decimal
    executed_yuan: Decimal


class EvaluatedRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a self-evaluation. `actual` is what is printed; of a bound row it comes from the snapshot alone.

    `level`, `claimed_score` and its reason are the person's where the rules leave a choice; `statement` and `evidence` support a narrative.
    """

    key: str
    actual: str = ""
    snapshot: int | None = None
    level: str = ""
    claimed_score: Decimal | None = None
    reason: str = ""
    deviation: str = ""
    statement: str = ""
    evidence: str = ""


class EvaluationContent(msgspec.Struct, frozen=True, kw_only=True):
    """A self-evaluation as people complete it. `words` answers findings by their key; in `completion` [[name]] is a bound number.

    `completed` is what a person states of the project where the rulebook asks (with a reason for no); blank is not stated.
    """

    as_of: date
    rulebook: str
    funds: tuple[FundsFrozen, ...]
    rows: tuple[EvaluatedRow, ...]
    completion: str = ""
    funds_deviation: str = ""
    completed: Literal["", "yes", "no"] = ""
    completed_reason: str = ""
    words: dict[str, str] = msgspec.field(default_factory=dict)
    head_digest: str = ""
    head_count: int = 0
    algorithm: str = ""

    def row(self, key: str) -> EvaluatedRow | None:
        """Return the row with this key."""
        return next((row for row in self.rows if row.key == key), None)


Untold = Literal["", "words", "nothing", "few", "rate", "answers", "weeks"]
"""Why the year is not forecast: a narrative, nothing counted yet, a target too small, no running number, few answers, few weeks."""


class MonitoredRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a monitoring table. Numbers come from the ledger; causes, likelihood and words are the person's.

    `low`, `projected` and `high` are printed in the unit of the target; `proposed` is the likelihood that the forecast gives, `untold`
    says why there is none.
    """

    key: str
    actual: str = ""
    snapshot: int | None = None
    low: str = ""
    projected: str = ""
    high: str = ""
    proposed: str = ""
    untold: Untold = ""
    causes: tuple[str, ...] = ()
    likelihood: str = ""
    deviation: str = ""


class MonitoringContent(msgspec.Struct, frozen=True, kw_only=True):
    """A monitoring table: `start_month` to `end_month`, as of its last day, or the day it was built when that is earlier.

    `light_rules` is the way of giving lights that was in force then. `projected_yuan` is what all sources will have spent, between
    `projected_low_yuan` and `projected_high_yuan`, told from earlier `years` or the `weeks` so far; `projected_of` has the sources for
    which it can be computed. `funds_causes` and `funds_deviation` are the person's, why the money deviates.
    """

    as_of: date
    end_month: int
    start_month: int = 1
    rulebook: str
    light_rules: str = "usual"
    funds: tuple[FundsFrozen, ...]
    projected_yuan: Decimal | None = None
    projected_low_yuan: Decimal | None = None
    projected_high_yuan: Decimal | None = None
    projected_from: Literal["", "years", "weeks"] = ""
    projected_of: dict[str, Decimal] = msgspec.field(default_factory=dict)
    funds_causes: tuple[str, ...] = ()
    funds_deviation: str = ""
    rows: tuple[MonitoredRow, ...]
    words: dict[str, str] = msgspec.field(default_factory=dict)
    head_digest: str = ""
    head_count: int = 0
    algorithm: str = ""

    def row(self, key: str) -> MonitoredRow | None:
        """Return the row with this key."""
        return next((row for row in self.rows if row.key == key), None)


Content = TypeVar("Content", TargetContent, EvaluationContent, MonitoringContent)


def as_json(value: Any) -> Any:
    """Return a value as a JSON field keeps it."""
    return msgspec.to_builtins(value, builtin_types=(), str_keys=True) if value is not None else None


def from_json(value: Any, kind: type[Content]) -> Content:
    """Read a value back from a JSON field."""
    return msgspec.convert(value, kind, strict=False)


def canonical(value: Any) -> str:
    """Return a value as the one JSON text that its digest is taken of."""
    return msgspec.json.encode(value, order="deterministic").decode()


def digest_of(text: str) -> str:
    """Return the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def fresh_key() -> str:
    """Return a key by which a row is known through all versions."""
    return secrets.token_hex(4)
