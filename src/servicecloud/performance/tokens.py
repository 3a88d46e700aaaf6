"""Bound numbers in the text of a self-evaluation: [[name]] stands for the actual value of a row. Pure.

A row is named by its level-3 name, by `level2/level3`, by `level1/level2/level3`, or by its place, `第3行`. What names one row alone is a
token of it; what names several is refused with the ways to name each. A value that a form prints with its unit in brackets, `120722(次)`,
`95(百分数)`, stands in a sentence as one writes it: 120722次, 95%.
"""

import re
from collections.abc import Sequence

from servicecloud.performance.values import TargetRow

TOKEN = re.compile(r"\[\[([^\[\]]{1,240})\]\]")
_BRACKETED = re.compile(r"(?P<number>[^()（）]*\d)\s*[(（]\s*(?P<unit>[^()（）]+?)\s*[)）]")
_PERCENT = frozenset({"百分数", "百分比", "%", "％"})


def names_of(row: TargetRow, place: int) -> tuple[str, ...]:
    """Return how a row (from 0) may be named, the shortest first; the last one never names another."""
    level1, level2, name = (text.strip() for text in (row.level1, row.level2, row.level3))
    longer = (f"{level2}/{name}", f"{level1}/{level2}/{name}") if level1 and level2 else ()
    return (name, *longer, f"第{place + 1}行")


def places_named(name: str, rows: Sequence[TargetRow]) -> list[int]:
    """Return the rows that a name may mean."""
    wanted = re.sub(r"\s*[/／]\s*", "/", name.strip())
    return [place for place, row in enumerate(rows) if wanted in map(_plain, names_of(row, place))]


def tokens_of(rows: Sequence[TargetRow]) -> list[str]:
    """Return for each row the shortest name that means it alone, as it is written into the text."""
    found = []
    for place, row in enumerate(rows):
        alone = (name for name in names_of(row, place) if len(places_named(name, rows)) == 1)
        found.append(f"[[{next(alone, names_of(row, place)[-1])}]]")
    return found


def _plain(name: str) -> str:
    return re.sub(r"\s*[/／]\s*", "/", name)


def in_a_sentence(actual: str, *, before: str = "") -> str:
    """Return an actual value as a sentence prints it; a unit that the text right `before` which it stands repeats is left out."""
    found = _BRACKETED.fullmatch(actual.strip())
    if found is None:
        return actual
    unit = "%" if found["unit"] in _PERCENT else found["unit"]
    return found["number"] if before.startswith(unit) else f"{found['number']}{unit}"
