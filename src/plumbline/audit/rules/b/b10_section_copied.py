"""B-10 申报表的章节互相照抄."""

import datetime as dt
from itertools import permutations

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.rules.b.b09_section_blank import SECTIONS
from plumbline.audit.similarity import contained
from plumbline.audit.wording import condensed, said, shortened
from plumbline.forms.model import TargetTable

_SHORTEST = 40
"""Shorter sections have few words to differ in."""
_COPIED = 0.9


@rule(
    "B-10",
    severity="warning",
    scope=("target",),
    title_zh="申报表的一节照抄另一节",
    title_en="A section of the declaration is copied from another one",
    source=cite(
        "shanghai-forms",
        "目标表式样：概况、依据、必要性、制度措施、计划各有一栏，各答一问",
        "The table has a cell for each section, and each answers a question of its own",
        "probable",
    ),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """No section of forty characters or more stands nearly whole within another one. Of two that are alike the later one is the copy."""
    table = form.form
    texts = (
        {field: condensed(said(getattr(table, field)) or "") for field, *_ in SECTIONS} if _has_sections(table) else {}
    )
    long = {field: text for field, text in texts.items() if len(text) >= _SHORTEST}
    if len(long) < 2:
        out.not_applicable("form", "没有两节可比的文字", "no two sections that can be compared")
        return
    names = {field: (zh, en) for field, zh, en in SECTIONS}
    order = list(long)
    copied: dict[str, str] = {}
    for field, other in permutations(order, 2):
        is_whole = contained(long[field], long[other]) >= _COPIED
        is_later = len(long[field]) < len(long[other]) or order.index(field) > order.index(other)
        if is_whole and is_later:
            copied.setdefault(field, other)
    for field in order:
        if (source := copied.get(field)) is None:
            out.passed(field)
            continue
        (zh, en), (of_zh, of_en) = names[field], names[source]
        words = Words(
            f"“{zh}”的文字几乎全部出自“{of_zh}”，没有回答这一节所问",
            f"The section “{zh}” ({en}) stands nearly whole within “{of_zh}” ({of_en}); it does not answer its own question",
            "请按这一节的要求另写：必要性写为什么要做，计划写何时做到哪一步。",
            "Write it anew: the necessity says why it must be done, the plan what is done by when.",
        )
        out.failed(form.spot(field), words, printed=shortened(getattr(table, field), 60))


def _has_sections(table: object) -> bool:
    return isinstance(table, TargetTable) and table.layout == "shanghai-target-2020"
