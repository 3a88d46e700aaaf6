"""A form as the rules see it: facts that several rules need, each computed once and only when asked for."""

from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from plumbline.audit.doubts import Doubts, doubts_of
from plumbline.audit.fact import fact
from plumbline.audit.model import FindingKey, Spot
from plumbline.audit.precision import ANY_ROUNDING
from plumbline.audit.score_class import ScoreClass, score_class
from plumbline.audit.taxonomy import Aspect, Dimension, FundRole, aspect_of, dimension_of, fund_role_of
from plumbline.audit.wording import condensed, said
from plumbline.forms.model import Form, FundRow, Indicator, MonitoringTable, SelfEvaluation, TargetTable
from plumbline.forms.values import PrintedValue
from plumbline.rulebooks.model import FormKind, RoundingHow, Rulebook
from plumbline.scoring import FormScores, FundRate, Score, UnitMatch, UnitMix, infer_rounding, reconcile_units, score
from plumbline.scoring.completion import same_period
from plumbline.scoring.numbers import bound_number
from plumbline.scoring.totals import printed_total

NUMERIC_KINDS = frozenset({"number", "money", "percent", "change", "duration"})
WORD_KINDS = frozenset({"qualitative_level", "qualitative_text"})
UPWARD = frozenset({">=", ">"})
DOWNWARD = frozenset({"<=", "<"})

Nature = Literal["number", "date", "words", "compound", "placeholder", "not_applicable"]
"""What a printed value is for the rules: `number` when it has one or two numeric bounds."""


_number = lru_cache(maxsize=16_384)(bound_number)
"""Most printed numbers come again: 100, 95.00, 1."""


def nature_of(value: PrintedValue | None) -> Nature | None:
    """Say what kind of value this is; None for a blank."""
    if value is None:
        return None
    kind = value.kind
    if kind in WORD_KINDS:
        return "words"
    if kind in ("placeholder", "not_applicable", "compound", "date"):
        return kind
    if value.operator in ("date", "compound"):
        return value.operator
    if value.operator == "qualitative":
        return "words"
    return "number"


class RowFacts:
    """One indicator row. `path` is ``indicators[3]``."""

    def __init__(self, indicator: Indicator, index: int, form: "AuditedForm") -> None:
        self.indicator = indicator
        self.index = index
        self.form = form
        self.path = f"indicators[{index}]"
        self.name = indicator.level3
        self.weight = indicator.weight
        self.claimed = indicator.claimed_score
        self.target = indicator.target
        self.actual = indicator.actual
        self.dimension: Dimension | None = dimension_of(indicator.level1, indicator.level2)
        self.aspect: Aspect | None = aspect_of(indicator.level1, indicator.level2)

    @fact
    def target_nature(self) -> Nature | None:
        """What the target is."""
        return nature_of(self.target)

    @fact
    def actual_nature(self) -> Nature | None:
        """What the actual value is."""
        return nature_of(self.actual)

    @fact
    def deviation(self) -> str | None:
        """The reason given; None when the cell is blank or says nothing but 无 or a dash."""
        return said(self.indicator.deviation)

    @fact
    def units(self) -> UnitMatch:
        """How the unit of the actual value relates to that of the target."""
        target, actual = self.target, self.actual
        return reconcile_units(target.unit if target else None, actual.unit if actual else None)

    @fact
    def aimed(self) -> Decimal | None:
        """The number aimed at: the lower bound, for an upper limit the upper one. None when the target is no number."""
        target = self.target
        if target is None or self.target_nature != "number":
            return None
        low = _number(target.low)
        return _number(target.high) if low is None else low

    @fact
    def done(self) -> Decimal | None:
        """The number reached, as printed in its own unit; None when the actual value is no single number."""
        actual = self.actual
        if actual is None or self.actual_nature != "number":
            return None
        low, high = _number(actual.low), _number(actual.high)
        return low if low is not None and (actual.operator == "=" or low == high) else None

    @fact
    def ratio(self) -> Decimal | None:
        """Reached over aimed, in one unit; None when either is no number, units or periods differ or nothing was aimed at."""
        aimed, done = self.aimed, self.done
        if aimed is None or done is None or aimed <= 0 or self.units.relation == "mismatch":
            return None
        if self.target is not None and self.actual is not None and not same_period(self.target, self.actual):
            return None
        return done * self.units.factor / aimed

    @fact
    def score(self) -> Score | None:
        """What scoring says of this row; None for forms that claim no scores."""
        scores = self.form.scores
        return None if scores is None else scores.rows[self.index]

    @fact
    def scored_as(self) -> ScoreClass:
        """Which rule answers for the claimed score."""
        return score_class(self.score)

    def spot(self, field: str, *, cell_of: str | None = None) -> Spot:
        """Name a value of this row: `target`, `actual`, `weight`, `claimed_score`, `deviation`, `level3`."""
        indicator = self.indicator
        cell = indicator.cells.get(cell_of or _CELL_OF.get(field, field), indicator.cell)
        return Spot(self.path, field, cell, indicator.level3)

    def key(self, rule: str, field: str) -> FindingKey:
        """Name a finding of this row, for `explains`."""
        return rule, f"{self.path}.{field}"


