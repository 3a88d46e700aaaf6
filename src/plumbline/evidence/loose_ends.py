"""What cannot be named where it is met, because the explanation may stand elsewhere in the file.

A line missing here may turn up there; two entries edited alike may be one exchange; a seal read too early may be waited for.
Everything kept is bounded, so that memory stays flat on any file.
"""

from collections.abc import Iterable
from typing import Final

from plumbline.evidence.diagnosis import Replaced, Stray
from plumbline.evidence.findings import Finding, finding

MAX_FINDINGS: Final = 1_000
MAX_REMEMBERED: Final = 10_000


class Notes:
    """The findings so far: the first thousand in full, all of them counted by kind."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.counts: dict[str, int] = {}

    def report(self, found: Finding) -> None:
        """Note a finding."""
        self.counts[found.kind] = self.counts.get(found.kind, 0) + 1
        if len(self.findings) < MAX_FINDINGS:
            self.findings.append(found)

    def mark(self) -> tuple[int, dict[str, int]]:
        """Return the state to go back to."""
        return len(self.findings), dict(self.counts)

    def back_to(self, mark: tuple[int, dict[str, int]]) -> None:
        """Drop what was noted since the mark."""
        del self.findings[mark[0] :]
        self.counts = dict(mark[1])

    def withdraw(self, dropped: Iterable[Finding]) -> None:
        """Take findings back that have proved to be part of another."""
        for each in dropped:
            self.findings.remove(each)
            self.counts[each.kind] -= 1
            if not self.counts[each.kind]:
                del self.counts[each.kind]


class LooseEnds:
    """Entries missing, met too early or replaced, until the whole file is read."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._absent: dict[int, bytes | None] = {}
        self._replaced: list[Replaced] = []
        self.early: dict[int, Stray] = {}

    def mark(self) -> tuple[dict[int, bytes | None], int, dict[int, Stray]]:
        """Return the state to go back to; there is rarely anything in it."""
        return dict(self._absent), len(self._replaced), dict(self.early)

    def back_to(self, mark: tuple[dict[int, bytes | None], int, dict[int, Stray]]) -> None:
        """Drop what was noted since the mark."""
        self._absent, self.early = dict(mark[0]), dict(mark[2])
        del self._replaced[mark[1] :]

    def missing(self, sequence: int, digest: bytes | None) -> None:
        """Note that the line of a sealed entry is not where it should be."""
        if len(self._absent) < MAX_REMEMBERED:
            self._absent[sequence] = digest
        else:
            self._notes.report(finding("missing_entry", entry=sequence, sealed=digest))

    def replaced(self, each: Replaced) -> None:
        """Note that another entry stands where this one was sealed."""
        if len(self._replaced) < MAX_REMEMBERED:
            self._replaced.append(each)

    def stray(self, stray: Stray, *, sealed: int) -> None:
        """Take a line that carries the sequence of another lot."""
        if stray.sequence > sealed:
            if len(self.early) < MAX_REMEMBERED and stray.sequence not in self.early:
                self.early[stray.sequence] = stray
            else:
                self._notes.report(finding("inserted_entry", entry=stray.sequence, line=stray.line))
            return
        if stray.sequence in self._absent and self._absent[stray.sequence] in (None, stray.digest):
            del self._absent[stray.sequence]
            self._notes.report(finding("displaced_entry", entry=stray.sequence, line=stray.line))
        else:
            self._notes.report(finding("duplicated_entry", entry=stray.sequence, line=stray.line))

    def settle_early(self, *, first: int, digests: tuple[bytes, ...], present: frozenset[int]) -> None:
        """Judge the lines that were met too early, now that their own lot is known."""
        last = first + len(digests) - 1
        for sequence in [at for at in self.early if first <= at <= last]:
            stray = self.early.pop(sequence)
            if stray.digest != digests[sequence - first]:
                kind = finding("inserted_entry", entry=sequence, line=stray.line)
            elif sequence in present:
                kind = finding("duplicated_entry", entry=sequence, line=stray.line)
            else:
                kind = finding("displaced_entry", entry=sequence, line=stray.line)
            self._notes.report(kind)

    def settle(self) -> None:
        """Name what nothing in the file explains."""
        self._pair_exchanges()
        for sequence, digest in sorted(self._absent.items()):
            self._notes.report(finding("missing_entry", entry=sequence, sealed=digest))
        for stray in self.early.values():
            self._notes.report(finding("inserted_entry", entry=stray.sequence, line=stray.line))

    def _pair_exchanges(self) -> None:
        """Two entries that each hold the other's content were exchanged, not edited."""
        by_sealed = {each.sealed: each for each in self._replaced}
        exchanged: dict[int, bytes] = {}
        for each in self._replaced:
            other = by_sealed.get(each.found)
            if other is not None and other.found == each.sealed:
                exchanged[each.sequence] = each.sealed
        kinds = ("edited_entry", "redated_entry", "displaced_entry")
        dropped = [each for each in self._notes.findings if each.kind in kinds and each.entry in exchanged]
        self._notes.withdraw(dropped)
        for sequence, sealed in exchanged.items():
            self._notes.report(finding("displaced_entry", entry=sequence, sealed=sealed))
