"""The score of one indicator row: which rule applies, what it gives, why."""

from decimal import Decimal

from plumbline.forms.model import Indicator
from plumbline.forms.values import ActualValue, TargetValue
from plumbline.rulebooks.model import Citation, RoundingStep, Rulebook
from plumbline.scoring.completion import Completion, completion_of
from plumbline.scoring.dates import on_time
from plumbline.scoring.numbers import ZERO, round_step, sane
from plumbline.scoring.outcomes import Explanation, Formula, Outcome, Reason, Score, Source
from plumbline.scoring.qualitative import band_scores, level_band, yes_or_no
from plumbline.scoring.units import is_percent, reconcile_units

_NUMERIC = frozenset({"number", "money", "percent", "change", "duration"})
_UNREADABLE = frozenset({"expression", "impossible_date", "spreadsheet_error", "contradicting_bounds"})
_WORDS = frozenset({"qualitative_level", "qualitative_text"})

Inputs = dict[str, Decimal | str]


class RowScorer:
    """Scores rows under one rulebook, one rounding and one year."""

    def __init__(self, book: Rulebook, *, rounding: RoundingStep, year: int | None) -> None:
        self.book = book
        self.rounding = rounding
        self.year = year if book.date.year_from_form else None
        self._documents = {document.id: document for document in book.documents}
        self._sources: dict[Citation, Source] = {}

    def source(self, cite: Citation) -> Source:
        """Return the citation with the titles of its document."""
        found = self._sources.get(cite)
        if found is None:
            document = self._documents[cite.document]
            found = Source(
                document.title_zh, document.title_en, document.number,
                cite.article, cite.article_en or cite.article, cite.confidence,
            )  # fmt: skip
            self._sources[cite] = found
        return found

    def score(self, indicator: Indicator, index: int) -> Score:
        """Score one row. Never raises: what cannot be scored is undetermined, with its reason."""
        return _Row(self, indicator, index).score()


