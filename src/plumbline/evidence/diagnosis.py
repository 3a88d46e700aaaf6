"""What was done to a lot of entries that is not as its seal says.

Every answer is confirmed: the list of digests it restores hashes to what the seal recorded. Only when no single explanation
does is the lot given up as altered beyond naming, together with what its sequences alone show.
"""

import itertools
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Final

import msgspec

from plumbline.errors import PlumblineError
from plumbline.evidence.entry import canonical_bytes, decode_entry
from plumbline.evidence.findings import Finding, Kind, finding
from plumbline.evidence.hashing import Hasher
from plumbline.evidence.locator import MAX_GAPS, Repair, fill_gaps, proposals
from plumbline.evidence.lot import Lot
from plumbline.evidence.seal import Seal, sums_of

REDATING_DAYS: Final = 400
MAX_COMBINATIONS: Final = 64
MAX_DATE_SEARCHES: Final = 20


class Replaced(msgspec.Struct, frozen=True):
    """At this sequence another entry stands than the sealed one."""

    sequence: int
    found: bytes
    sealed: bytes


class Stray(msgspec.Struct, frozen=True):
    """A line that carries the sequence of another lot."""

    sequence: int
    digest: bytes
    line: int | None


class Diagnosis(msgspec.Struct, frozen=True):
    """What was done. `digests` is the sealed list, restored and confirmed; None when that failed.

    `absent` are sealed entries whose line was not found here (with their digest where it could be restored), `strays` lines
    that carry a sequence of another lot: they may explain each other across lots.
    """

    digests: tuple[bytes, ...] | None
    findings: tuple[Finding, ...] = ()
    replaced: tuple[Replaced, ...] = ()
    absent: Mapping[int, bytes | None] = {}
    strays: tuple[Stray, ...] = ()
    renumbered: tuple[int, int] | None = None


def diagnose(lot: Lot, seal: Seal, *, early: Mapping[int, bytes], digests: Hasher) -> Diagnosis:
    """Explain how the lines of a lot came from the list that was sealed. `early` are lines of it met before their time."""

    def confirmed(leaves: Sequence[bytes]) -> bool:
        return len(leaves) == seal.last - seal.first + 1 and digests.digest_list(leaves).hex() == seal.entries

    labels = lot.labels()
    as_they_stand = _by_order(lot, seal, confirmed, digests)
    if as_they_stand is not None:
        return msgspec.structs.replace(as_they_stand, renumbered=_renumbered(labels, seal.first))
    in_sequence = labels == list(range(seal.first, seal.first + len(labels)))
    one_act = _one_act(lot, seal, confirmed) if in_sequence else None
    if one_act is not None:
        return one_act
    by_sequence = _BySequence(lot, seal, early=early, digests=digests).diagnosis(confirmed)
    if by_sequence.digests is None and not in_sequence:
        return _one_act(lot, seal, confirmed) or by_sequence
    return by_sequence


def _one_act(lot: Lot, seal: Seal, confirmed: Callable[[Sequence[bytes]], bool]) -> Diagnosis | None:
    """Take the lines in file order, whatever sequences they carry, and find the one act that explains them."""
    for repair in proposals(lot.leaves, count=seal.last - seal.first + 1, sums=sums_of(seal)):
        if confirmed(repair.digests):
            return _repaired(lot, repair, seal)
    return None


def _renumbered(labels: Sequence[int], first: int) -> tuple[int, int] | None:
    """Where the lines carry other sequences than their places, from the first such to the last."""
    wrong = [sequence for sequence, label in enumerate(labels, start=first) if label != sequence]
    return (wrong[0], wrong[-1]) if wrong else None


def _by_order(lot: Lot, seal: Seal, confirmed: Callable[[Sequence[bytes]], bool], digests: Hasher) -> Diagnosis | None:
    """Take the lines in file order: the digests are all there, and at most what stands beside them was altered."""
    if confirmed(lot.leaves):
        return Diagnosis(
            tuple(lot.leaves), *_content_edits(lot, range(len(lot.leaves)), first=seal.first, digests=digests)
        )
    computed = list(lot.leaves)
    for place, line in lot.odd.items():
        if line.computed is not None:
            computed[place] = line.computed
    if computed == lot.leaves or not confirmed(computed):
        return None
    edits = [at for at, line in sorted(lot.odd.items()) if line.edited]
    findings = [
        finding("edited_digest", entry=seal.first + at, line=lot.odd[at].line, sealed=computed[at]) for at in edits
    ]
    return Diagnosis(tuple(computed), tuple(findings))


