"""The lines of an export: a header, then the entries of each seal followed by the seal.

One JSON object a line (NDJSON). The canonical bytes of an entry stand in its line as they are, so that a verifier hashes a slice
of the line and parses nothing. `docs/reference/evidence-format.md` is the specification.
"""

from collections.abc import Iterable, Iterator
from typing import Final, Literal

import msgspec

from plumbline.errors import UnreadableFileError
from plumbline.evidence.entry import EntryRecord, canonical_bytes
from plumbline.evidence.hashing import DEFAULT_ALGORITHM, DIGEST_SIZE, hasher
from plumbline.evidence.seal import Seal, Signature, canonical_seal, seal_digest

FORMAT: Final = "plumbline-evidence"
VERSION: Final = 1

# {"digest":"<64 hex>","entry":{…},"sequence":17}
LINE_START: Final = b'{"digest":"'
ENTRY_KEY: Final = b'","entry":'
SEAL_KEY: Final = b'","seal":'
ENTRY_AT: Final = len(LINE_START) + 64 + len(ENTRY_KEY)


class Header(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The first line."""

    algorithm: str = DEFAULT_ALGORITHM
    format: Literal["plumbline-evidence"] = FORMAT
    version: Literal[1] = VERSION


class EntryLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry at its sequence; without `entry` it is withheld from this reader and only its digest is shown."""

    digest: str
    entry: msgspec.Raw = msgspec.Raw()
    sequence: int


class SealLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A seal, closing the entries before it."""

    digest: str
    seal: Seal
    signature: Signature | None = None


_SEAL_LINE: Final = msgspec.json.Decoder(SealLine)
_ENTRY_LINE: Final = msgspec.json.Decoder(EntryLine)
_HEADER: Final = msgspec.json.Decoder(Header)


def header_line(algorithm: str = DEFAULT_ALGORITHM) -> bytes:
    """Return the first line of an export."""
    return msgspec.json.encode(Header(algorithm=algorithm)) + b"\n"


def entry_line(canonical: bytes, *, sequence: int, algorithm: str = DEFAULT_ALGORITHM) -> bytes:
    """Return the line of an entry, from its canonical bytes."""
    return spell_entry(canonical, digest=hasher(algorithm).leaf(canonical), sequence=sequence) + b"\n"


def withheld_line(digest: bytes, *, sequence: int) -> bytes:
    """Return the line of an entry this reader may not see: its digest holds its place in the proof."""
    return spell_entry(None, digest=digest, sequence=sequence) + b"\n"


def seal_line(seal: Seal, *, signature: Signature | None = None) -> bytes:
    """Return the line of a seal, after the entries it closes."""
    return spell_seal(seal, digest=seal_digest(seal), signature=signature) + b"\n"


def spell_entry(canonical: bytes | None, *, digest: bytes, sequence: int) -> bytes:
    """Return the one spelling of an entry line, without its line end."""
    if canonical is None:
        return b'{"digest":"%b","sequence":%d}' % (digest.hex().encode(), sequence)
    return b'{"digest":"%b","entry":%b,"sequence":%d}' % (digest.hex().encode(), canonical, sequence)


def spell_seal(seal: Seal, *, digest: str, signature: Signature | None) -> bytes:
    """Return the one spelling of a seal line, without its line end."""
    signed = b"" if signature is None else b',"signature":' + msgspec.json.encode(signature)
    return b'{"digest":"%b","seal":%b%b}' % (digest.encode(), canonical_seal(seal), signed)


def export_lines(
    lots: Iterable[tuple[Iterable[EntryRecord], Seal]], *, algorithm: str = DEFAULT_ALGORITHM
) -> Iterator[bytes]:
    """Return a whole export from seals and the entries each closes, in order."""
    yield header_line(algorithm)
    for entries, seal in lots:
        for sequence, entry in enumerate(entries, start=seal.first):
            yield entry_line(canonical_bytes(entry), sequence=sequence, algorithm=algorithm)
        yield seal_line(seal)


def read_header(line: bytes) -> Header:
    """Read the first line; refuses a file that is no export, or of another version."""
    try:
        header = _HEADER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise UnreadableFileError(
            "not_an_export",
            "首行不是本工具的存证导出文件头。请选择由“导出存证”得到的 .ndjson 文件。",
            "the first line is not the header of an evidence export. Choose the .ndjson file that the ledger exported.",
        ) from None
    hasher(header.algorithm)
    return header


class ReadEntry(msgspec.Struct, frozen=True):
    """An entry line as read. `exact` when it is spelled to the byte as an export writes it."""

    sequence: int
    digest: bytes
    content: bytes | None
    line: int
    exact: bool


class ReadSeal(msgspec.Struct, frozen=True):
    """A seal line as read. `exact` as for entries; the digest is the one stated, whatever the content has."""

    seal: Seal
    digest: str
    signature: Signature | None
    line: int
    exact: bool


def read_line(text: bytes, *, line: int) -> ReadEntry | ReadSeal | None:
    """Read an entry or a seal line, given without its line end; None when it is neither."""
    try:
        if text[75:].startswith(SEAL_KEY):
            read = _SEAL_LINE.decode(text)
            exact = text == spell_seal(read.seal, digest=read.digest, signature=read.signature)
            return ReadSeal(read.seal, read.digest, read.signature, line, exact)
        entry = _ENTRY_LINE.decode(text)
        digest = bytes.fromhex(entry.digest)
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError):
        return None
    if len(digest) != DIGEST_SIZE:
        return None
    content = bytes(entry.entry) or None
    exact = text == spell_entry(content, digest=digest, sequence=entry.sequence)
    return ReadEntry(entry.sequence, digest, content, line, exact)


def stated_digest(text: bytes, key: bytes) -> bytes | None:
    """Return the digest that a damaged line still states, when it can be seen to have been one with this key."""
    if text.startswith(LINE_START) and text[75:].startswith(key):
        try:
            return bytes.fromhex(text[11:75].decode("ascii"))
        except ValueError:
            return None
    return None
