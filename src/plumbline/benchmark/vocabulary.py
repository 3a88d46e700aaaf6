"""What the projects are about, read from `themes.yaml` once."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple, TypeVar

Item = TypeVar("Item")


class Counted(NamedTuple):
    """A thing that is counted: its unit, the range of its target, and the words that stand before the figure in a sentence."""

    name: str
    unit: str
    low: Decimal
    high: Decimal
    clause: str


@dataclass(frozen=True, slots=True)
class Theme:
    """One kind of project.

    `serves` says that its results go straight to people or enterprises. Shares carry their usual target in percent; words the words
    that are promised; growth the range in percent.
    """

    name: str
    subject: str
    unit: str
    department: str
    intro: str
    serves: bool
    count: tuple[Counted, ...]
    share: tuple[tuple[str, Decimal], ...]
    words: tuple[tuple[str, str], ...]
    timely: tuple[tuple[str, Decimal], ...]
    limit: tuple[Counted, ...]
    money: tuple[Counted, ...]
    growth: tuple[tuple[str, Decimal, Decimal], ...]
    scope: tuple[Counted, ...]
    lasting: tuple[tuple[str, str], ...]
    happy: str


@lru_cache(maxsize=1)
def themes() -> tuple[Theme, ...]:
    """Return every theme in the order of the file."""
    import yaml

    text = files("plumbline.benchmark").joinpath("themes.yaml").read_text("utf-8")
    return tuple(_theme(entry) for entry in yaml.safe_load(text))


def _theme(entry: dict[str, Any]) -> Theme:
    def each(kind: str, read: Callable[[list[str]], Item]) -> tuple[Item, ...]:
        return tuple(read([part.strip() for part in line.split("|")]) for line in entry[kind])

    return Theme(
        name=entry["name"],
        subject=entry["subject"],
        unit=entry["unit"],
        department=entry["department"],
        intro=entry["intro"],
        serves=entry["serves"],
        count=each("count", _counted),
        share=each("share", _share),
        words=each("words", _promise),
        timely=each("timely", _share),
        limit=each("limit", _counted),
        money=each("money", _counted),
        growth=each("growth", _growth),
        scope=each("scope", _counted),
        lasting=each("lasting", _promise),
        happy=entry["happy"],
    )


def _share(parts: list[str]) -> tuple[str, Decimal]:
    return parts[0], Decimal(parts[1])


def _promise(parts: list[str]) -> tuple[str, str]:
    return parts[0], parts[1]


def _growth(parts: list[str]) -> tuple[str, Decimal, Decimal]:
    low, high = _range(parts[1])
    return parts[0], low, high


def _counted(parts: list[str]) -> Counted:
    low, high = _range(parts[2])
    return Counted(parts[0], parts[1], low, high, parts[3] if len(parts) > 3 else "")


def _range(text: str) -> tuple[Decimal, Decimal]:
    low, high = text.split("-")
    return Decimal(low), Decimal(high)