def _repaired(lot: Lot, repair: Repair, seal: Seal) -> Diagnosis:
    sequences = [seal.first + place for place in repair.places]
    if repair.act == "removed":
        return Diagnosis(repair.digests, absent={sequences[0]: repair.digests[repair.places[0]]})
    if repair.act == "inserted":
        surplus = lot.leaves[repair.places[0]]
        if surplus in repair.digests:
            sequence = seal.first + repair.digests.index(surplus)
            return Diagnosis(repair.digests, (finding("duplicated_entry", entry=sequence),))
        return Diagnosis(repair.digests, (finding("inserted_entry", entry=sequences[0]),))
    kind: Kind = "edited_entry" if repair.act == "changed" else "displaced_entry"
    replaced = tuple(Replaced(seal.first + at, lot.leaves[at], repair.digests[at]) for at in repair.places)
    return Diagnosis(
        repair.digests, tuple(finding(kind, entry=each.sequence, sealed=each.sealed) for each in replaced), replaced
    )


def _content_edits(
    lot: Lot, places: Sequence[int], *, first: int, digests: Hasher
) -> tuple[tuple[Finding, ...], tuple[Replaced, ...]]:
    """Entries whose content does not have the digest that is now confirmed; `places[i]` is the line at ``first + i``."""
    findings: list[Finding] = []
    replaced: list[Replaced] = []
    sequence_of = {place: first + at for at, place in enumerate(places)} if lot.odd else {}
    for place, line in lot.odd.items():
        sequence = sequence_of.get(place)
        if sequence is None:
            continue
        if line.respelled:
            findings.append(finding("respelled_entry", entry=sequence, line=line.line, sealed=line.stated))
        elif line.edited:
            search = line.content is not None and len(replaced) < MAX_DATE_SEARCHES
            day = redated_from(line.content or b"", sealed=line.stated, digests=digests) if search else None
            kind: Kind = "redated_entry" if day else "edited_entry"
            detail = (day or "", day or "")
            findings.append(finding(kind, entry=sequence, line=line.line, sealed=line.stated, detail=detail))
            replaced.append(Replaced(sequence, line.computed or b"", line.stated))
    return tuple(findings), tuple(replaced)


def redated_from(content: bytes, *, sealed: bytes, digests: Hasher) -> str | None:
    """Return the date the sealed entry had, when that is all that differs and lies within four hundred days."""
    try:
        entry = decode_entry(content)
    except PlumblineError:
        return None
    for days in range(1, REDATING_DAYS + 1):
        for shift in (timedelta(days=-days), timedelta(days=days)):
            try:
                happened_on = entry.happened_on + shift
            except OverflowError:
                continue
            if digests.leaf(canonical_bytes(msgspec.structs.replace(entry, happened_on=happened_on))) == sealed:
                return happened_on.isoformat()
    return None


