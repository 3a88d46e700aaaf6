"""S-33 同一单位同一年度同名指标完成值不一."""

import datetime as dt
from collections.abc import Iterator

from plumbline.audit import AuditedForm, Corpus, CorpusVerdicts, RowFacts, Words, cite, rule
from plumbline.audit.corpus.matching import described, described_en, unit_key
from plumbline.audit.name_facts import canonical
from plumbline.audit.wording import WordList
from plumbline.scoring.units import reconcile_units

OF_THE_PROJECT = WordList(
    "项目", "本单位", "及时", "完成", "合格", "验收", "达标", "满意", "预算", "资金", "成本", "经费", "认可"
)
"""Names that measure each project for itself, so that two values are no contradiction."""
_SHORTEST = 6


@rule(
    "S-33",
    severity="warning",
    scope=("self_evaluation",),
    needs="corpus",
    title_zh="同一单位同一年度，同名指标在两张表中完成值不同",
    title_en="One indicator of one unit and year has two values in two forms",
    source=cite(
        "review-practice",
        "真实性：同一数据在不同材料中应当一致",
        "Truthfulness: one figure is the same everywhere",
        "well_known",
    ),
    since=dt.date(2020, 1, 1),
)
def check(corpus: Corpus, out: CorpusVerdicts) -> None:
    """An indicator of output or benefit with the same long name and the same target has one actual value in a year.

    The finding stands in the later form. Names that fit any project (完成及时率, 满意度) are not compared.
    """
    seen: dict[tuple[str, int, str], tuple[AuditedForm, RowFacts]] = {}
    for form in corpus.forms:
        unit, year = unit_key(form), form.form.year
        own = out.of(form)
        compared = False
        if unit and year is not None:
            for row in _comparable(form):
                first = seen.setdefault((unit, year, canonical(row.name)), (form, row))
                if first[1] is row or first[0].project_key == form.project_key or not _same_target(first[1], row):
                    continue
                compared = True
                if _same_value(first[1], row):
                    own.passed(row.path)
                else:
                    own.failed(row.spot("actual"), _words(row, first), printed=_raw(row), expected=_raw(first[1]))
        if not compared:
            own.not_applicable("form", "其他表中没有同名可比的指标", "no other form has an indicator of this name")


def _comparable(form: AuditedForm) -> Iterator[RowFacts]:
    for row in form.rows:
        is_measured = row.dimension == "benefit" or row.aspect == "quantity"
        if is_measured and row.actual is not None and len(row.name) >= _SHORTEST and not OF_THE_PROJECT.first(row.name):
            yield row


def _same_target(one: RowFacts, other: RowFacts) -> bool:
    if one.target is None or other.target is None or one.aimed is None:
        return False
    return one.aimed == other.aimed and reconcile_units(one.target.unit, other.target.unit).relation != "mismatch"


def _same_value(one: RowFacts, other: RowFacts) -> bool:
    if one.done is not None and other.done is not None:
        return one.done == other.done
    return one.done is None and other.done is None and _raw(one) == _raw(other)


def _raw(row: RowFacts) -> str:
    return row.actual.raw if row.actual is not None else ""


def _words(row: RowFacts, first: tuple[AuditedForm, RowFacts]) -> Words:
    form, other = first
    return Words(
        f"“{row.name}”完成值为{_raw(row)}，而同一单位同一年度{described(form)}填{_raw(other)}",
        f"The actual value of “{row.name}” is {_raw(row)}, but {described_en(form)} of the same unit and year gives {_raw(other)}",
        "请核对来源，两表填同一数；口径不同的，在指标名称中区分。",
        "Check the source and enter one figure in both; where they count different things, the names should say so.",
    )
