"""A revision of a template that came late: rows and goal are merged, and where both wrote at the same one the person chooses."""

from collections.abc import Iterable
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from servicecloud.indicators.models import TemplateVersion
from servicecloud.indicators.values import TemplateRow, rows_from_json
from servicecloud.office.indicators.comparing import fields_of
from servicecloud.office.performance.clashes import ClashLine
from servicecloud.office.performance.comparing import differences_between
from servicecloud.performance.merging import ROW, TEXT, Clash, Parts, in_order, merge, with_taken

GOAL = f"{TEXT}goal"


class TemplateContent(msgspec.Struct, frozen=True, kw_only=True):
    """What one version of a template says."""

    goal: str = ""
    rows: tuple[TemplateRow, ...] = ()


class TemplateShape:
    """The goal and the rows; a row is known by its name, the second of a name by its number."""

    def parts(self, content: TemplateContent) -> Parts:
        """Return the goal and the rows."""
        rows = dict(zip(_names(content.rows), content.rows, strict=True))
        return {GOAL: content.goal, **rows} if content.goal else {**rows}

    def joined(self, parts: Parts, *, mine: TemplateContent, theirs: TemplateContent) -> TemplateContent:
        """Put the rows together in my order; those I do not have after the one they followed."""
        names = [name for name in parts if name != GOAL]
        order = in_order(_names(mine.rows), _names(theirs.rows), names)
        return TemplateContent(goal=parts.get(GOAL, ""), rows=tuple(parts[name] for name in order))


SHAPE = TemplateShape()


def content_of(version: TemplateVersion | None) -> TemplateContent:
    """Return what a version says; nothing where there is none."""
    return TemplateContent(goal=version.goal, rows=rows_from_json(version.rows)) if version else TemplateContent()


def merged(
    base: TemplateVersion | None, theirs: TemplateVersion | None, mine: TemplateContent
) -> tuple[TemplateContent, list[ClashLine]]:
    """Merge what somebody typed into what was published meanwhile; return what is to be chosen as well."""
    content, clashes = merge(SHAPE, base=content_of(base), mine=mine, theirs=content_of(theirs))
    return content, [_line(each) for each in clashes]


def chosen(mine: TemplateContent, current: TemplateVersion | None, taken: Iterable[str]) -> TemplateContent:
    """Return what was typed with the parts in which the person chose what the other published."""
    return with_taken(SHAPE, mine, seen=content_of(current), taken=taken)


def _line(clash: Clash) -> ClashLine:
    theirs, mine = _fields(clash.theirs), _fields(clash.mine)
    title = _("总目标") if clash.part == GOAL else clash.part.removeprefix(ROW)
    return ClashLine(clash.part, title, [each for each in differences_between(theirs, mine) if each.is_changed])


def _fields(value: Any) -> dict[str, str]:
    return {"goal": value or ""} if isinstance(value, str) else fields_of(value)


def _names(rows: Iterable[TemplateRow]) -> list[str]:
    seen: dict[str, int] = {}
    names = []
    for row in rows:
        number = seen[row.level3] = seen.get(row.level3, 0) + 1
        names.append(f"{ROW}{row.level3}" + (f" #{number}" if number > 1 else ""))
    return names
