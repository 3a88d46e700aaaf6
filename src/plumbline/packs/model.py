"""What stands in a pack, and the manifest that lists it. `docs/reference/evidence-pack.md` is the specification."""

from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal

import msgspec

from plumbline.evidence.measures import CountingRule
from plumbline.evidence.seal import Head

FORMAT: Final = "plumbline-evidence-pack"
MANIFEST: Final = "manifest.json"
FORM: Final = "form/self-evaluation.json"
CONTENT: Final = "form/content.json"
SEAL: Final = "ledger/seal.json"
NUMBERS: Final = "numbers.json"
MONEY: Final = "money.json"
RULEBOOK: Final = "rulebook.json"
PRINTS: Final = ("docx", "xlsx", "pdf")


class PackedFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A member of the zip: its path, its length in bytes and its SHA-256 in hex."""

    path: str
    sha256: str
    size: int


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the pack is of, the head its numbers are sealed under, and every other member. JSON, keys in order.

    `digest` is that of the frozen self-evaluation: SHA-256 over `form/content.json` and `form/self-evaluation.json`.
    """

    as_of: date
    created_at: datetime
    department: str
    digest: str
    files: tuple[PackedFile, ...]
    format: Literal["plumbline-evidence-pack"] = FORMAT
    head: Head | None
    name: str
    rulebook: str
    unit: str
    version: Literal[1] = 1
    version_number: int
    year: int


class PackedRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A frozen number of the form: its place (from 1), rule and value, and where its entries and their proof are in the pack.

    `entries_digest` is the ledger's digest over the leaf digests of the contributing entries, `head` the head when it was frozen.
    """

    place: int
    key: str
    name: str
    as_of: date
    rule: CountingRule
    number: Decimal | None
    counted: int
    entries_digest: str
    head: Head
    entries: str
    proof: str


class MoneyLine(msgspec.Struct, frozen=True, kw_only=True):
    """The initial budget of a source in 元."""

    source: str
    initial_yuan: Decimal


class MoneyMove(msgspec.Struct, frozen=True, kw_only=True):
    """An adjustment or a payment in 元, on its day; `mark` is its reason or its voucher."""

    source: str
    on: date
    amount_yuan: Decimal
    mark: str
    note: str = ""


class Money(msgspec.Struct, frozen=True, kw_only=True):
    """Where the budget block comes from, as far as it was decided and paid by the day of the form."""

    lines: tuple[MoneyLine, ...]
    changes: tuple[MoneyMove, ...]
    payments: tuple[MoneyMove, ...]

    def amounts(self) -> tuple[Decimal, ...]:
        """Return every amount in the list."""
        moves = (*self.changes, *self.payments)
        return (*(line.initial_yuan for line in self.lines), *(move.amount_yuan for move in moves))


def encoded(value: object) -> bytes:
    """Return the one spelling of a value in a pack: JSON, keys of structs and mappings in order."""
    return msgspec.json.encode(value, order="sorted")
