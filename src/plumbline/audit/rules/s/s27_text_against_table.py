"""S-27 完成情况文字中的数与表中完成值不一致."""

import datetime as dt
from decimal import Decimal

from plumbline.audit import AuditedForm, RowFacts, Verdicts, Words, cite, rule
from plumbline.audit.narrative import TextFigure, figures_of, in_band, key_of, may_speak_of, names_the_same, speaks_of
from plumbline.audit.wording import plain


@rule(
    "S-27",
    severity="warning",
    scope=("self_evaluation",),
    title_zh="完成情况文字中的数与表中完成值不一致",
    title_en="The text gives another figure than the table",
    source=cite(
        "review-practice",
        "真实性：文字说明与数据是否一致",
        "Truthfulness: whether words and figures agree",
        "well_known",
    ),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Where the completion gives a figure for the thing an indicator counts, it is the indicator's actual value.

    Running totals, parts and other years are not compared; among several figures for one thing, one that agrees is enough.
    """
    text = form.actual_completion or ""
    for row in form.rows:
        if row.done is None or not text:
            out.not_applicable(row.path, "完成值不是数值，或没有完成情况文字", "no figure in the table, or no text")
            continue
        if not may_speak_of(text, row.name):
            out.not_applicable(row.path, "文字中没有提到该指标", "the text does not speak of this indicator")
            continue
        unit = _unit_of(row)
        about = [
            figure
            for figure in figures_of(text)
            if speaks_of(figure, row.name, unit) and not _is_about_another(figure, row)
        ]
        if not about:
            out.not_applicable(row.path, "文字中没有提到该指标的数", "the text gives no figure for this indicator")
        elif any(in_band(figure, row.done, unit) for figure in about):
            out.passed(row.path)
        elif len(about) > 1 or about[0].may_be_a_part(row.name) or not names_the_same(about[0], row.name):
            out.undetermined(
                row.path,
                "文字中的数可能只是其中一部分，或另有所指",
                "the figures of the text may be parts of what the table counts, or of something near to it",
            )
        else:
            _fail(row, row.done, about[0], out)


def _is_about_another(figure: TextFigure, row: RowFacts) -> bool:
    """Another indicator stands in the clause with its whole name, this one does not."""
    return key_of(row.name).core not in figure.clause and any(
        other is not row and key_of(other.name).core in figure.clause for other in row.form.rows
    )


def _unit_of(row: RowFacts) -> str | None:
    if row.actual is not None and row.actual.unit:
        return row.actual.unit
    return row.target.unit if row.target is not None else None


def _fail(row: RowFacts, done: Decimal, figure: TextFigure, out: Verdicts) -> None:
    printed = row.actual.raw if row.actual is not None else plain(done)
    said = figure.clause.replace("\x00", figure.printed).strip()
    words = Words(
        f"“{row.name}”完成值为{printed}，完成情况文字却写“{said}”",
        f"The actual value of “{row.name}” is {printed}, but the text says “{said}”",
        "请以台账、系统统计为准，更正表中数或文字；口径不同的，分别注明。",
        "Correct one of them by the records; where they count different things, say so.",
    )
    out.failed(row.spot("actual"), words, printed=printed, expected=figure.printed)
