"""What a rulebook says: dated, cited values that scoring and audit read.

A rulebook is data. It is immutable, can be pickled, and is written as YAML (docs/reference/rulebooks.md). Every section has a
`cite`: the document and article that the section's values come from, and how sure that is. Shares are of a weight (0.8 is
80 % of the points), rates are in percent.
"""

import datetime as dt
from decimal import Decimal
from typing import Literal

import msgspec

Confidence = Literal["read", "well_known", "probable", "assumed", "design"]
"""How sure a citation is: read in a public source, known well, right in substance, a placeholder, or our own decision."""

Region = Literal["national", "shanghai"]
FormKind = Literal["target", "self_evaluation", "monitoring"]
RoundingHow = Literal["half_up", "half_even", "truncate"]
Method = Literal["proportional", "threshold", "direct", "satisfaction_bands"]
Dimension = Literal["execution", "cost", "output", "benefit", "satisfaction"]
QualitativeLevel = Literal["achieved", "partial", "not_achieved"]


THRESHOLD_IDS = (
    "U-01",
    "F-01",
    "F-03",
    "F-04",
    "F-05",
    "F-07",
    "F-08",
    "F-09.rate_high",
    "F-09.completion_low",
    "F-09.rate_low",
    "F-09.completion_high",
    "F-10",
    "F-11",
    "W-03",
    "W-05.points",
    "W-05.share",
    "W-08",
    "I-09",
    "I-14",
    "I-15.fewest",
    "I-15.most",
    "S-06",
    "S-10",
    "S-11",
    "S-12",
    "S-13",
    "S-16",
    "S-17",
    "S-18",
    "S-21",
    "S-28",
    "S-29",
    "S-32",
    "V-06.fewest",
    "V-06.share",
    "M-03.red",
    "M-03.yellow",
    "M-04",
    "R-02",
    "R-03",
    "D-02",
)
"""The thresholds that every rulebook gives, so that an audit rule never meets a book without its number."""


class Citation(msgspec.Struct, frozen=True):
    """Where a value comes from: a document of the rulebook, the article in it, how sure.

    `article_en` is for English readers; a book without it shows them the article as it is cited in Chinese.
    """

    document: str
    article: str
    confidence: Confidence
    article_en: str | None = None


class SourceDocument(msgspec.Struct, frozen=True):
    """A document that values cite: an official paper, a deployed system, or forms that were published."""

    id: str
    title_zh: str
    title_en: str
    number: str | None = None
    issued_on: dt.date | None = None


class WeightScheme(msgspec.Struct, frozen=True):
    """The points of each dimension in one case: with or without satisfaction, with cost at level 1 or not."""

    id: str
    title_zh: str
    title_en: str
    has_satisfaction: bool
    cost_at_level1: bool
    execution: Decimal
    cost: Decimal
    output: Decimal
    benefit: Decimal
    satisfaction: Decimal
    cite: Citation

    @property
    def total(self) -> Decimal:
        """The sum of all dimensions."""
        return self.execution + self.cost + self.output + self.benefit + self.satisfaction


class Weights(msgspec.Struct, frozen=True):
    """The points of a form: 100 in a self-evaluation, 90 in a target table (execution is added later)."""

    total: Decimal
    declaration_total: Decimal
    schemes: tuple[WeightScheme, ...]
    cite: Citation

    def scheme_for(self, *, has_satisfaction: bool, cost_at_level1: bool) -> WeightScheme | None:
        """Return the usual points for a form of this make, None when the book has none."""
        for scheme in self.schemes:
            if scheme.has_satisfaction == has_satisfaction and scheme.cost_at_level1 == cost_at_level1:
                return scheme
        return None


class MethodChoice(msgspec.Struct, frozen=True):
    """How one kind of indicator turns completion into points."""

    method: Method
    cite: Citation


class Methods(msgspec.Struct, frozen=True):
    """The method for each kind of indicator; qualitative levels have their own section."""

    quantitative: MethodChoice
    satisfaction: MethodChoice
    date: MethodChoice
    yes_no: MethodChoice


class Threshold(msgspec.Struct, frozen=True):
    """No points below a completion of `floor` (0.6); from there linear to full points."""

    floor: Decimal
    cite: Citation


class Band(msgspec.Struct, frozen=True):
    """From `at_least` percent on, `share` of the weight."""

    at_least: Decimal
    share: Decimal


class SatisfactionBands(msgspec.Struct, frozen=True):
    """Points by the satisfaction itself, in percent, highest band first."""

    bands: tuple[Band, ...]
    cite: Citation


class Reverse(msgspec.Struct, frozen=True):
    """A "no more than" target that was exceeded: target over actual, or straight down to nothing at twice the target."""

    method: Literal["inverse_ratio", "linear_to_double"]
    cite: Citation


class Equality(msgspec.Struct, frozen=True):
    """An "equal to" target: below it in proportion; above it full points, or for a person to decide."""

    above: Literal["full", "undetermined"]
    cite: Citation


class Range(msgspec.Struct, frozen=True):
    """A target between two bounds: outside of them measured against the nearer bound, or nothing, or left to a person."""

    outside: Literal["nearest_bound", "nothing", "undetermined"]
    cite: Citation


class ZeroTarget(msgspec.Struct, frozen=True):
    """A target of zero, where no proportion exists."""

    at_least: Literal["full", "undetermined"]
    equal: Literal["only_zero", "undetermined"]
    at_most: Literal["only_zero", "undetermined"]
    cite: Citation


