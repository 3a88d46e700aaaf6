"""A fact on its way into the ledger: checked against its measure, its unit, its date, before anything is written."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import msgspec
from django.utils.text import format_lazy

from plumbline.evidence.errors import UnitMismatchError
from plumbline.evidence.units import check_unit
from servicecloud.ledger.errors import FutureDateError, UnfitFactError, UnfitQuantityError, WrongUnitError
from servicecloud.ledger.models.entries import MILLIONTHS
from servicecloud.ledger.registry import LATE_OF
from servicecloud.ledger.services.measures import PostingMeasure
from servicecloud.ledger.words import ACT_BLANK, DIMENSION_UNKNOWN, DIMENSION_VALUE, TEXT_TOO_LONG

LARGEST = 10**11
ZONE = ZoneInfo("Asia/Shanghai")
_LONGEST = {"act": 120, "key": 160, "subject": 60}


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """One countable fact, as the service that performed the act states it.

    `owner` is the organisation's id, `happened_on` the civil date in Asia/Shanghai, `act` names the act ("appeal:2023-0147"), `key` is the
    idempotency key: the same act gives the same key. `subject` is the enterprise's or person's key where subjects are told apart.
    """

    measure: str
    happened_on: date
    owner: int
    unit: str
    act: str
    key: str
    quantity: Decimal = field(default=Decimal(1))
    subject: str | None = None
    dimensions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A checked fact in the spelling of the entries' table."""

    measure: int
    code: str
    owner: int
    happened_on: date
    millionths: int
    subject: str | None
    dimensions: str
    act: str
    key: str
    salt: str
    counts_for: date
    reverses: int | None = None
    reason: str = ""

    @property
    def sign(self) -> int:
        """Return -1 for a reversal, else 1."""
        return 1 if self.reverses is None else -1


def civil_date(now: datetime) -> date:
    """Return the date in Asia/Shanghai, whatever zone the process or the reader is in."""
    return now.astimezone(ZONE).date()


def prepare(fact: Fact, measure: PostingMeasure, *, today: date) -> Prepared:
    """Check a fact and spell it. Refuses a wrong unit, a future date, an unknown dimension, a quantity that cannot be kept exactly."""
    try:
        check_unit(measure.unit, fact.unit)
    except UnitMismatchError as error:
        raise WrongUnitError(title=measure.title, measure_unit=measure.unit, entry_unit=fact.unit) from error
    if fact.happened_on > today:
        raise FutureDateError(day=fact.happened_on.isoformat(), today=today.isoformat())
    if not fact.act or not fact.key:
        raise UnfitFactError(why=ACT_BLANK)
    for name, text in (("act", fact.act), ("key", fact.key), ("subject", fact.subject or "")):
        if len(text) > _LONGEST[name] or "\x00" in text:
            raise UnfitFactError(why=format_lazy(TEXT_TOO_LONG, text=text[:20], count=_LONGEST[name]))
    return Prepared(
        measure=measure.key,
        code=measure.code,
        owner=fact.owner,
        happened_on=fact.happened_on,
        millionths=_millionths(fact.quantity),
        subject=fact.subject or None,
        dimensions=spell_dimensions(_checked(fact.dimensions, measure)) if fact.dimensions else "{}",
        act=fact.act,
        key=fact.key,
        salt=fresh_salt(),
        counts_for=fact.happened_on,
    )


def spell_dimensions(values: Mapping[str, str]) -> str:
    """Return dimensions as canonical JSON."""
    return msgspec.json.encode(dict(sorted(values.items()))).decode()


def fresh_salt() -> str:
    """Return what keeps the digest of an entry from being guessed by trying the few facts it may stand for."""
    return secrets.token_urlsafe(12)


def _millionths(quantity: Decimal) -> int:
    if not quantity.is_finite() or abs(quantity) >= LARGEST:
        raise UnfitQuantityError(quantity=quantity)
    scaled = quantity * MILLIONTHS
    if scaled != scaled.to_integral_value():
        raise UnfitQuantityError(quantity=quantity)
    return int(scaled)


def _checked(values: Mapping[str, str], measure: PostingMeasure) -> Mapping[str, str]:
    for name, value in values.items():
        allowed = measure.values.get(name)
        if allowed is None and name != LATE_OF:
            raise UnfitFactError(why=format_lazy(DIMENSION_UNKNOWN, measure=measure.title, name=name))
        if (allowed and value not in allowed) or len(value) > 60 or "\x00" in value:
            raise UnfitFactError(why=format_lazy(DIMENSION_VALUE, name=name, value=value[:60]))
    return values
