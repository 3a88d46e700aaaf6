"""Whether a project is complete: as somebody stated on the form, else as far as its rows tell. Only a banded rulebook asks."""

import re
from typing import Literal, NamedTuple

from plumbline.forms.model import SelfEvaluation
from plumbline.scoring.outcomes import Score

LABEL = "项目是否完成"
"""The labelled field of the form that holds the statement: 是, or 否 with its reason."""
_YES = re.compile(r"是|已完成|完成")
_NO = re.compile(r"否|不是|未|没有|尚未")


class Completed(NamedTuple):
    """The answer and where it comes from; None where neither a person nor the rows say."""

    answer: bool | None
    origin: Literal["statement", "rows"]


def completed(form: SelfEvaluation, rows: tuple[Score, ...]) -> Completed:
    """Return what the form states, else what its rows tell."""
    stated = stated_on(form)
    return Completed(_told_by(rows), "rows") if stated is None else Completed(stated, "statement")


def stated_on(form: SelfEvaluation) -> bool | None:
    """Return what the form says under its own label; None where it says nothing that can be read."""
    text = form.other_fields.get(LABEL, "").strip()
    if _NO.match(text):
        return False
    return True if _YES.match(text) else None


def statement(*, is_completed: bool, reason: str = "") -> str:
    """Return a statement as the form prints it.

    >>> statement(is_completed=False, reason="两场培训顺延至次年")
    '否：两场培训顺延至次年'
    """
    answer = "是" if is_completed else "否"
    return f"{answer}：{reason}" if reason else answer


def _told_by(rows: tuple[Score, ...]) -> bool | None:
    """Tell a completed project by its rows: all exact and full, or one that falls short; None when they leave it open."""
    full = 0
    for row in rows:
        if row.computed is not None and row.computed == row.weight:
            full += 1
        elif row.is_exact:
            return False
    return True if full == len(rows) and full else None