class _Row:
    """One row while it is being scored."""

    __slots__ = ("book", "claimed", "index", "indicator", "inputs", "scorer", "stated_weight", "weight")

    def __init__(self, scorer: RowScorer, indicator: Indicator, index: int) -> None:
        self.scorer = scorer
        self.book = scorer.book
        self.indicator = indicator
        self.index = index
        self.stated_weight = sane(indicator.weight)
        self.weight = ZERO if self.stated_weight is None else self.stated_weight
        self.claimed = sane(indicator.claimed_score)
        self.inputs: Inputs = {}

    def score(self) -> Score:
        indicator = self.indicator
        target, actual = indicator.target, indicator.actual
        if target is not None:
            self.inputs["target_printed"] = target.raw
        if actual is not None:
            self.inputs["actual_printed"] = actual.raw
        if self.stated_weight is None:
            return self.undetermined("no_weight")
        self.inputs["weight"] = self.weight
        if self.weight < 0:
            return self.undetermined("negative_weight")
        unready = _not_ready(target, actual)
        if unready is not None or target is None or actual is None:
            return self.undetermined(unready or "no_actual")
        if target.kind == "not_applicable":
            return self.result(Explanation(None, self.inputs, reason="not_applicable"), "not_applicable", None, None)
        if actual.kind in _WORDS:
            return self.answer_in_words(target, actual)
        if target.kind == "date" or target.operator == "date":
            return self.deadline(target, actual)
        if target.kind in _WORDS:
            return self.undetermined("numeric_answer_to_qualitative_target")
        if target.kind not in _NUMERIC or actual.kind not in _NUMERIC:
            return self.undetermined("kinds_differ")
        return self.numeric(target, actual)

    def answer_in_words(self, target: TargetValue, actual: ActualValue) -> Score:
        band = level_band(actual.raw, self.book)
        if target.kind in _WORDS:
            as_promised = yes_or_no(target.raw, actual.raw)
            if as_promised is not None:
                return self.exact(self.weight if as_promised else ZERO, "yes_no", self.book.methods.yes_no.cite)
        if band is None:
            return self.undetermined(
                "level_not_stated" if target.kind in _WORDS else "qualitative_answer_to_numeric_target"
            )
        low, high = band_scores(self.weight, band, self.book)
        self.inputs["level"] = band.level
        if target.kind not in _WORDS:
            return self.undetermined("qualitative_answer_to_numeric_target", low=low, high=high)
        source = self.scorer.source(self.book.qualitative.cite)
        return self.result(Explanation("qualitative_band", self.inputs, source), "computed", low, high)

    def deadline(self, target: TargetValue, actual: ActualValue) -> Score:
        kept = on_time(target, actual, year=self.scorer.year)
        if isinstance(kept, str):
            return self.undetermined(kept)
        if kept:
            return self.exact(self.weight, "on_time", self.book.methods.date.cite)
        if self.book.date.late == "undetermined":
            return self.undetermined("late_date")
        return self.exact(ZERO, "late", self.book.date.cite)

    def numeric(self, target: TargetValue, actual: ActualValue) -> Score:
        found = completion_of(target, actual, self.book)
        if isinstance(found, str):
            return self.undetermined(found)
        relation = reconcile_units(target.unit, actual.unit).relation
        if relation != "compatible":
            self.inputs["unit_relation"] = relation
        self.inputs["target"] = found.aimed
        self.inputs["actual"] = found.done
        choice = self.book.methods.quantitative
        if _is_satisfaction(self.indicator):
            if self.book.methods.satisfaction.method != "satisfaction_bands":
                choice = self.book.methods.satisfaction
            elif all(unit is None or is_percent(unit) for unit in (target.unit, actual.unit)):
                return self.by_satisfaction(found.done)
        if found.reached:
            return self.reached(found)
        if choice.method == "threshold":
            return self.above_threshold(found)
        if choice.method == "direct":
            return self.exact(ZERO, "direct_missed", choice.cite)
        points = self.weight * found.numerator / found.denominator
        return self.exact(points, found.formula, found.cite)

    def reached(self, found: Completion) -> Score:
        rule = self.book.over_completion
        if (
            not found.upward
            or rule.mode == "none"
            or not rule.deductions
            or found.done < rule.deductions[0].at_least * found.aimed
        ):
            return self.exact(self.weight, found.formula, found.cite)
        share = max(deduction.share for deduction in rule.deductions if found.done >= deduction.at_least * found.aimed)
        self.inputs["deduction_share"] = share
        lowered = self.weight * (1 - share)
        if rule.mode == "apply":
            return self.exact(lowered, "over_completion", rule.cite)
        low = round_step(lowered, self.scorer.rounding)
        explanation = Explanation("over_completion", self.inputs, self.scorer.source(rule.cite))
        return self.result(explanation, "computed", min(low, self.weight), self.weight, self.weight)

    def above_threshold(self, found: Completion) -> Score:
        floor = self.book.threshold.floor
        self.inputs["floor"] = floor
        self.inputs["completion"] = found.numerator / found.denominator
        above = found.numerator - floor * found.denominator
        if above < 0:
            return self.exact(ZERO, "below_threshold", self.book.threshold.cite)
        points = self.weight * above / (found.denominator * (1 - floor))
        return self.exact(points, "threshold", self.book.threshold.cite)

    def by_satisfaction(self, percent: Decimal) -> Score:
        bands = self.book.satisfaction.bands
        share = next((band.share for band in bands if percent >= band.at_least), ZERO)
        self.inputs["share"] = share
        return self.exact(self.weight * share, "satisfaction_bands", self.book.satisfaction.cite)

    def exact(self, points: Decimal, formula: Formula, cite: Citation) -> Score:
        rounding = self.scorer.rounding
        rounded = self.weight if points == self.weight else min(self.weight, round_step(points, rounding))
        explanation = Explanation(formula, self.inputs, self.scorer.source(cite), points, rounding)
        return self.result(explanation, "computed", rounded, rounded, rounded)

    def undetermined(self, reason: Reason, *, low: Decimal | None = None, high: Decimal | None = None) -> Score:
        return self.result(Explanation(None, self.inputs, reason=reason), "undetermined", low, high)

    def result(
        self,
        explanation: Explanation,
        outcome: Outcome,
        low: Decimal | None,
        high: Decimal | None,
        computed: Decimal | None = None,
    ) -> Score:
        indicator, claimed = self.indicator, self.claimed
        difference = distance(claimed, low, high) if outcome == "computed" else None
        return Score(
            "row",
            indicator.level3,
            outcome,
            explanation,
            indicator.cells.get("score", indicator.cell),
            self.index,
            self.stated_weight,
            claimed,
            computed,
            low,
            high,
            difference,
        )


def distance(claimed: Decimal | None, low: Decimal | None, high: Decimal | None) -> Decimal | None:
    """Return how far a claim lies outside of a band: below it negative, inside zero."""
    if claimed is None or low is None or high is None:
        return None
    if claimed < low:
        return claimed - low
    return claimed - high if claimed > high else ZERO


def _not_ready(target: TargetValue | None, actual: ActualValue | None) -> Reason | None:
    if target is None:
        return "no_target"
    if target.kind == "placeholder":
        return "placeholder_target"
    if target.kind == "not_applicable":
        return None if actual is not None else "no_actual"
    if actual is None:
        return "no_actual"
    if actual.kind == "placeholder":
        return "placeholder_actual"
    if actual.kind == "not_applicable":
        return "actual_not_applicable"
    if target.note in _UNREADABLE or actual.note in _UNREADABLE:
        return "unreadable_number"
    if "compound" in (target.kind, target.operator, actual.kind, actual.operator):
        return "compound_value"
    return None


def _is_satisfaction(indicator: Indicator) -> bool:
    return "满意度" in (indicator.level1 or "") or "满意度" in (indicator.level2 or "")
