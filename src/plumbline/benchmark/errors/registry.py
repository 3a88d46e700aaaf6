"""Every kind of error registers itself under its name."""

import importlib
import pkgutil
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from random import Random
from typing import Literal, NamedTuple

from plumbline.audit.model import Severity
from plumbline.benchmark.model import Draft, DraftRow, FormKind, Layout
from plumbline.benchmark.vocabulary import Theme
from plumbline.rulebooks.model import Rulebook

STAGES = ("facts", "texts", "claims", "sums")
Stage = Literal["facts", "texts", "claims", "sums"]
"""When an error goes in: among the facts, in the texts that tell them, after scores are claimed, or after the sums."""

Topic = Literal[
    "money", "rate", "weights", "total", "grade", "goal", "completion", "shape", "header", "rows", "marks", "every row"
]
"""What an error is about. Two errors of one topic never go into one form, except for `rows`, which are told apart one by one; an
error about `every row` leaves none to another."""


class Workbench:
    """A draft while errors are put into it, with the rows that already hold one."""

    def __init__(self, draft: Draft, theme: Theme, book: Rulebook, rng: Random) -> None:
        self.draft = draft
        self.theme = theme
        self.book = book
        self.rng = rng
        self.used: set[int] = set()
        self.extra: list[tuple[str, tuple[str, ...]]] = []
        self.is_retold = False
        self.done: list[tuple[ErrorKind, tuple[str, ...]]] = []

    def pick(self, wanted: Callable[[DraftRow], bool]) -> int | None:
        """Choose a row without an error that fits, and mark it; None when there is none."""
        chosen = self.pick_some(wanted, 1)
        return chosen[0] if chosen else None

    def pick_some(self, wanted: Callable[[DraftRow], bool], count: int) -> list[int]:
        """Choose so many rows, in their order; none at all when there are fewer."""
        fitting = [index for index, row in enumerate(self.draft.rows) if index not in self.used and wanted(row)]
        if len(fitting) < count:
            return []
        chosen = sorted(self.rng.sample(fitting, count))
        self.used.update(chosen)
        return chosen

    def also(self, kind: str, places: tuple[str, ...]) -> None:
        """Say that an error of another kind went in with this one."""
        self.extra.append((kind, places))

    def retell(self) -> None:
        """Say that goal and completion must be told again, because names or values changed."""
        self.is_retold = True

    def row(self, index: int) -> DraftRow:
        """Return a row by its number."""
        return self.draft.rows[index]


Places = tuple[str, ...] | None
"""Where the error now is; None when this form has no place for it."""

Inject = Callable[[Workbench], Places]


class ErrorKind(NamedTuple):
    """One kind of error."""

    id: str
    zh: str
    en: str
    rules: tuple[str, ...]
    severity: Severity
    kinds: tuple[FormKind, ...]
    stage: Stage
    topics: frozenset[Topic]
    layouts: frozenset[Layout]
    inject: Inject

    def goes_with(self, other: "ErrorKind") -> bool:
        """Whether both can be in one form."""
        if not set(self.kinds) & set(other.kinds) or (self.topics & other.topics) - {"rows"}:
            return False
        return not any(
            "every row" in one.topics and "rows" in two.topics for one, two in ((self, other), (other, self))
        )

    def fits(self, draft: Draft) -> bool:
        """Whether this kind of error can be in such a form."""
        return draft.kind in self.kinds and (not self.layouts or draft.layout in self.layouts)


_KINDS: dict[str, ErrorKind] = {}


def error_kind(
    name: str,
    title: tuple[str, str],
    *,
    rules: tuple[str, ...],
    severity: Severity,
    kinds: tuple[FormKind, ...] = ("self_evaluation",),
    stage: Stage = "facts",
    topics: tuple[Topic, ...] = ("rows",),
    layouts: tuple[Layout, ...] = (),
) -> Callable[[Inject], Inject]:
    """Register a function that puts an error of this kind into a draft; `title` says in Chinese and English what is wrong."""

    def register(inject: Inject) -> Inject:
        if name in _KINDS:
            raise ValueError(f"{name} is registered twice")
        _KINDS[name] = ErrorKind(
            name, *title, rules, severity, kinds, stage, frozenset(topics), frozenset(layouts), inject
        )
        return inject

    return register


@lru_cache(maxsize=1)
def error_kinds() -> tuple[ErrorKind, ...]:
    """Return every kind of error that one form can hold, by name."""
    package = importlib.import_module("plumbline.benchmark.errors")
    for found in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        importlib.import_module(found.name)
    return tuple(_KINDS[name] for name in sorted(_KINDS))


def place(index: int) -> str:
    """Name a row as findings do."""
    return f"indicators[{index}]"


def is_numeric(row: DraftRow) -> bool:
    """Whether both sides of a row are numbers."""
    return row.aimed is not None and row.done is not None


def is_reached_count(row: DraftRow) -> bool:
    """Whether a row counts things and reached its target, without a word beside it."""
    return row.nature == "count" and is_numeric(row) and not row.is_short and row.deviation is None


def at_least(value: Decimal, smallest: Decimal) -> Decimal:
    """Return the value, or the smallest one allowed."""
    return max(value, smallest)
