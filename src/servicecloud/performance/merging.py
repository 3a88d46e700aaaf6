"""Bringing together what two people did to one document at the same time: by parts, of which a row is one. Pure.

`base` is what a person had before them, `mine` what they made of it, `theirs` what stands now. A part that one side alone changed is
taken as changed; a part that both changed differently is a clash: mine is kept in the result and theirs is named beside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import msgspec

from servicecloud.performance.values import (
    EvaluatedRow,
    EvaluationContent,
    MonitoredRow,
    MonitoringContent,
    TargetContent,
)

Parts = dict[str, Any]
Content = TypeVar("Content")
ROW, TEXT, WORD = "row:", "text:", "word:"
_OF_EVALUATION = ("level", "claimed_score", "reason", "deviation", "statement", "evidence")
_TEXTS_OF_EVALUATION = ("completion", "funds_deviation", "completed", "completed_reason")
_OF_MONITORING = ("causes", "likelihood", "deviation")
_TEXTS_OF_MONITORING = ("funds_causes", "funds_deviation")


@dataclass(frozen=True)
class Clash:
    """A part that both changed; None stands for a row that is gone."""

    part: str
    mine: Any
    theirs: Any


class Shape(Protocol[Content]):
    """How a kind of content comes apart into parts and together again."""

    def parts(self, content: Content) -> Parts:
        """Return the parts by name."""
        ...

    def joined(self, parts: Parts, *, mine: Content, theirs: Content) -> Content:
        """Return a content with these parts; what belongs to no part is as it stands now."""
        ...


def merge_parts(base: Parts, mine: Parts, theirs: Parts) -> tuple[Parts, list[Clash]]:
    """Merge two changes of the same parts.

    >>> merge_parts({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 3})
    ({'a': 2, 'b': 3}, [])
    """
    merged: Parts = {}
    clashes = []
    for name in [*theirs, *(name for name in mine if name not in theirs)]:
        was, my, their = base.get(name), mine.get(name), theirs.get(name)
        if my == was:
            chosen = their
        else:
            chosen = my
            if their not in (was, my):
                clashes.append(Clash(name, my, their))
        if chosen is not None:
            merged[name] = chosen
    return merged, clashes


def merge(shape: Shape[Content], *, base: Content, mine: Content, theirs: Content) -> tuple[Content, list[Clash]]:
    """Merge two changes of a document; without clashes nothing of either is lost."""
    parts, clashes = merge_parts(shape.parts(base), shape.parts(mine), shape.parts(theirs))
    return shape.joined(parts, mine=mine, theirs=theirs), clashes


def with_taken(shape: Shape[Content], content: Content, *, seen: Content, taken: Iterable[str]) -> Content:
    """Return a content in which some parts are again as they were seen: the choice for what somebody else wrote."""
    parts, before = shape.parts(content), shape.parts(seen)
    for name in taken:
        parts.pop(name, None)
        if name in before:
            parts[name] = before[name]
    return shape.joined(parts, mine=content, theirs=seen)


def in_order(mine: Sequence[str], theirs: Sequence[str], kept: Iterable[str]) -> list[str]:
    """Return keys in my order; those that I do not have come after the one they followed.

    >>> in_order(["b", "a"], ["a", "x", "b"], {"a", "b", "x"})
    ['b', 'a', 'x']
    """
    wanted = set(kept)
    order = list(mine)
    for place, key in enumerate(theirs):
        if key in order:
            continue
        before = next((each for each in reversed(theirs[:place]) if each in order), None)
        order.insert(order.index(before) + 1 if before is not None else 0, key)
    return [key for key in order if key in wanted]


class TargetShape:
    """Goal, sections and rows of a target table."""

    def parts(self, content: TargetContent) -> Parts:
        """Return goal, sections and rows."""
        rows = {f"{ROW}{row.key}": row for row in content.rows}
        return {"goal": content.goal, **_named(TEXT, content.texts), **rows}

    def joined(self, parts: Parts, *, mine: TargetContent, theirs: TargetContent) -> TargetContent:
        """Put the rows in order; a new row of theirs stands where they put it."""
        keys = in_order(
            [row.key for row in mine.rows], [row.key for row in theirs.rows], [key for key, _row in _of(ROW, parts)]
        )
        rows = dict(_of(ROW, parts))
        texts = _texts(TEXT, parts, theirs.texts)
        return TargetContent(goal=parts.get("goal", ""), rows=tuple(rows[key] for key in keys), texts=texts)


class EvaluationShape:
    """What people add to a self-evaluation; its numbers are the snapshots' and stay as they stand now."""

    def parts(self, content: EvaluationContent) -> Parts:
        """Return the narrative, the words on findings, and of each row what people write."""
        rows = {f"{ROW}{row.key}": _fields(row, _OF_EVALUATION, actual=row.snapshot is None) for row in content.rows}
        texts = {name: getattr(content, name) for name in _TEXTS_OF_EVALUATION}
        return {**texts, **_named(WORD, content.words), **rows}

    def joined(self, parts: Parts, *, mine: EvaluationContent, theirs: EvaluationContent) -> EvaluationContent:
        """Put the words to the numbers that stand now; `mine` says nothing more."""
        rows = dict(_of(ROW, parts))
        return msgspec.structs.replace(
            theirs,
            **{name: parts.get(name, getattr(mine, name)) for name in _TEXTS_OF_EVALUATION},
            words=_texts(WORD, parts, theirs.words),
            rows=tuple(_written(row, rows.get(row.key)) for row in theirs.rows),
        )


