"""Checking one number of a pack: its entries as they are sealed, their proof, and the number they give."""

from collections.abc import Callable, Iterator

from plumbline.errors import PlumblineError
from plumbline.evidence.covering import root_from_covering
from plumbline.evidence.entry import EntryRecord, decode_entry
from plumbline.evidence.export import ReadEntry, read_line
from plumbline.evidence.hashing import DIGEST_SIZE, hasher
from plumbline.evidence.seal import Seal
from plumbline.packs.counting import Recount
from plumbline.packs.findings import PackFinding, found
from plumbline.packs.members import BROKEN, Source, has_odd_packing
from plumbline.packs.model import PackedRow

_BLOCK = 4096
_MOST_LINE = 1 << 20
_MOST_NAMED = 20
Progress = Callable[[int], None]


class _BrokenMemberError(Exception):
    """A member cannot be read on."""


def check_number(source: Source, row: PackedRow, *, seal: Seal | None, progress: Progress) -> list[PackFinding]:
    """Return what is wrong with a number, entry by entry where it can be told. Without its seal nothing can be."""
    paths = (row.entries, row.proof)
    if seal is None or source.damaged.intersection(paths):
        return []
    absent = [path for path in paths if path not in source.names]
    if absent:
        return [found("missing_file", path, path=path) for path in absent]
    if any(has_odd_packing(source.archive.getinfo(path)) for path in paths):
        return [found("unreadable_file", row.entries, path=row.entries)]
    check = _Check(row, seal, progress)
    try:
        with source.archive.open(row.entries) as lines, source.archive.open(row.proof) as proof:
            root = root_from_covering(
                check.leaves(_lines(lines)), _digests(proof), count=seal.last, algorithm=seal.algorithm
            )
    except (_BrokenMemberError, *BROKEN):
        return [*check.findings, found("unreadable_file", row.entries, path=row.entries)]
    return check.finish(root.hex() if root else "")


class _Check:
    """One pass over the entries of a number."""

    def __init__(self, row: PackedRow, seal: Seal, progress: Progress) -> None:
        self.row, self.seal, self.progress = row, seal, progress
        self.digests = hasher(seal.algorithm)
        self.listed = self.digests.start_list()
        self.recount = Recount(row.rule, as_of=row.as_of)
        self.findings: list[PackFinding] = []
        self.block: list[EntryRecord] = []
        self.n = self.last = 0

    def leaves(self, lines: Iterator[bytes]) -> Iterator[tuple[int, bytes]]:
        """Yield place and digest of each entry, checking it on the way."""
        for number, line in enumerate(lines, start=1):
            read = read_line(line.rstrip(b"\r\n"), line=number)
            if not isinstance(read, ReadEntry) or read.content is None:
                raise _BrokenMemberError
            computed = self.digests.leaf(read.content)
            if computed != read.digest or not read.exact:
                self._name("altered_entry", str(read.sequence))
            self._take(read.content)
            self.listed.update(read.digest)
            self.n, self.last = self.n + 1, read.sequence
            yield read.sequence - 1, computed
        self._count()

    def finish(self, root: str) -> list[PackFinding]:
        """Return all findings, now that the pass is over."""
        row = self.row
        self._count()
        if root != self.seal.root:
            self._name("not_in_ledger")
        if self.listed.finalize().hex() != row.entries_digest or self.n != row.counted:
            self._name(
                "wrong_entries", (f"定格时 {row.counted} 条，所列 {self.n} 条", f"{row.counted} then, {self.n} here")
            )
        if self.last > row.head.count or row.head.count > self.seal.last:
            self._name("wrong_entries", ("有记录在定格之后", "some were sealed later"))
        if self.recount.number != row.number:
            number = self.recount.number
            self._name("wrong_total", "—" if number is None else f"{number.normalize():f}")
        return self.findings

    def _take(self, content: bytes) -> None:
        try:
            self.block.append(decode_entry(content))
        except PlumblineError:
            raise _BrokenMemberError from None
        if len(self.block) == _BLOCK:
            self._count()

    def _count(self) -> None:
        if not self.block:
            return
        try:
            missed = self.recount.add(self.block)
        except PlumblineError as error:
            self._name("wrong_total", (error.message("zh"), error.message("en")))
            missed = []
        for each in missed:
            self._name("uncounted_entry", (f"{each.entry}：{each.reason_zh}", f"{each.entry} {each.reason_en}"))
        self.progress(len(self.block))
        self.block = []

    def _name(self, kind: str, detail: tuple[str, str] | str = "") -> None:
        if len(self.findings) < _MOST_NAMED:
            row = self.row
            self.findings.append(found(kind, detail, place=row.place, name=row.name, path=row.entries))


def _lines(member: object) -> Iterator[bytes]:
    while line := member.readline(_MOST_LINE):  # type: ignore[attr-defined]
        if not line.endswith(b"\n"):
            raise _BrokenMemberError
        yield line


def _digests(member: object) -> Iterator[bytes]:
    while digest := member.read(DIGEST_SIZE):  # type: ignore[attr-defined]
        yield digest
