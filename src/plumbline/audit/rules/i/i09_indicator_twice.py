"""I-09 三级指标重复."""

import datetime as dt
import re
from decimal import Decimal
from difflib import SequenceMatcher
from functools import lru_cache

from plumbline.audit import AuditedForm, RowFacts, Verdicts, Words, cite, rule
from plumbline.audit.name_facts import canonical
from plumbline.audit.promised import lowered

_FILLING = re.compile("情况|工作|各类|相关|[的之和及与]")


@rule(
    "I-09",
    severity="warning",
    scope=("target", "self_evaluation", "monitoring"),
    title_zh="三级指标重复",
    title_en="The same indicator twice",
    source=cite("review-practice", "指标之间不重复、不交叉", "Indicators neither repeat nor overlap", "well_known"),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """No two rows of one dimension have the same name and the same unit; 数 and 数量 are one word.

    Long names that are as alike as the rulebook says and differ only by words that fit everything (的, 情况, 工作) are one name as well.
    Names that differ by any other character are left alone: it mostly tells two things apart (市级, 区级).
    """
    names = [_without_filling(row.name) for row in form.rows]
    if len(set(names)) == len(names):
        out.all_passed(form.rows)
        return
    seen: dict[str, list[RowFacts]] = {}
    for row, name in zip(form.rows, names, strict=True):
        before = seen.setdefault(name, [])
        twin = next((other for other in before if _same_thing(row, other) and _alike(row, other)), None)
        before.append(row)
        if twin is None:
            out.passed(row.path)
            continue
        words = Words(
            f"“{row.name}”与前面的“{twin.name}”是同一指标（第{twin.index + 1}项、第{row.index + 1}项）",
            f"“{row.name}” repeats “{twin.name}” (rows {twin.index + 1} and {row.index + 1})",
            "请合并为一项，或改名写明两者口径的差别。",
            "Merge them, or name what makes them different.",
        )
        out.failed(row.spot("level3"), words, printed=row.name, severity=lowered(form, "warning"))


@lru_cache(maxsize=8192)
def _without_filling(name: str) -> str:
    return _FILLING.sub("", canonical(name))


def _alike(row: RowFacts, other: RowFacts) -> bool:
    one, two = canonical(row.name), canonical(other.name)
    return one == two or Decimal(SequenceMatcher(None, one, two).ratio()) >= row.form.limit("I-09")


def _same_thing(row: RowFacts, other: RowFacts) -> bool:
    if row.dimension != other.dimension:
        return False
    units = [one.target.unit if one.target else None for one in (row, other)]
    return None in units or units[0] == units[1]