_CELL_OF = {"claimed_score": "score"}
"""Cells are filed under the names of the printed columns."""


class FundFacts:
    """One row of the fund block. `role` tells the total from its parts; `path` is ``funds[0]``."""

    def __init__(self, fund: FundRow, index: int, form: "AuditedForm") -> None:
        self.fund = fund
        self.index = index
        self.form = form
        self.path = f"funds[{index}]"
        self.name = fund.name
        self.role: FundRole = fund_role_of(fund.name)

    @fact
    def rate(self) -> FundRate | None:
        """The execution rate, printed and computed; None for forms that claim no scores."""
        scores = self.form.scores
        return None if scores is None else scores.rates[self.index]

    @property
    def unit_mix(self) -> UnitMix | None:
        """The two money units of this row, None when there is one."""
        rate = self.rate
        return None if rate is None else rate.unit_mix

    def spot(self, field: str) -> Spot:
        """Name a value of this row: `annual_budget`, `executed`, `execution_rate`, `claimed_score`."""
        return Spot(self.path, field, self.fund.cells.get(_CELL_OF.get(field, field), self.fund.cell))

    def key(self, rule: str, field: str) -> FindingKey:
        """Name a finding of this row, for `explains`."""
        return rule, f"{self.path}.{field}"


class MoneyParts(NamedTuple):
    """A total row of the fund block and the rows it is made of."""

    total: FundFacts
    parts: tuple[FundFacts, ...]
    details: tuple[FundFacts, ...]


