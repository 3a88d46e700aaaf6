"""Measures that apps declare. Each app with countable acts has a `measures.py` that calls `declare`; it is read at start."""

import hashlib
from dataclasses import dataclass
from typing import Any

import msgspec

from plumbline.evidence.measures import CountingRule

LATE_OF = "late_of"
"""The dimension of a correction line: the day a late fact really happened. Every measure has it."""


@dataclass(frozen=True)
class Dimension:
    """Something an entry is told apart by. Without `values` any text is taken."""

    name: str
    title_zh: str
    title_en: str
    values: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return what the measure's row keeps."""
        return {
            "name": self.name,
            "title_zh": self.title_zh,
            "title_en": self.title_en,
            "values": list(self.values),
        }


@dataclass(frozen=True)
class DeclaredMeasure:
    """A counting rule with its dimensions. The rule's window stays open: periods belong to indicators."""

    rule: CountingRule
    dimensions: tuple[Dimension, ...] = ()

    @property
    def key(self) -> int:
        """The key of its row."""
        return measure_key(self.rule.measure, self.rule.version)


DECLARED: dict[str, DeclaredMeasure] = {}


def declare(rule: CountingRule, *, dimensions: tuple[Dimension, ...] = ()) -> DeclaredMeasure:
    """Declare a measure. To change its rule later, raise its version: old entries keep the rule they were posted under."""
    measure = DeclaredMeasure(rule, dimensions)
    DECLARED[rule.measure] = measure
    return measure


def measure_key(code: str, version: int) -> int:
    """Return the key of a measure's version: the same in every database, so that nothing need be looked up when posting."""
    return int.from_bytes(hashlib.sha256(f"{code}@{version}".encode()).digest()[:6])


def rule_text(rule: CountingRule) -> str:
    """Return a rule as the text that is kept and compared."""
    return msgspec.json.encode(rule, order="deterministic").decode()


def read_rule(text: str) -> CountingRule:
    """Read a rule back."""
    return _RULES.decode(text)


_RULES: msgspec.json.Decoder[CountingRule] = msgspec.json.Decoder(CountingRule)
