"""One countable fact and its canonical bytes.

The canonical form is the JSON of RFC 8785 (JCS): keys in order, no white space, text in UTF-8 as it stands. It holds texts,
integers and null only, so any JCS library in any language gives the same bytes. `docs/reference/evidence-format.md` is the
specification.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final

import msgspec

from plumbline.evidence.errors import InvalidEntryError
from plumbline.evidence.hashing import DEFAULT_ALGORITHM, hasher

MAX_INTEGER: Final = 2**53 - 1
MAX_DIGITS: Final = 38

_DIMENSION_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,62}")


class EntryRecord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fact that counts. The fields stand in canonical order.

    `act` names the act it came from, `happened_on` is the civil date in Asia/Shanghai given by the caller, `recorded_at` an
    instant (canonically in UTC, to the microsecond). `id` is the caller's stable number and need not be dense: the position
    in the chain is the *sequence*, which sealing gives. `reverses` is the id of the entry this one corrects; then `reason` is
    obligatory. `salt` keeps a digest from being guessed when the entry itself is withheld from a reader.
    """

    act: str
    dimensions: Mapping[str, str] = {}
    happened_on: date
    id: int
    idempotency_key: str
    measure: str
    measure_version: int
    owner: str
    quantity: Decimal
    reason: str = ""
    recorded_at: datetime
    reverses: int | None = None
    salt: str = ""
    subject: str | None = None
    unit: str

    def __post_init__(self) -> None:
        if not 1 <= self.id <= MAX_INTEGER:
            raise _invalid(f"编号 {self.id} 超出范围", f"the id {self.id} is out of range")
        if not 1 <= self.measure_version <= MAX_INTEGER:
            raise _invalid("口径版本须为正整数", "the measure version must be a positive integer")
        if self.recorded_at.tzinfo is None:
            raise _invalid("记录时间须带时区", "recorded_at must carry its time zone")
        if not self.quantity.is_finite() or len(canonical_decimal(self.quantity)) > MAX_DIGITS + 2:
            raise _invalid(
                "数量须为有限小数，且不超过 38 位", "the quantity must be a finite decimal of at most 38 digits"
            )
        if self.reverses is not None:
            if not 1 <= self.reverses <= MAX_INTEGER or self.reverses == self.id:
                raise _invalid("冲销须指向另一条记录", "a reversal must point to another entry")
            if not self.reason.strip():
                raise _invalid("冲销须写明理由", "a reversal must give its reason")
        for name in self.dimensions:
            if not _DIMENSION_NAME.fullmatch(name):
                raise _invalid(
                    f"维度名“{name!r}”须为小写英文标识", f"the dimension name {name!r} is not a lower-case identifier"
                )


class CanonicalFields(msgspec.Struct):
    """What is written: every value already in its canonical spelling. `dimensions` may be their canonical JSON as it stands."""

    act: str
    dimensions: Mapping[str, str] | msgspec.Raw
    happened_on: str
    id: int
    idempotency_key: str
    measure: str
    measure_version: int
    owner: str
    quantity: str
    reason: str
    recorded_at: str
    reverses: int | None
    salt: str
    subject: str | None
    unit: str


_ENCODER: Final = msgspec.json.Encoder()
_DECODER: Final = msgspec.json.Decoder(EntryRecord)


def canonical_decimal(number: Decimal) -> str:
    """Plain digits: no exponent, no plus, no zeros at the end of a fraction, and one zero without a sign.

    >>> canonical_decimal(Decimal("1.2E+3")), canonical_decimal(Decimal("-0.50")), canonical_decimal(Decimal("-0"))
    ('1200', '-0.5', '0')
    """
    if not number:
        return "0"
    if abs(number.adjusted()) > MAX_DIGITS:
        raise _invalid("数量的位数过多", "the quantity has too many digits")
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def canonical_instant(instant: datetime) -> str:
    """Return the instant in UTC with six digits of a second: ``2023-12-31T16:00:00.000000Z``."""
    # isoformat() of a UTC time ends in +00:00.
    return instant.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"


def canonical_bytes(entry: EntryRecord) -> bytes:
    """Return the one spelling of an entry that is hashed, exported and compared. Equal entries, and only they, share it."""
    dimensions = entry.dimensions
    fields = CanonicalFields(
        entry.act,
        dict(sorted(dimensions.items())) if len(dimensions) > 1 else dimensions,
        entry.happened_on.isoformat(),
        entry.id,
        entry.idempotency_key,
        entry.measure,
        entry.measure_version,
        entry.owner,
        canonical_decimal(entry.quantity),
        entry.reason,
        canonical_instant(entry.recorded_at),
        entry.reverses,
        entry.salt,
        entry.subject,
        entry.unit,
    )
    return encode_fields(fields)


def encode_fields(fields: CanonicalFields) -> bytes:
    """Return the canonical bytes of fields that are spelled canonically already, as a store of entries keeps them."""
    try:
        return _ENCODER.encode(fields)
    except UnicodeEncodeError:
        raise _invalid("文字含有不成对的代理码位，无法保存", "a text holds an unpaired surrogate") from None


def entry_digest(entry: EntryRecord, *, algorithm: str = DEFAULT_ALGORITHM) -> bytes:
    """Return the leaf digest of an entry: known at posting, before any seal gives it a place."""
    return hasher(algorithm).leaf(canonical_bytes(entry))


def decode_entry(data: bytes) -> EntryRecord:
    """Read an entry back from JSON, canonical or not; refuses what is no entry."""
    try:
        return _DECODER.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _invalid(f"这不是一条记录：{error}", f"this is not an entry: {error}") from None


def _invalid(what_zh: str, what_en: str) -> InvalidEntryError:
    return InvalidEntryError(
        f"记录无法确定地写下：{what_zh}。", f"the entry cannot be written unambiguously: {what_en}."
    )