class AuditedForm:
    """A form under a rulebook, with everything that rules ask for."""

    def __init__(
        self,
        form: Form,
        rulebook: Rulebook,
        *,
        rounding_of_file: RoundingHow | None = None,
        rows_total: Decimal | None = None,
    ) -> None:
        """`rounding_of_file`: what the other forms of the file show, for a form whose own figures do not tell.

        `rows_total`: what the weights of the indicators must come to; None for a form of others, which may count the money in or not.
        """
        self.form = form
        self.rulebook = rulebook
        self.rows_total = rows_total
        self._rounding_of_file = rounding_of_file
        self.kind: FormKind = kind_of(form)
        self.rows = tuple(RowFacts(indicator, index, self) for index, indicator in enumerate(form.indicators))
        self.funds = tuple(FundFacts(fund, index, self) for index, fund in enumerate(form.funds))
        self._limits = limits_of(rulebook)

    def limit(self, name: str) -> Decimal:
        """Return a threshold of the rulebook (``F-03``, ``W-05.points``); KeyError when the book gives none."""
        return self._limits[name]

    @fact
    def doubts(self) -> Doubts | None:
        """Places that a conversion damaged; None for most forms."""
        return doubts_of(self.form)

    @fact
    def scores(self) -> FormScores | None:
        """All scores under the rulebook; None for forms that claim none."""
        form = self.form
        if not isinstance(form, SelfEvaluation):
            return None
        inference = infer_rounding(form)
        given = self._rounding_of_file if inference.mode == "undecidable" else None
        return score(form, self.rulebook, rounding=given, inference=inference)

    @fact
    def roundings(self) -> tuple[RoundingHow, ...]:
        """The ways in which this form may have rounded: the one that its figures show, else any."""
        use = self.scores.rounding if self.scores else None
        return (use.row.how,) if use and use.origin != "rulebook" else ANY_ROUNDING

    @fact
    def money(self) -> tuple[MoneyParts, ...]:
        """Each total of the fund block with the rows under it; a declaration has one for the medium term and one for the year."""
        blocks: list[MoneyParts] = []
        under: list[FundFacts] = []
        for fund in (*self.funds, None):
            if fund is None or fund.role == "total":
                if blocks:
                    parts = tuple(one for one in under if one.role in ("part", "other"))
                    details = tuple(one for one in under if one.role == "detail")
                    blocks[-1] = blocks[-1]._replace(parts=parts, details=details)
                if fund is not None:
                    blocks.append(MoneyParts(fund, (), ()))
                under = []
            else:
                under.append(fund)
        return tuple(blocks)

    @fact
    def scored_fund(self) -> FundFacts | None:
        """The fund row that carries the points of budget execution."""
        for fund in self.funds:
            if fund.fund.weight is not None or fund.fund.claimed_score is not None:
                return fund
        return self.money[0].total if self.money else next(iter(self.funds), None)

    @fact
    def unit_mix(self) -> UnitMix | None:
        """The two money units of the scored fund row, None when there is one."""
        return self.scored_fund.unit_mix if self.scored_fund else None

    @fact
    def printed_total(self) -> Decimal | None:
        """The printed total score as a number."""
        return printed_total(self.form) if isinstance(self.form, SelfEvaluation) else None

    @fact
    def expected_goal(self) -> str | None:
        """What the project promised as a whole; None when blank."""
        form = self.form
        if isinstance(form, TargetTable):
            return said(form.annual_goal) or said(form.overall_goal) or said(form.long_term_goal)
        return said(form.expected_goal)

    @fact
    def actual_completion(self) -> str | None:
        """What the project says it reached as a whole; None when blank."""
        return said(self.form.actual_completion) if isinstance(self.form, SelfEvaluation) else None

    @fact
    def unit_name(self) -> str | None:
        """The unit that filled the form in."""
        form = self.form
        declaring = form.declaring_unit if isinstance(form, TargetTable) else None
        return said(form.implementing_unit) or said(declaring)

    @fact
    def project_key(self) -> str:
        """The project's name without blanks and punctuation, for finding the other forms of the project; empty when blank."""
        return condensed(self.form.project_name or "")

    def spot(self, field: str, *, cell_of: str | None = None) -> Spot:
        """Name a field of the form itself: `project_name`, `expected_goal`, `total_score_printed`."""
        cells = self.form.cells
        cell = cells.get(cell_of or field) or cells.get(field) or cells.get(field.removesuffix("_printed"))
        return Spot("form", field, cell)


def kind_of(form: Form) -> FormKind:
    """Return the kind of a form as its JSON names it."""
    if isinstance(form, SelfEvaluation):
        return "self_evaluation"
    return "monitoring" if isinstance(form, MonitoringTable) else "target"


_LIMITS: dict[int, tuple[Rulebook, dict[str, Decimal]]] = {}
"""Thresholds by rulebook; the book is kept beside them so that its identity is not given to another."""


def limits_of(rulebook: Rulebook) -> dict[str, Decimal]:
    """Return the thresholds of a rulebook by name."""
    known = _LIMITS.get(id(rulebook))
    if known is None or known[0] is not rulebook:
        if len(_LIMITS) > 64:
            _LIMITS.clear()
        known = (rulebook, {threshold.id: threshold.value for threshold in rulebook.audit.thresholds})
        _LIMITS[id(rulebook)] = known
    return known[1]
