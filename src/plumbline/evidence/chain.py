"""The chain of an export as it is read: lots of entries, each closed by a seal that follows from the one before."""

from collections.abc import Sequence
from typing import Final

import msgspec

from plumbline.evidence.diagnosis import Diagnosis, Stray, diagnose
from plumbline.evidence.edge import Edge
from plumbline.evidence.export import ReadSeal
from plumbline.evidence.findings import Kind, finding
from plumbline.evidence.hashing import Hasher
from plumbline.evidence.links import Judged, Links
from plumbline.evidence.locator import power_sums
from plumbline.evidence.loose_ends import MAX_REMEMBERED, LooseEnds, Notes
from plumbline.evidence.lot import Lot
from plumbline.evidence.merkle import Frontier
from plumbline.evidence.seal import MAX_SEAL_ENTRIES, Head, Seal, canonical_seal, signature_holds, sums_as_hex

_DERIVED_FIELDS: Final = ("algorithm", "entries", "first", "last", "number", "root", "sums")


class _Undo(msgspec.Struct, frozen=True):
    """How to take the last seal back, should it prove to be none of this chain."""

    edge: Edge
    lot: Lot
    marks: tuple[tuple[int, dict[str, int]], tuple[dict[int, bytes | None], int, dict[int, Stray]]]
    links: tuple[Judged | None, Judged | None]
    read: ReadSeal


class _Standing(msgspec.Struct, frozen=True):
    """How many lines a seal confirms as they stand, and the tree after them."""

    count: int
    grown: Frontier | None


