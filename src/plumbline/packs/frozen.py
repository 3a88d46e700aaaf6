"""What a pack keeps of the frozen version beside the form: which rows have a number, which files were attached."""

from datetime import date
from decimal import Decimal

import msgspec

_LARGEST_EXPONENT = 60


class FrozenRow(msgspec.Struct, frozen=True):
    """A row as it was frozen; with a `snapshot` its number comes from the ledger."""

    key: str
    snapshot: int | None = None


class FrozenContent(msgspec.Struct, frozen=True):
    """The rows in the order of the form, and what the scores and the numbers were taken under."""

    as_of: date
    rulebook: str
    rows: tuple[FrozenRow, ...]
    head_digest: str = ""
    head_count: int = 0


class FrozenFile(msgspec.Struct, frozen=True):
    """A file that was attached: its place in the pack and its SHA-256 in hex."""

    path: str
    sha256: str


class FrozenVersion(msgspec.Struct, frozen=True):
    """As much of `form/content.json` as the checks need; `files` are listed by the key of their row."""

    content: FrozenContent
    files: dict[str, tuple[FrozenFile, ...]] | None = None

    def digests(self) -> dict[str, str]:
        """Return the digest of each attached file by its path."""
        return {file.path: file.sha256 for files in (self.files or {}).values() for file in files}


def is_sensible(*numbers: Decimal | None) -> bool:
    """Whether these are numbers that can be added and printed: finite, and of no more digits than money has."""
    return all(each is None or (each.is_finite() and abs(each.adjusted()) <= _LARGEST_EXPONENT) for each in numbers)
