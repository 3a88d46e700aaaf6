"""What scoring says: a score for each row, for the funds and for the total, each with its explanation as data."""

from decimal import Decimal
from typing import Literal

import msgspec

from plumbline.errors import Lang
from plumbline.forms.places import Cell
from plumbline.rulebooks.model import Confidence, RoundingHow, RoundingStep
from plumbline.scoring.money import UnitMix
from plumbline.scoring.numbers import decimals_printed, round_to

Outcome = Literal["computed", "undetermined", "not_applicable"]
Subject = Literal["row", "funds", "total"]
Formula = Literal[
    "reached",
    "proportional",
    "threshold",
    "below_threshold",
    "direct_missed",
    "inverse_ratio",
    "linear_to_double",
    "beyond_double",
    "zero_target_met",
    "zero_target_missed",
    "over_completion",
    "satisfaction_bands",
    "qualitative_band",
    "yes_no",
    "on_time",
    "late",
    "execution_proportional",
    "execution_complete",
    "execution_banded",
    "sum",
]
Reason = Literal[
    "no_weight",
    "negative_weight",
    "no_target",
    "placeholder_target",
    "no_actual",
    "placeholder_actual",
    "not_applicable",
    "actual_not_applicable",
    "qualitative_answer_to_numeric_target",
    "numeric_answer_to_qualitative_target",
    "level_not_stated",
    "compound_value",
    "kinds_differ",
    "unit_mismatch",
    "period_differs",
    "percent_or_fraction",
    "inexact_actual",
    "unreadable_number",
    "negative_target",
    "zero_target",
    "above_equal_target",
    "outside_range",
    "unknown_direction",
    "no_deadline",
    "recurring_date",
    "date_without_year",
    "date_too_coarse",
    "late_date",
    "no_fund_row",
    "no_budget",
    "no_executed",
    "zero_budget",
    "negative_amount",
    "over_budget",
    "completion_unknown",
    "rows_undetermined",
]


class Source(msgspec.Struct, frozen=True, gc=False):
    """The document and article behind a score; `article_en` is the article as it is cited where the rulebook has no English for it."""

    title_zh: str
    title_en: str
    number: str | None
    article: str
    article_en: str
    confidence: Confidence


class Explanation(msgspec.Struct, frozen=True, gc=False):
    """How a score came about: formula, inputs by name, the value before rounding and the rounding, or why there is none.

    `formula` is None when nothing could be computed; then `reason` says why. A band has a formula and no value before rounding.
    """

    formula: Formula | None
    inputs: dict[str, Decimal | str]
    source: Source | None = None
    before_rounding: Decimal | None = None
    rounding: RoundingStep | None = None
    reason: Reason | None = None


class Score(msgspec.Struct, frozen=True, gc=False):
    """What a line claims and what the rules give.

    `computed_low` and `computed_high` are equal for an exact score. A qualitative level, and over-completion that may cost points,
    give a band: every score from low to high is right. `computed` is the regular score, None when only a band is known. An undetermined
    score may carry a band that holds if a person accepts what the form says; None means that nothing is known. `difference` is how far
    `claimed` lies outside of the band, below it negative; None when there is no claim, no score, or it is undetermined.
    """

    subject: Subject
    name: str
    outcome: Outcome
    explanation: Explanation
    cell: Cell | None = None
    index: int | None = None
    weight: Decimal | None = None
    claimed: Decimal | None = None
    computed: Decimal | None = None
    computed_low: Decimal | None = None
    computed_high: Decimal | None = None
    difference: Decimal | None = None

    @property
    def reason(self) -> Reason | None:
        """Why the score is not determined."""
        return self.explanation.reason

    @property
    def is_exact(self) -> bool:
        """Whether one single score is right."""
        return self.outcome == "computed" and self.computed_low == self.computed_high

    @property
    def settled(self) -> Decimal | None:
        """The score that the total counts: the exact one, or the claimed one when it lies in the band; else None."""
        if self.outcome != "computed":
            return None
        if self.computed_low == self.computed_high:
            return self.computed_low
        return self.claimed if self.difference == 0 else None

    def contradicts(self, tolerance: Decimal) -> bool:
        """Say whether the claim is off by more than the tolerance.

        A claim printed with one decimal place, 9.6 for 9.5556, is right when the exact score rounds to it.
        """
        if self.difference is None or abs(self.difference) <= tolerance:
            return False
        exact, rounding = self.explanation.before_rounding, self.explanation.rounding
        if self.claimed is None or exact is None or rounding is None:
            return True
        places = decimals_printed(self.claimed)
        if not 1 <= places < rounding.places:
            return True
        return round_to(exact, rounding.how, places) != self.claimed

    def sentence(self, lang: Lang = "zh") -> str:
        """Explain the score in one sentence."""
        from plumbline.scoring.sentences import sentence

        return sentence(self, lang)


class RoundingEvidence(msgspec.Struct, frozen=True, gc=False):
    """A printed figure that tells rounding modes apart: its exact value and the modes that give what is printed."""

    field: Literal["execution_rate", "funds_score", "row_score"]
    name: str
    cell: Cell | None
    exact: Decimal
    printed: Decimal
    fits: tuple[RoundingHow, ...]


class RoundingInference(msgspec.Struct, frozen=True, gc=False):
    """How a form rounds, told from its figures.

    `half_up` is also said when nothing tells it from half-even but truncation is excluded. `mixed`: no one mode explains all of
    the evidence. `undecidable`: no figure tells.
    """

    mode: Literal["half_up", "half_even", "truncate", "mixed", "undecidable"]
    evidence: tuple[RoundingEvidence, ...]

    @property
    def how(self) -> RoundingHow | None:
        """The mode when there is one."""
        return self.mode if self.mode in ("half_up", "half_even", "truncate") else None


class RoundingUse(msgspec.Struct, frozen=True, gc=False):
    """The mode scores were computed with and where it comes from: told by the caller, inferred from the form, or the rulebook's."""

    row: RoundingStep
    origin: Literal["given", "inferred", "rulebook"]
    inference: RoundingInference


class FundRate(msgspec.Struct, frozen=True, gc=False):
    """The execution rate of one fund row in percent: printed, computed, and the unit mix that explains the difference."""

    name: str
    cell: Cell
    claimed: Decimal | None
    computed: Decimal | None
    difference: Decimal | None
    unit_mix: UnitMix | None


class GradeScore(msgspec.Struct, frozen=True, gc=False):
    """The printed grade, the grade of the printed total, and of the computed one (None when its band spans two grades)."""

    printed: str | None
    claimed: str | None
    of_claimed_total: str | None
    of_computed_total: str | None


class FormScores(msgspec.Struct, frozen=True, gc=False):
    """All scores of a form under one rulebook. `claimed_sum` adds up the claims that there are."""

    rulebook: str
    rows: tuple[Score, ...]
    funds: Score
    rates: tuple[FundRate, ...]
    total: Score
    claimed_sum: Decimal
    grade: GradeScore
    rounding: RoundingUse