class ChainCheck:
    """The state between two lines: the open lot, the edge of the chain, and loose ends."""

    def __init__(self, digests: Hasher, *, head: Head, public_key: str | None) -> None:
        self.digests = digests
        self.head = head
        self.public_key = public_key
        self.lot = Lot(1)
        self.notes = Notes()
        self.ends = LooseEnds(self.notes)
        self.links = Links(self.notes.report)
        self.edge = Edge.start(digests)
        self._held: dict[int, ReadSeal] = {}
        self._gaps: dict[int, str | None] = {}
        self._known: dict[int, str] = {}
        self._reversed: list[tuple[int, int]] = []
        self._renumbered = False
        self._refuted: set[int] = set()
        self._undo: _Undo | None = None

    def use(self, digests: Hasher) -> None:
        """Go on with another algorithm; nothing has been hashed yet."""
        self.digests = digests
        self.edge = Edge.start(digests)

    def close(self, read: ReadSeal) -> None:
        """Take a seal line: the next of the chain, one out of place, a copy, or a stranger."""
        seal = read.seal
        if not self._follows(seal):
            while seal.number > self.edge.number + 1 and self.edge.number + 1 in self._held:
                self._take_held(before=seal)
        if self._follows(seal):
            if not self.lot.leaves and not self.ends.early:
                self._held[seal.number] = read
                return
            self._take(read)
            self._take_overtaken(late=True)
        else:
            if seal.number <= self.edge.number:
                self._again(read)
            else:
                self._ahead(read)
            self._take_overtaken(late=False)

    def _follows(self, seal: Seal) -> bool:
        """Whether a seal claims the next place: by its number, or by the seal it was chained to."""
        return seal.number == self.edge.number + 1 or seal.previous in self.edge.accepted

    def close_unreadable(self, stated: str, *, line: int) -> None:
        """Take a seal line whose seal cannot be read: the next of the chain, edited beyond reading."""
        leaves = self.lot.leaves
        judged = Judged(number=self.edge.number + 1, line=line, stated=stated, computed="", wrong=("content",))
        previous = self.edge.accepted[0]
        last = self.edge.sealed + len(leaves)
        if leaves and self.edge.frontier is not None:
            rest = finding("unconfirmed_range", entry=self.edge.sealed + 1, last_entry=last)
            self.edge = msgspec.structs.replace(self.edge, doubt=(*self.edge.doubt, rest))
        self._advance(judged, grown=self.edge.grown(leaves), last=last, keep_doubt=True)
        self.links.follow(judged, previous)
        self.lot = Lot(self.edge.sealed + 1)

    def finish(self) -> None:
        """Judge what only the end of the file shows."""
        for number in sorted(self._held):
            if number == self.edge.number + 1:
                self._take_held()
            elif number <= self.edge.number:
                self._stranger(self._held[number])
            else:
                self._ahead(self._held[number], wait=False)
        for found in self.edge.doubt:
            self.notes.report(found)
        self._compare_with_head()
        for number in sorted(self._gaps):
            self.notes.report(finding("missing_seal", seal=number))
        for number in sorted(self._refuted - self.links.altered):
            self.notes.report(finding("edited_seal", seal=number, detail=("内容", "content")))
        for earlier, later in self._reversed:
            if not self.links.altered & {earlier, later}:
                self.notes.report(finding("reversed_time", seal=later))
        self.ends.settle()

    def _compare_with_head(self) -> None:
        """Judge the last seal and the length of the chain by what was published."""
        edge, head = self.edge, self.head
        ended = edge.sealed == head.count
        vouched = self.links.finish(head.digest if ended else None)
        held = vouched if ended else edge.head_held
        unsealed = len(self.lot.leaves)
        seen = edge.sealed + unsealed
        if head.count > seen:
            self.notes.report(finding("truncated", entry=seen + 1, last_entry=head.count))
        elif head.count > edge.sealed:
            self._gaps[edge.number + 1] = None
        elif not held and edge.head_seal not in self.links.altered and not self._gaps:
            self.notes.report(finding("head_mismatch", seal=edge.head_seal or edge.number))
        if unsealed:
            self.notes.report(finding("unsealed_tail", entry=edge.sealed + 1, detail=(str(unsealed), str(unsealed))))

    def _take(self, read: ReadSeal, *, carry: bool = False) -> None:
        """Close the lot with the next seal. Lines behind its last entry are kept for a later seal only with `carry`."""
        seal = read.seal
        carry = carry or any(number > self.edge.number + 1 for number in self._held)
        first = self.edge.sealed + 1
        edge, lot, links = self.edge, self.lot, (self.links.pending, self.links.suspect)
        marks = (self.notes.mark(), self.ends.mark())
        standing = self._standing(seal)
        if standing is not None:
            ahead, behind = self.lot.split(standing.count)
            leaves: Sequence[bytes] | None = ahead.leaves
            derived: Seal | None = self.edge.derive(ahead.leaves, like=seal, grown=standing.grown)
            settled = diagnose(ahead, derived or seal, early={}, digests=self.digests) if ahead.odd else None
            grown = standing.grown
        else:
            ahead, behind, settled = self._best_explanation(seal, carry=carry)
            leaves = settled.digests
            grown = self.edge.grown(ahead.leaves if leaves is None else leaves)
            derived = None if leaves is None else self.edge.derive(leaves, like=seal, grown=grown)
        present = frozenset(ahead.labels()) if self.ends.early else frozenset()
        judged = self._judged(read, derived)
        self._advance(judged, grown=grown, last=derived.last if derived else self._last_of(seal), seal=seal)
        self.links.follow(judged, seal.previous)
        if settled is not None:
            self._note(settled, confirmed=leaves is not None)
        if leaves is not None and self.ends.early:
            self.ends.settle_early(first=first, digests=tuple(leaves), present=present)
        self._check_signature(read, judged)
        if not carry:
            self._judge_surplus(behind, leaves=leaves or (), first=first)
        self.lot = behind if behind.leaves and carry else Lot(self.edge.sealed + 1)
        self._undo = _Undo(edge, ahead if carry else lot, marks, links, read)

    def _standing(self, seal: Seal) -> "_Standing | None":
        """Return how many lines, as they stand, the seal confirms: by its own digest over them, or by the root."""
        leaves = self.lot.leaves
        if 0 < len(leaves) <= MAX_SEAL_ENTRIES:
            grown = self.edge.grown(leaves)
            if self.edge.confirms(seal, leaves) or (grown is not None and grown.root().hex() == seal.root):
                return _Standing(len(leaves), grown)
        count = seal.last - self.edge.sealed
        if 0 < count < len(leaves) and self.edge.confirms(seal, leaves[:count]):
            return _Standing(count, self.edge.grown(leaves[:count]))
        return None

    def _best_explanation(self, seal: Seal, *, carry: bool) -> tuple[Lot, Lot, Diagnosis]:
        """Explain the lines by the seal: all of them, or when more seals are to come, those up to its last entry."""
        labels = self.lot.labels()
        size = len(labels)
        while carry and size and labels[size - 1] > seal.last:
            size -= 1
        ahead, behind = self.lot.split(size, first=seal.last + 1)
        return ahead, behind, self._diagnosed(seal, ahead)

    def _judge_surplus(self, surplus: Lot, *, leaves: Sequence[bytes], first: int) -> None:
        """Judge lines that stand between the last entry of a seal and the seal."""
        place_of = {digest: place for place, digest in enumerate(leaves)} if surplus.leaves else {}
        for place, (label, digest) in enumerate(zip(surplus.labels(), surplus.leaves, strict=True)):
            line = surplus.odd[place].line if place in surplus.odd else None
            if digest in place_of:
                self.notes.report(finding("duplicated_entry", entry=first + place_of[digest], line=line))
            elif first <= label <= self.edge.sealed:
                self.notes.report(finding("inserted_entry", entry=label, line=line))
            else:
                self.ends.stray(Stray(label, digest, line), sealed=self.edge.sealed)

    def _diagnosed(self, seal: Seal, lot: Lot) -> Diagnosis:
        """Explain the lines by the seal, if it can be about them at all."""
        if self.edge.precedes(seal):
            early = {sequence: stray.digest for sequence, stray in self.ends.early.items()}
            return diagnose(lot, seal, early=early, digests=self.digests)
        first = self.edge.sealed + 1
        rest = finding("altered_range", entry=first, last_entry=max(first, self.edge.sealed + len(lot.leaves)))
        return Diagnosis(None, (rest,))

    def _last_of(self, seal: Seal) -> int:
        return seal.last if self.edge.precedes(seal) else self.edge.sealed + len(self.lot.leaves)

    def _judged(self, read: ReadSeal, derived: Seal | None, *, number: int | None = None) -> Judged:
        seal = read.seal
        computed = self.digests.seal(canonical_seal(seal)).hex()
        stale = computed != read.digest
        wrong: list[str] = []
        if derived is not None:
            wrong = [name for name in _DERIVED_FIELDS if getattr(seal, name) != getattr(derived, name)]
            if "root" in wrong and self.edge.doubt:
                wrong.remove("root")
        if number is None and seal.previous not in self.edge.accepted and (stale or self.edge.number == 0):
            wrong.append("previous")
        if not read.exact and not stale:
            wrong.append("layout")
        return Judged(
            number=number or self.edge.number + 1,
            line=read.line,
            stated=read.digest,
            computed=computed,
            wrong=tuple(wrong),
            checked=derived is not None,
        )

    def _advance(
        self, judged: Judged, *, grown: Frontier | None, last: int, seal: Seal | None = None, keep_doubt: bool = False
    ) -> None:
        """Move the edge behind a seal. A root that comes out right clears every doubt before it."""
        before = self.edge
        doubt = before.doubt
        frontier = grown if grown is not None and grown.count == last else None
        if doubt and frontier is not None and not keep_doubt:
            if seal is not None and frontier.root().hex() == seal.root:
                self._refuted.add(before.number)
                doubt = ()
            else:
                frontier = None
        if frontier is None:
            for found in doubt:
                self.notes.report(found)
            doubt = ()
        sealed_at = seal.sealed_at if seal is not None else before.sealed_at
        if sealed_at and before.sealed_at and sealed_at < before.sealed_at and len(self._reversed) < MAX_REMEMBERED:
            self._reversed.append((before.number, judged.number))
        accepted = (judged.stated, judged.computed) if judged.stale else (judged.stated,)
        covers_head = before.sealed < self.head.count <= last
        self.edge = Edge(
            digests=before.digests,
            number=judged.number,
            accepted=accepted,
            sealed=last,
            sealed_at=sealed_at,
            frontier=frontier,
            doubt=doubt,
            head_seal=judged.number if covers_head else before.head_seal,
            head_held=before.head_held or (last == self.head.count and self.head.digest in accepted),
        )
        self._known[judged.number] = judged.stated
        if len(self._known) > MAX_REMEMBERED:
            del self._known[next(iter(self._known))]

    def _note(self, settled: Diagnosis, *, confirmed: bool) -> None:
        """Note what was found in a lot; what the seal could not confirm, the next root still may."""
        for found in settled.findings:
            if (
                found.kind in ("altered_range", "unconfirmed_range")
                and not confirmed
                and self.edge.frontier is not None
            ):
                self.edge = msgspec.structs.replace(self.edge, doubt=(*self.edge.doubt, found))
            else:
                self.notes.report(found)
        for sequence, digest in settled.absent.items():
            self.ends.missing(sequence, digest)
        for each in settled.replaced:
            self.ends.replaced(each)
        for stray in settled.strays:
            self.ends.stray(stray, sealed=self.edge.sealed)
        if settled.renumbered is not None and not self._renumbered:
            self._renumbered = True
            start, stop = settled.renumbered
            self.notes.report(finding("renumbered_entries", entry=start, last_entry=stop))

    def _check_signature(self, read: ReadSeal, judged: Judged) -> None:
        if self.public_key is None or judged.stale or read.seal.algorithm != self.digests.name:
            return
        if read.signature is None or not signature_holds(read.seal, read.signature, public_key=self.public_key):
            self.notes.report(finding("bad_signature", seal=judged.number, line=judged.line))

    def _again(self, read: ReadSeal) -> None:
        """Take a seal whose number has been: late, a copy, or one of two that claim the same place."""
        number = read.seal.number
        if number in self._gaps and self._gaps[number] in (None, read.digest):
            del self._gaps[number]
            self.notes.report(finding("displaced_seal", seal=number, line=read.line))
        elif self._undo is not None and number == self.edge.number and self._fits_instead(read.seal, self._undo):
            self._retake(read, self._undo)
        else:
            self._stranger(read)

    def _stranger(self, read: ReadSeal) -> None:
        """Name a seal whose place in the chain is another's: a copy of that, or none of this chain."""
        number = read.seal.number
        known = self._known.get(number)
        forgotten = known is None and number <= self.edge.number
        kind: Kind = "duplicated_seal" if forgotten or known == read.digest else "inserted_seal"
        self.notes.report(finding(kind, seal=number, line=read.line))

    def _retake(self, read: ReadSeal, undo: "_Undo") -> None:
        """Take the last seal back: this one closes all the lines before it."""
        both, _ = undo.lot.split(len(undo.lot.leaves))
        both.append(self.lot)
        self.edge, self.lot, self._undo = undo.edge, both, None
        self.notes.back_to(undo.marks[0])
        self.ends.back_to(undo.marks[1])
        self.links.restore(*undo.links)
        self._known[read.seal.number] = read.digest
        self._stranger(undo.read)
        self._take(read)

    def _fits_instead(self, seal: Seal, undo: "_Undo") -> bool:
        """Whether a seal closes the lines that came after the last one as well."""
        return bool(self.lot.leaves) and self.edge.confirms(seal, [*undo.lot.leaves, *self.lot.leaves])

    def _ahead(self, read: ReadSeal, *, wait: bool = True) -> None:
        """Take a seal with a number yet to come: too early, after missing ones, or a stranger."""
        seal = read.seal
        seen = max(self.edge.sealed + len(self.lot.leaves), self.lot.label - 1)
        if wait and seal.last > seen:
            if seal.number not in self._held and len(self._held) < MAX_REMEMBERED:
                self._held[seal.number] = read
            else:
                self.notes.report(finding("inserted_seal", seal=seal.number, line=read.line))
            return
        labels = self.lot.labels()
        between = sum(label < seal.first for label in labels)
        own = self.lot.leaves[between:]
        by_entries = self.edge.confirms(seal, own)
        grown = self.edge.grown(self.lot.leaves)
        by_root = grown is not None and grown.root().hex() == seal.root
        by_labels = bool(own) and labels[-1] == seal.last
        # Each missing seal closed at least one entry; a number further ahead is made up.
        possible = seal.number - self.edge.number - 1 <= seal.first - self.edge.sealed - 1
        if not possible or not (by_entries or by_root or by_labels):
            self.notes.report(finding("inserted_seal", seal=seal.number, line=read.line))
            return
        for number in range(max(self.edge.number + 1, seal.number - MAX_REMEMBERED), seal.number):
            self._gaps[number] = seal.previous if number == seal.number - 1 else None
        if by_root and grown is not None:
            self._cross_gap(read, between=between, grown=grown)
        else:
            self._leap(read, between=between)

    def _cross_gap(self, read: ReadSeal, *, between: int, grown: Frontier) -> None:
        """Close lines whose own seals are missing by the root of a later one, which confirms them all."""
        seal, lot = read.seal, self.lot
        whole = self.edge.derive(lot.leaves, like=seal, grown=grown)
        settled = diagnose(lot, whole, early={}, digests=self.digests) if lot.odd else None
        own = lot.leaves[between:]
        derived = msgspec.structs.replace(
            whole,
            entries=self.digests.digest_list(own).hex(),
            first=whole.last - len(own) + 1,
            number=seal.number,
            sums=sums_as_hex(power_sums(own)),
        )
        judged = self._judged(read, derived, number=seal.number)
        self._advance(judged, grown=grown, last=derived.last, seal=seal)
        self.links.gap(judged)
        if settled is not None:
            self._note(settled, confirmed=True)
        self._check_signature(read, judged)
        self.lot = Lot(self.edge.sealed + 1)

    def _leap(self, read: ReadSeal, *, between: int) -> None:
        """Go on from a seal after missing ones, leaving unproved what stands before its first entry."""
        seal = read.seal
        for found in self.edge.doubt:
            self.notes.report(found)
        if seal.first > self.edge.sealed + 1:
            self.notes.report(finding("unconfirmed_range", entry=self.edge.sealed + 1, last_entry=seal.first - 1))
        self.lot = self.lot.split(between, first=seal.first)[1]
        self.edge = msgspec.structs.replace(
            self.edge, sealed=seal.first - 1, number=seal.number - 1, accepted=(seal.previous,), frontier=None, doubt=()
        )
        self.links.leave()
        self._take(read)

    def _take_held(self, *, before: Seal | None = None) -> None:
        """Take a seal that stood before its entries; or in place, but its entries are gone (`before` vouches for the rest)."""
        read = self._held.pop(self.edge.number + 1)
        if before is not None and self.edge.confirms(before, self.lot.leaves):
            lines, self.lot = self.lot, Lot(self.edge.sealed + 1)
            self._take(read, carry=True)
            self.lot = lines.split(0, first=self.edge.sealed + 1)[1]
            return
        if any(label <= read.seal.last for label in self.lot.labels()):
            self.notes.report(finding("displaced_seal", seal=read.seal.number, line=read.line))
        self._take(read, carry=True)

    def _take_overtaken(self, *, late: bool) -> None:
        """Take held seals whose entries have been read; if they stood before the seal just taken, that one was `late`."""
        while self.edge.number + 1 in self._held and self.lot.leaves:
            if self._held[self.edge.number + 1].seal.last > self.edge.sealed + len(self.lot.leaves):
                return
            if late:
                self.notes.report(finding("displaced_seal", seal=self.edge.number))
            self._take_held()