class DateRule(msgspec.Struct, frozen=True):
    """A deadline: on time is full points. `year_from_form` reads a date without a year in the form's year."""

    late: Literal["nothing", "undetermined"]
    year_from_form: bool
    cite: Citation


class Deduction(msgspec.Struct, frozen=True):
    """From `at_least` times the target on, up to `share` of the weight may be deducted."""

    at_least: Decimal
    share: Decimal


class OverCompletion(msgspec.Struct, frozen=True):
    """Far more than the target: from where to explain, from where a lower score is right, and how much lower.

    `allow`: full points and the lowered score are both right, the deduction depends on why. `apply`: always deducted.
    """

    explain_from: Decimal
    mode: Literal["none", "allow", "apply"]
    deductions: tuple[Deduction, ...]
    cite: Citation


class LevelBand(msgspec.Struct, frozen=True):
    """The shares of the weight that one qualitative level allows; `high` itself belongs to the next level unless it is 1."""

    level: QualitativeLevel
    low: Decimal
    high: Decimal
    words: tuple[str, ...]


class Qualitative(msgspec.Struct, frozen=True):
    """The bands of the three levels. Bounds are rounded to `places` before they are compared."""

    bands: tuple[LevelBand, ...]
    places: int
    cite: Citation

    def band(self, level: QualitativeLevel) -> LevelBand:
        """Return the band of a level; a rulebook has one for each."""
        return next(band for band in self.bands if band.level == level)


class BudgetExecution(msgspec.Struct, frozen=True):
    """Points for 全年执行数 over 全年预算数, never more than the weight.

    `proportional`: weight times rate. `banded`: full points for a project that is complete within its budget, else by `bands`
    of the rate in percent.
    """

    method: Literal["proportional", "banded"]
    bands: tuple[Band, ...]
    cite: Citation


class RoundingStep(msgspec.Struct, frozen=True):
    """How a number is rounded, and to how many decimal places."""

    how: RoundingHow
    places: int


class Rounding(msgspec.Struct, frozen=True):
    """Where rounding happens: the execution rate in percent, the funds score, each row's score, the total."""

    rate: RoundingStep
    funds: RoundingStep
    row: RoundingStep
    total: RoundingStep
    cite: Citation


class Grade(msgspec.Struct, frozen=True):
    """A grade begins at `at_least` and ends below the next higher one."""

    name: str
    title_en: str
    at_least: Decimal
    aliases: tuple[str, ...] = ()


class Grades(msgspec.Struct, frozen=True):
    """Grades, highest first. Half-open intervals: every total from 0 to the full score has exactly one."""

    steps: tuple[Grade, ...]
    cite: Citation

    def grade_of(self, total: Decimal) -> Grade | None:
        """Return the grade of a rounded total; None only below zero."""
        for grade in self.steps:
            if total >= grade.at_least:
                return grade
        return None

    def named(self, printed: str) -> Grade | None:
        """Return the grade that a printed word means, None when it is none of this book's."""
        word = printed.strip()
        for grade in self.steps:
            if word == grade.name or word in grade.aliases:
                return grade
        return None


class AuditThreshold(msgspec.Struct, frozen=True):
    """A number that an audit rule compares with. The id is the rule's, with a name where a rule has more than one."""

    id: str
    value: Decimal
    unit: Literal["percent", "percentage_points", "ratio", "points", "money_wan", "count", "share", "days"]
    meaning_zh: str
    meaning_en: str
    cite: Citation


class Audit(msgspec.Struct, frozen=True):
    """Which audit rules apply: ids (``F-07``) or groups (``F``), `all`, minus the excluded ones; and their thresholds."""

    include: tuple[str, ...]
    exclude: tuple[str, ...]
    thresholds: tuple[AuditThreshold, ...]

    def applies(self, rule_id: str) -> bool:
        """Say whether a rule of the catalogue is part of this book."""
        group = rule_id.partition("-")[0]
        wanted = "all" in self.include or rule_id in self.include or group in self.include
        return wanted and rule_id not in self.exclude and group not in self.exclude


class Rulebook(msgspec.Struct, frozen=True):
    """The rules of one region and time. `automatic` books may be chosen for a form, the others only by name."""

    id: str
    title_zh: str
    title_en: str
    region: Region
    first_year: int
    kinds: tuple[FormKind, ...]
    documents: tuple[SourceDocument, ...]
    weights: Weights
    methods: Methods
    threshold: Threshold
    satisfaction: SatisfactionBands
    reverse: Reverse
    equality: Equality
    range: Range
    zero_target: ZeroTarget
    date: DateRule
    over_completion: OverCompletion
    qualitative: Qualitative
    budget_execution: BudgetExecution
    rounding: Rounding
    grades: Grades
    audit: Audit
    last_year: int | None = None
    automatic: bool = True
    extends: str | None = None

    @property
    def asks_completion(self) -> bool:
        """Whether somebody has to say that the project is complete: the points for execution in bands depend on it."""
        return self.budget_execution.method == "banded"

    def audit_threshold(self, rule_id: str) -> Decimal:
        """Return the number an audit rule compares with; KeyError when the book gives none."""
        for threshold in self.audit.thresholds:
            if threshold.id == rule_id:
                return threshold.value
        raise KeyError(rule_id)

    def document(self, cite: Citation) -> SourceDocument:
        """Return the document that a citation names."""
        return next(document for document in self.documents if document.id == cite.document)

    def covers_year(self, year: int) -> bool:
        """Say whether forms of this year fall under the book."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)
