"""The statistics of a folder for people: when there is something to show, and the words of commands and reports."""

from collections.abc import Iterable

from plumbline.audit.context import AuditedForm
from plumbline.audit.corpus.statistics import (
    FEWEST_FORMS_OF_UNIT,
    Code,
    CorpusStatistics,
    Outcome,
    Statistic,
    corpus_statistics,
)
from plumbline.errors import Lang
from plumbline.forms.model import Form
from plumbline.rulebooks import load_rulebook

TITLES: dict[Code, tuple[str, str]] = {
    "at_target": ("完成值恰好等于指标值", "Actual values that equal their target"),
    "round_numbers": ("完成值取整", "Actual values in round numbers"),
    "all_full_marks": ("全部指标满分", "Full marks throughout"),
    "repeated_completion": ("完成情况文字雷同", "Completions in the same words"),
    "unit_scores": ("单位之间的自评总分", "Totals of one unit and of the others"),
}
OUTCOMES: dict[Outcome, tuple[str, str]] = {
    "usual": ("正常", "usual"),
    "unusual": ("异常", "unusual"),
    "too_few": ("数据不足", "too few"),
}
NOTE = (
    "异常指偶然出现的可能小于千分之一（单位之间比较为百分之一）。它提示从哪里查起，不能证明任何一张表有问题。",
    (
        "Unusual: chance alone gives as much in fewer than 1 of 1,000 folders (1 of 100 between units). It tells where to look and proves "
        "nothing about any single form."
    ),
)


def folder_statistics(forms: Iterable[Form]) -> CorpusStatistics:
    """Compute the statistics of the self-evaluations among forms; no rulebook plays a part."""
    book = load_rulebook("national-2020")
    return corpus_statistics(AuditedForm(form, book) for form in forms)


def worth_showing(found: CorpusStatistics) -> bool:
    """Say whether a folder has enough self-evaluations for a report to speak of them as a whole."""
    return found.forms >= FEWEST_FORMS_OF_UNIT


def sentence(one: Statistic, lang: Lang) -> str:
    """Return the sentence of a statistic in one language."""
    return one.sentence_zh if lang == "zh" else one.sentence_en


def chance_text(chance: float | None) -> str:
    """Print a chance as people read it: 0.42, 0.003, <0.0001; a dash where there is none.

    >>> chance_text(0.4217), chance_text(0.00312), chance_text(1e-9), chance_text(None)
    ('0.42', '0.0031', '<0.0001', '–')
    """
    if chance is None:
        return "–"
    if chance < 0.0001:
        return "<0.0001"
    return f"{chance:.2f}" if chance >= 0.01 else f"{chance:.4f}"