class _BySequence:
    """Take the lines by the sequence each carries: some missing, doubled, out of order or from elsewhere."""

    def __init__(self, lot: Lot, seal: Seal, *, early: Mapping[int, bytes], digests: Hasher) -> None:
        self.lot = lot
        self.digests = digests
        self.seal = seal
        self.count = seal.last - seal.first + 1
        self.candidates: list[list[int]] = [[] for _ in range(self.count)]
        self.strays: list[int] = []
        self.findings: list[Finding] = []
        self.labels = lot.labels()
        for place, label in enumerate(self.labels):
            if seal.first <= label <= seal.last:
                self.candidates[label - seal.first].append(place)
            else:
                self.strays.append(place)
        for places in self.candidates:
            if len(places) > 1:
                places.sort(key=self._misfit)
        self.early = {label: digest for label, digest in early.items() if seal.first <= label <= seal.last}

    def diagnosis(self, confirmed: Callable[[Sequence[bytes]], bool]) -> Diagnosis:
        for choice in itertools.islice(self._choices(), MAX_COMBINATIONS):
            found = [None if place is None else self.lot.leaves[place] for place in choice]
            for at, digest in enumerate(found):
                if digest is None:
                    found[at] = self.early.get(self.seal.first + at)
            restored = fill_gaps(found, sums_of(self.seal))
            if restored is not None and confirmed(restored):
                return self._explained(choice, restored)
        return self._given_up(next(self._choices()))

    def _choices(self) -> Iterator[tuple[int | None, ...]]:
        """For each sequence one of the lines that claim it, the first ones first."""
        doubtful = [at for at, places in enumerate(self.candidates) if len(self._distinct(places)) > 1]
        base: list[int | None] = [places[0] if places else None for places in self.candidates]
        for chosen in itertools.product(*(self._distinct(self.candidates[at]) for at in doubtful)):
            choice = list(base)
            for at, place in zip(doubtful, chosen, strict=True):
                choice[at] = place
            yield tuple(choice)

    def _misfit(self, place: int) -> int:
        """How many of a line's two neighbours are not those of its sequence: of several copies the fitting one is the true one."""
        label = self.labels[place]
        before = self.labels[place - 1] if place else self.seal.first - 1
        behind = self.labels[place + 1] if place + 1 < len(self.labels) else self.seal.last + 1
        return (before != label - 1) + (behind != label + 1)

    def _distinct(self, places: Sequence[int]) -> list[int]:
        return list({self.lot.leaves[place]: place for place in reversed(places)}.values())[::-1]

    def _explained(self, choice: Sequence[int | None], restored: Sequence[bytes]) -> Diagnosis:
        edits, replaced = self._edits(choice)
        absent = {sequence: restored[sequence - self.seal.first] for sequence in self._absent(choice)}
        self._surplus(choice, restored)
        self._out_of_order(choice)
        strays = tuple(self._stray_lines())
        return Diagnosis(tuple(restored), (*edits, *self.findings), replaced, absent, strays)

    def _given_up(self, choice: Sequence[int | None]) -> Diagnosis:
        edits, replaced = self._edits(choice)
        absent = dict.fromkeys(self._absent(choice))
        self._surplus(choice, [])
        self._out_of_order(choice)
        # With many gaps the rest of the lot need not be altered, but nothing is left to show that it is not.
        kind: Kind = "unconfirmed_range" if len(absent) > MAX_GAPS else "altered_range"
        rest = finding(kind, entry=self.seal.first, last_entry=self.seal.last)
        strays = tuple(self._stray_lines())
        return Diagnosis(None, (*edits, *self.findings, rest), replaced, absent, strays)

    def _edits(self, choice: Sequence[int | None]) -> tuple[tuple[Finding, ...], tuple[Replaced, ...]]:
        places = [-1 if place is None else place for place in choice]
        return _content_edits(self.lot, places, first=self.seal.first, digests=self.digests)

    def _absent(self, choice: Sequence[int | None]) -> list[int]:
        sequences = [self.seal.first + at for at, place in enumerate(choice) if place is None]
        return [sequence for sequence in sequences if sequence not in self.early]

    def _surplus(self, choice: Sequence[int | None], restored: Sequence[bytes]) -> None:
        for at, places in enumerate(self.candidates):
            for place in places:
                if place != choice[at]:
                    same = choice[at] is not None and self.lot.leaves[place] == self.lot.leaves[choice[at] or 0]
                    kind: Kind = "duplicated_entry" if same or self.lot.leaves[place] in restored else "inserted_entry"
                    self.findings.append(finding(kind, entry=self.seal.first + at, line=self._line(place)))

    def _out_of_order(self, choice: Sequence[int | None]) -> None:
        order = [place for place in choice if place is not None]
        for at in _moved(order):
            sequence = self.labels[order[at]]
            self.findings.append(finding("displaced_entry", entry=sequence, line=self._line(order[at])))

    def _stray_lines(self) -> Iterator[Stray]:
        for place in self.strays:
            yield Stray(self.labels[place], self.lot.leaves[place], self._line(place))

    def _line(self, place: int) -> int | None:
        return self.lot.odd[place].line if place in self.lot.odd else None


def _moved(order: Sequence[int]) -> list[int]:
    """Which items are out of order: both of one exchanged pair, else as few as leave the rest in order."""
    expected = sorted(order)
    wrong = [at for at, place in enumerate(order) if place != expected[at]]
    if len(wrong) == 2:
        return wrong
    tails: list[int] = []
    tail_at: list[int] = []
    came_from: list[int] = []
    for at, place in enumerate(order):
        length = bisect_left(tails, place)
        came_from.append(tail_at[length - 1] if length else -1)
        tails[length : length + 1] = [place]
        tail_at[length : length + 1] = [at]
    kept = set()
    at = tail_at[-1] if tail_at else -1
    while at >= 0:
        kept.add(at)
        at = came_from[at]
    return [at for at in range(len(order)) if at not in kept]
