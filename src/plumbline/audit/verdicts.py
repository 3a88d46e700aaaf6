"""Where rules put their answers: one verdict for each thing that a rule ought to check."""

from collections.abc import Sequence
from typing import Protocol

from plumbline.audit.doubts import Doubts, garbled
from plumbline.audit.model import Finding, FindingKey, Obligation, ObligationCount, Severity, Spot, Words
from plumbline.scoring import Score


class Checked(Protocol):
    """Something that a rule checks: a row of indicators or of funds."""

    @property
    def path(self) -> str:
        """Where it stands: ``indicators[3]``."""


class Verdicts:
    """Counts every verdict and keeps the findings; the list of obligations only when it was asked for.

    Rules call `passed`, `failed`, `not_applicable` or `undetermined` exactly once for each thing they ought to check.
    """

    __slots__ = (
        "_detailed",
        "_doubts",
        "_rule",
        "_severity",
        "failures",
        "findings",
        "not_applicables",
        "obligations",
        "passes",
        "unknowns",
    )

    def __init__(self, *, detailed: bool = False, doubts: Doubts | None = None) -> None:
        """`doubts`: places of the form that a conversion damaged, with which no rule can find fault."""
        self.findings: list[Finding] = []
        self.obligations: list[Obligation] = []
        self.passes = self.failures = self.not_applicables = self.unknowns = 0
        self._detailed = detailed
        self._doubts = doubts
        self._rule = ""
        self._severity: Severity = "error"

    def begin(self, rule_id: str, severity: Severity) -> None:
        """Say whose verdicts come next."""
        self._rule = rule_id
        self._severity = severity

    def passed(self, path: str) -> None:
        """Say that the thing at this path is in order."""
        self.passes += 1
        if self._detailed:
            self.obligations.append(Obligation(self._rule, path, "pass"))

    def all_passed(self, things: "Sequence[Checked]") -> None:
        """Say that all these rows are in order."""
        self.passes += len(things)
        if self._detailed:
            self.obligations.extend(Obligation(self._rule, one.path, "pass") for one in things)

    def failed(
        self,
        spot: Spot,
        words: Words,
        *,
        printed: str | None = None,
        expected: str | None = None,
        explains: Sequence[FindingKey] = (),
        explained_by: Sequence[FindingKey] = (),
        severity: Severity | None = None,
        expected_en: str | None = None,
    ) -> None:
        """Say that the thing at this spot contradicts something; `expected_en` where `expected` is a phrase.

        `explains` and `explained_by` name findings (rule, path) that follow from this one, or that this one follows from. Where the
        spot was damaged in a conversion, the answer is “undetermined” and says so.
        """
        doubt = garbled(printed) or (self._doubts.about(spot) if self._doubts is not None else None)
        if doubt is not None:
            self.undetermined(spot.owner, *doubt)
            return
        self.failures += 1
        self.findings.append(
            Finding(
                rule=self._rule,
                severity=severity or self._severity,
                field=spot.field,
                path=spot.path,
                message_zh=words.zh,
                message_en=words.en,
                advice_zh=words.advice_zh,
                advice_en=words.advice_en,
                level3=spot.level3,
                printed=printed,
                expected=expected,
                cell=spot.cell,
                causes=tuple(f"{rule}@{path}" for rule, path in explained_by),
                explains=tuple(explains),
                expected_en=expected_en,
            )
        )
        if self._detailed:
            self.obligations.append(Obligation(self._rule, spot.owner, "fail"))

    def not_applicable(self, path: str, zh: str, en: str) -> None:
        """Say that the rule has nothing to check here, and why."""
        self.not_applicables += 1
        if self._detailed:
            self.obligations.append(Obligation(self._rule, path, "not_applicable", zh, en))

    def none_applicable(self, things: "Sequence[Checked]", zh: str, en: str) -> None:
        """Say that the rule has nothing to check in any of these rows, and why."""
        self.not_applicables += len(things)
        if self._detailed:
            self.obligations.extend(Obligation(self._rule, one.path, "not_applicable", zh, en) for one in things)

    def undetermined(self, path: str, zh: str, en: str) -> None:
        """Say that the rule ought to answer here and cannot, and why."""
        self.unknowns += 1
        if self._detailed:
            self.obligations.append(Obligation(self._rule, path, "undetermined", zh, en))

    def unscored(self, path: str, score: Score) -> None:
        """Say that the rule cannot answer because the score is undetermined; the sentence is made only when it is kept."""
        if self._detailed:
            self.undetermined(path, score.sentence("zh"), score.sentence("en"))
        else:
            self.unknowns += 1

    @property
    def answers(self) -> int:
        """How many verdicts were given so far."""
        return self.passes + self.failures + self.not_applicables + self.unknowns

    def count(self) -> ObligationCount:
        """Return the four counts, with the list when it was kept."""
        kept = tuple(self.obligations) if self._detailed else None
        return ObligationCount(self.passes, self.failures, self.not_applicables, self.unknowns, kept)