class MonitoringShape:
    """What people add to a monitoring table."""

    def parts(self, content: MonitoringContent) -> Parts:
        """Return the words on findings, and of each row what people write."""
        rows = {f"{ROW}{row.key}": _fields(row, _OF_MONITORING, actual=row.snapshot is None) for row in content.rows}
        money = {name: getattr(content, name) for name in _TEXTS_OF_MONITORING}
        return {**money, **_named(WORD, content.words), **rows}

    def joined(self, parts: Parts, *, mine: MonitoringContent, theirs: MonitoringContent) -> MonitoringContent:
        """Put the words to the numbers that stand now; `mine` says nothing more."""
        rows = dict(_of(ROW, parts))
        words = _texts(WORD, parts, theirs.words)
        changed = tuple(_written(row, rows.get(row.key)) for row in theirs.rows)
        money = {name: parts.get(name, getattr(mine, name)) for name in _TEXTS_OF_MONITORING}
        return msgspec.structs.replace(theirs, words=words, rows=changed, **money)


TARGET, EVALUATION, MONITORING = TargetShape(), EvaluationShape(), MonitoringShape()

Written = TypeVar("Written", EvaluatedRow, MonitoredRow)


def _fields(row: EvaluatedRow | MonitoredRow, names: Sequence[str], *, actual: bool) -> dict[str, Any]:
    return {name: getattr(row, name) for name in (*names, *(("actual",) if actual else ()))}


def _written(row: Written, fields: Mapping[str, Any] | None) -> Written:
    return msgspec.structs.replace(row, **fields) if fields else row


def _named(prefix: str, texts: Mapping[str, str]) -> Parts:
    """Return texts as parts; a blank one is none."""
    return {f"{prefix}{name}": text for name, text in texts.items() if text}


def _texts(prefix: str, parts: Parts, known: Iterable[str]) -> dict[str, str]:
    found = dict(_of(prefix, parts))
    return {name: found.get(name, "") for name in [*known, *(name for name in found if name not in set(known))]}


def _of(prefix: str, parts: Parts) -> list[tuple[str, Any]]:
    return [(name.removeprefix(prefix), part) for name, part in parts.items() if name.startswith(prefix)]
