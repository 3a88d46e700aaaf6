"""What a person has to say and did not: why a score within its band, why a level, whether the project is completed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from plumbline.rulebooks import load_rulebook
from servicecloud.performance.reporting_errors import AmbiguousTokenError, UnknownTokenError
from servicecloud.performance.tokens import TOKEN, places_named, tokens_of
from servicecloud.performance.values import EvaluatedRow, EvaluationContent, TargetContent, TargetRow

SCORE = _("得分由单位选定，请写明得分理由。")
LEVEL = _("选定了完成等次，请写明完成情况或得分理由。")
COMPLETED = _("本年度的计分规则按项目是否完成给预算执行计分，请说明项目是否完成。")
NOT_COMPLETED = _("项目没有完成的，请写明原因。")
AT_ROW = _("第 {number} 行“{name}”：{problem}")

NO_SCORE = _("“{text}”不是分数，没有保存。请写数字，例如 8 或 8.5；不打分就留空。")


def faults_of(content: EvaluationContent, values: Mapping[str, Any], target: TargetContent) -> dict[str, list[str]]:
    """Return what was typed and cannot be read, by field: `completion` with bound numbers of no row or of several, `claimed_score:KEY`."""
    faults: dict[str, list[str]] = {}
    if tokens := token_faults(content, target.rows):
        faults["completion"] = tokens
    for row in content.rows:
        text = str(values.get("rows", {}).get(row.key, {}).get("claimed_score", "") or "").strip()
        if text and row.claimed_score is None:
            faults[f"claimed_score:{row.key}"] = [str(format_lazy(NO_SCORE, text=text[:20]))]
    return faults


def token_faults(content: EvaluationContent, rows: Sequence[TargetRow]) -> list[str]:
    """Return what is wrong with the bound numbers of the narrative: names of no row, and of several with the ways to tell them apart."""
    names = dict.fromkeys(found[1].strip() for found in TOKEN.finditer(content.completion))
    said = []
    for name in names:
        places = places_named(name, rows)
        if not places:
            said.append(str(UnknownTokenError(name=name)))
        elif len(places) > 1:
            tokens = tokens_of(rows)
            choices = "、".join(tokens[place] for place in places)
            said.append(str(AmbiguousTokenError(name=name, count=len(places), choices=choices)))
    return said


def unexplained(row: EvaluatedRow) -> str:
    """Return what has to be explained in a row, blank when nothing has (10号 annex 1: a qualitative row says what was done)."""
    if row.claimed_score is not None and not row.reason:
        return str(SCORE)
    if row.level and not row.reason and not row.statement:
        return str(LEVEL)
    return ""


def unstated(content: EvaluationContent) -> str:
    """Return what is missing of the statement whether the project is completed; blank where the rulebook in force does not ask."""
    if not load_rulebook(content.rulebook).asks_completion:
        return ""
    if not content.completed:
        return str(COMPLETED)
    return str(NOT_COMPLETED) if content.completed == "no" and not content.completed_reason else ""


def choice_problems(content: EvaluationContent, rows: Iterable[TargetRow]) -> list[str]:
    """Return the statement that is missing, bound numbers that name no row or several, and every choice without its reason by row."""
    rows = list(rows)
    problems = [*([problem] if (problem := unstated(content)) else []), *token_faults(content, rows)]
    for number, row in enumerate(rows, start=1):
        entered = content.row(row.key)
        problem = unexplained(entered) if entered else ""
        if problem:
            problems.append(str(format_lazy(AT_ROW, number=number, name=row.level3, problem=problem)))
    return problems
