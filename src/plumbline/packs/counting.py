"""Counting the entries of a number again as they stream by: the rules of `recount`, applied to what is said to count."""

from collections.abc import Sequence
from datetime import date
from decimal import Context, Decimal

from plumbline.evidence.entry import EntryRecord
from plumbline.evidence.measures import CountingRule
from plumbline.evidence.recount import Excluded, evaluate, rounded_for

_EXACT = Context(prec=120)
_SUMS = frozenset({"mean", "on_time_share", "answer_share"})


class Recount:
    """A number on its way. Every entry that is added must count; those that do not are returned with the reason."""

    def __init__(self, rule: CountingRule, *, as_of: date) -> None:
        self.rule, self.as_of = rule, as_of
        self.n, self.whole = 0, Decimal(0)
        self.part, self.total = Decimal(0), Decimal(0)
        self.subjects: set[str] = set()
        self.parts = tuple(
            Recount(each, as_of=as_of) for each in (rule.numerator, rule.denominator) if each is not None
        )

    def add(self, entries: Sequence[EntryRecord]) -> list[Excluded]:
        """Count a block of entries; return those that this rule does not count."""
        if self.parts:
            missed = [{each.entry: each for each in part.add_what_counts(entries)} for part in self.parts]
            return [each for entry, each in missed[0].items() if entry in missed[1]]
        return self.add_what_counts(entries)

    def add_what_counts(self, entries: Sequence[EntryRecord]) -> list[Excluded]:
        """Count a block of which not every entry need be of this rule; return those that are not counted."""
        value = evaluate(self.rule, entries, as_of=self.as_of)
        counted = set(value.contributing)
        known = {each.entry for each in value.excluded}
        missed = [*value.excluded, *(_foreign(each) for each in entries if each.id not in counted | known)]
        if self.rule.aggregation == "distinct":
            for entry in entries:
                if entry.id in counted and entry.subject is not None:
                    if entry.subject in self.subjects:
                        missed.append(_repeated(entry))
                    self.subjects.add(entry.subject)
        self.n += value.n
        if self.rule.aggregation in _SUMS:
            self.part = _EXACT.add(self.part, value.numerator or Decimal(0))
            self.total = _EXACT.add(self.total, value.denominator or Decimal(0))
        elif value.number is not None:
            self.whole = _EXACT.add(self.whole, value.number)
        return missed

    @property
    def number(self) -> Decimal | None:
        """What has been counted so far: None where nothing can be said."""
        rule = self.rule
        if self.parts:
            above, below = (part.number for part in self.parts)
            return rounded_for(rule, above, below) if above is not None and below else None
        if rule.aggregation == "distinct":
            return Decimal(len(self.subjects))
        if rule.aggregation in _SUMS:
            return rounded_for(rule, self.part, self.total) if self.total else None
        if rule.aggregation == "latest" and self.n == 0:
            return None
        return self.whole


def _foreign(entry: EntryRecord) -> Excluded:
    return Excluded(
        entry=entry.id,
        code="excluded",
        reason_zh=f"属于计量项目“{entry.measure}”",
        reason_en=f"is of the measure {entry.measure!r}",
    )


def _repeated(entry: EntryRecord) -> Excluded:
    return Excluded(
        entry=entry.id, code="repeated_subject", reason_zh="该对象已计入", reason_en="subject counted before"
    )
