"""Verification of an export, line by line, in memory that does not grow with it.

On an untouched file each line costs one hash of a slice of it and one comparison. Anything else is set aside and explained when
the seal of its lot arrives (`diagnosis`), so that one fault does not hide the next.
"""

import itertools
from binascii import hexlify
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from plumbline.errors import PlumblineError, UnreadableFileError
from plumbline.evidence.chain import ChainCheck
from plumbline.evidence.entry import canonical_bytes, decode_entry
from plumbline.evidence.export import (
    ENTRY_AT,
    ENTRY_KEY,
    LINE_START,
    SEAL_KEY,
    ReadEntry,
    ReadSeal,
    read_header,
    read_line,
    stated_digest,
)
from plumbline.evidence.findings import Report, finding
from plumbline.evidence.hashing import ALGORITHMS, Hasher, hasher
from plumbline.evidence.lot import OddLine
from plumbline.evidence.seal import Head

BLOCK_LINES: Final = 8192


def verify_export(
    lines: Iterable[bytes],
    *,
    head: Head,
    public_key: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> Report:
    """Verify the lines of an export against a published head, and name all that is not as it was sealed.

    With `public_key` (hex, Ed25519) every seal must be signed by it. `progress` is told the number of entries read. Refuses
    only what is no export at all.
    """
    source = iter(lines)
    first = next(source, None)
    if first is None:
        raise UnreadableFileError("empty_file", "文件是空的。请重新导出。", "the file is empty. Export it again.")
    header = read_header(first)
    reading = _Reading(hasher(header.algorithm), head, public_key, progress)
    reading.read(source)
    return reading.report(head)


class _Reading:
    """The pass over the lines: cheap for what is in order, careful with the rest."""

    def __init__(
        self, digests: Hasher, head: Head, public_key: str | None, progress: Callable[[int], None] | None
    ) -> None:
        self.digests = digests
        self.chain = ChainCheck(digests, head=head, public_key=public_key)
        self.progress = progress
        self.lines = 0
        self.withheld = 0
        self.seals = 0
        self.others = 0

    @property
    def entries(self) -> int:
        return self.lines - self.seals - self.others

    def read(self, source: Iterator[bytes]) -> None:
        while block := list(itertools.islice(source, BLOCK_LINES)):
            self._read_block(block)
            if self.progress:
                self.progress(self.entries)
        self.chain.finish()

    def _read_block(self, block: list[bytes]) -> None:
        leaf = self.digests.leaf
        lot = self.chain.lot
        for number, line in enumerate(block, start=self.lines + 2):
            tail = b',"sequence":%d}\n' % lot.label
            if line.endswith(tail):
                digest = leaf(line[ENTRY_AT : -len(tail)])
                if line.startswith(LINE_START + hexlify(digest) + ENTRY_KEY):
                    lot.leaves.append(digest)
                    lot.label += 1
                    continue
            self._odd_line(line.rstrip(b"\r\n"), number)
            leaf = self.digests.leaf
            lot = self.chain.lot
        self.lines += len(block)

    def _odd_line(self, text: bytes, number: int) -> None:
        read = read_line(text, line=number)
        if isinstance(read, ReadEntry):
            self._entry(read)
        elif isinstance(read, ReadSeal):
            self.seals += 1
            self.chain.close(read)
        else:
            self._unreadable(text, number)

    def _entry(self, read: ReadEntry) -> None:
        lot = self.chain.lot
        computed = None
        respelled = not read.exact
        if read.content is None:
            self.withheld += 1
        else:
            computed = self._digest(read, read.content)
            if computed != read.digest and self._same_facts(read.content, read.digest):
                computed, respelled = read.digest, True
        if computed in (None, read.digest) and not respelled and read.sequence == lot.label:
            lot.leaves.append(read.digest)
            lot.label += 1
            return
        kept = read.content if computed != read.digest else None
        respelled = respelled and computed in (None, read.digest)
        lot.add(OddLine(read.sequence, read.digest, computed, read.line, kept, respelled))

    def _digest(self, read: ReadEntry, content: bytes) -> bytes:
        """Return the digest of an entry; on the first line also finds out that the header names another algorithm than was used."""
        computed = self.digests.leaf(content)
        if computed != read.digest and read.line == 2:
            for name in ALGORITHMS:
                if hasher(name).leaf(content) == read.digest:
                    self.chain.notes.report(finding("wrong_algorithm", line=1, detail=(self.digests.name,) * 2))
                    self.digests = hasher(name)
                    self.chain.use(self.digests)
                    return read.digest
        return computed

    def _same_facts(self, content: bytes, stated: bytes) -> bool:
        try:
            return self.digests.leaf(canonical_bytes(decode_entry(content))) == stated
        except PlumblineError:
            return False

    def _unreadable(self, text: bytes, number: int) -> None:
        entry = stated_digest(text, ENTRY_KEY)
        seal = stated_digest(text, SEAL_KEY)
        if entry is not None and text.endswith(b"}"):
            self.chain.lot.add(OddLine(self.chain.lot.label, entry, b"", number))
        elif seal is not None and text.endswith(b"}"):
            self.seals += 1
            self.chain.close_unreadable(seal.hex(), line=number)
        else:
            self.others += 1
            if text.strip():
                self.chain.notes.report(finding("unreadable_line", line=number))

    def report(self, head: Head) -> Report:
        notes = self.chain.notes
        return Report(
            good=not notes.counts,
            head=head,
            entries=self.entries,
            withheld=self.withheld,
            seals=self.seals,
            beyond_head=max(0, self.chain.edge.sealed - head.count),
            findings=tuple(notes.findings),
            counts=dict(sorted(notes.counts.items())),
        )
