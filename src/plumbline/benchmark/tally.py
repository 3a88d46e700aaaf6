"""Precision and recall, per kind of error, per layout, per kind of file."""

from collections import Counter
from collections.abc import Iterable

import msgspec

from plumbline.benchmark.matching import CaseResult, Judged
from plumbline.benchmark.model import CaseForm


class Counts(msgspec.Struct, kw_only=True):
    """How an audit did. `labels` errors were put in, `found` of them named, `hidden` only as a consequence of another finding.

    `findings` were made where they count, `true` of them name an error, `repeats` name it once more, the rest names what is not there.
    """

    labels: int = 0
    found: int = 0
    hidden: int = 0
    findings: int = 0
    true: int = 0
    repeats: int = 0

    @property
    def recall(self) -> float | None:
        """The share of errors that were named; None where there was none."""
        return self.found / self.labels if self.labels else None

    @property
    def precision(self) -> float | None:
        """The share of findings that name an error, each once; None where nothing was found."""
        return self.true / self.findings if self.findings else None


class Tally(msgspec.Struct, kw_only=True):
    """The results of a benchmark.

    `by_kind`, `by_layout`, `by_format`: counts by their names; the findings of a kind are those in forms that hold that kind alone.
    `false_by_rule` counts false findings by rule, repeats apart. `clean_errors` are the findings at
    severity error on clean forms.
    """

    cases: int = 0
    forms: int = 0
    total: Counts = msgspec.field(default_factory=Counts)
    by_kind: dict[str, Counts] = msgspec.field(default_factory=dict)
    by_layout: dict[str, Counts] = msgspec.field(default_factory=dict)
    by_format: dict[str, Counts] = msgspec.field(default_factory=dict)
    false_by_rule: dict[str, int] = msgspec.field(default_factory=dict)
    clean_forms: int = 0
    clean_errors: int = 0
    clean_findings: int = 0
    unread: int = 0

    def add(self, result: CaseResult) -> None:
        """Count one case."""
        truth = result.truth
        self.cases += 1
        self.forms += len(truth.forms)
        self.unread += result.unread
        if not truth.labels:
            self.clean_forms += len(truth.forms)
            self.clean_findings += len(result.judged)
            self.clean_errors += sum(1 for one in result.judged if one.finding.severity == "error")
        for label in truth.labels:
            form = truth.forms[max(label.form, 0)]
            for counts in (self.total, self._kind(label.kind), *self._of(form)):
                counts.labels += 1
                counts.found += label in result.found
                counts.hidden += label in result.hidden
        alone = truth.labels[0].kind if len(truth.labels) == 1 else None
        for one in result.judged:
            self._count_finding(one, truth.forms[min(one.form, len(truth.forms) - 1)], alone)

    def _count_finding(self, one: Judged, form: CaseForm, alone: str | None) -> None:
        is_true = one.label is not None and not one.is_repeat
        for counts in (self.total, *self._of(form), *([self._kind(alone)] if alone else [])):
            counts.findings += 1
            counts.true += is_true
            counts.repeats += one.is_repeat
        if one.label is None:
            self.false_by_rule[one.finding.rule] = self.false_by_rule.get(one.finding.rule, 0) + 1

    def _kind(self, name: str) -> Counts:
        return self.by_kind.setdefault(name, Counts())

    def _of(self, form: CaseForm) -> tuple[Counts, Counts]:
        return self.by_layout.setdefault(form.layout, Counts()), self.by_format.setdefault(form.format, Counts())

    @property
    def clean_errors_per_hundred(self) -> float:
        """False findings at severity error per hundred clean forms."""
        return 100 * self.clean_errors / self.clean_forms if self.clean_forms else 0.0


def tally(results: Iterable[CaseResult]) -> Tally:
    """Count the results of all cases."""
    counted = Tally()
    for result in results:
        counted.add(result)
    return counted


def sorted_rules(counts: dict[str, int]) -> list[tuple[str, int]]:
    """Return rules with their counts, the most frequent first."""
    return Counter(counts).most_common()
