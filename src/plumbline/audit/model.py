"""What an audit says: findings at their places, and for each thing that was to be checked what came of it."""

from typing import Literal, NamedTuple

import msgspec

from plumbline.forms.places import Cell

Severity = Literal["error", "warning", "info"]
"""E of the catalogue: contradicts itself or a rule; W: must be explained; I: a hint."""

Outcome = Literal["pass", "fail", "not_applicable", "undetermined"]

FindingKey = tuple[str, str]
"""Rule and path of a finding; the rule ``*`` stands for any."""


class Spot(NamedTuple):
    """A value of a form that a finding can be about.

    `owner` is the thing that was checked: ``form``, ``funds[0]``, ``indicators[3]``. `field` is the bare name as in the form's JSON.
    """

    owner: str
    field: str
    cell: Cell | None = None
    level3: str | None = None

    @property
    def path(self) -> str:
        """The exact path: ``funds[0].execution_rate``, or the bare field of the form."""
        return self.field if self.owner == "form" else f"{self.owner}.{self.field}"


class Words(NamedTuple):
    """What is wrong (both figures in it) and what to do, in both languages."""

    zh: str
    en: str
    advice_zh: str
    advice_en: str


class Consequence(msgspec.Struct, frozen=True, gc=False):
    """A contradiction that follows from another finding and is listed under it. `causes` are keys like ``U-01@funds[0].executed``."""

    rule: str
    field: str
    path: str
    level3: str | None
    printed: str | None
    expected: str | None
    message_zh: str
    message_en: str
    cell: Cell | None
    causes: tuple[str, ...] = ()
    expected_en: str | None = None


class Finding(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A contradiction at its place.

    `printed` is what the form says, `expected` what the rules or the rest of the form give (None when no one value can be named).
    `expected_en` is given where `expected` is a phrase and not a value to be entered: it says the same in English.
    `explains` lists the keys of findings that this one accounts for, `causes` those that account for this one; both are used up
    when findings are folded under their root causes, and `explains` is not printed.
    """

    rule: str
    severity: Severity
    field: str
    path: str
    message_zh: str
    message_en: str
    advice_zh: str
    advice_en: str
    level3: str | None = None
    printed: str | None = None
    expected: str | None = None
    cell: Cell | None = None
    causes: tuple[str, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    explains: tuple[FindingKey, ...] = ()
    expected_en: str | None = None

    @property
    def key(self) -> str:
        """What other findings name this one by."""
        return f"{self.rule}@{self.path}"


class Obligation(msgspec.Struct, frozen=True, gc=False):
    """One thing that a rule ought to check, and the outcome. The reason is given when nothing could be said or the rule does not apply."""

    rule: str
    path: str
    outcome: Outcome
    reason_zh: str | None = None
    reason_en: str | None = None


class ObligationCount(msgspec.Struct, frozen=True, gc=False):
    """How many obligations had which outcome; `list` holds them when a detailed audit was asked for, else it is None."""

    passed: int = msgspec.field(name="pass")
    fail: int
    not_applicable: int
    undetermined: int
    list: tuple[Obligation, ...] | None = None


class RoundingFound(msgspec.Struct, frozen=True, gc=False):
    """The rounding that the printed figures show, the one the audit computed with, and where that one comes from.

    `inferred` is told from this form alone. Where its figures do not tell, the audit computes with what the other forms of the same
    file and year show (origin ``file``), else as the rulebook says.
    """

    inferred: Literal["half_up", "half_even", "truncate", "mixed", "undecidable"]
    used: Literal["half_up", "half_even", "truncate"]
    origin: Literal["inferred", "file", "rulebook"]


class LineScore(msgspec.Struct, frozen=True, gc=False):
    """One line's score: printed, computed, and the band of scores that are right. Numbers are text to the digit."""

    name: str
    index: int | None
    outcome: Literal["computed", "undetermined", "not_applicable"]
    reason: str | None
    weight: str | None
    claimed: str | None
    computed: str | None
    computed_low: str | None
    computed_high: str | None


class TotalScore(msgspec.Struct, frozen=True, gc=False):
    """The total: printed, the sum of the printed scores, the computed one, and the grades that go with them."""

    claimed: str | None
    claimed_sum: str
    computed: str | None
    computed_low: str | None
    computed_high: str | None
    grade: "GradeFound"


class GradeFound(msgspec.Struct, frozen=True, gc=False):
    """The printed grade, the grade of the printed total and that of the computed total."""

    claimed: str | None
    of_claimed_total: str | None
    computed: str | None


class AuditScores(msgspec.Struct, frozen=True, gc=False):
    """Scores of a self-evaluation under the rulebook."""

    rows: tuple[LineScore, ...]
    funds: LineScore
    total: TotalScore


class RulebookUse(msgspec.Struct, frozen=True, gc=False):
    """Why a rulebook was used: `certain` is False when the form leaves it open which one applies."""

    certain: bool
    reason_zh: str
    reason_en: str


class FormAudit(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The audit of one form. `rounding` and `scores` are None for forms that claim no scores."""

    source: str
    ordinal: int
    kind: Literal["target", "self_evaluation", "monitoring"]
    project_name: str | None
    rulebook: str
    rulebook_use: RulebookUse | None
    rounding: RoundingFound | None
    findings: tuple[Finding, ...]
    obligations: ObligationCount
    scores: AuditScores | None

    @property
    def has_errors(self) -> bool:
        """Whether any finding is an error."""
        return any(finding.severity == "error" for finding in self.findings)
