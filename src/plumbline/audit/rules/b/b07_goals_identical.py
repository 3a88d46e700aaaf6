"""B-07 年度目标与总体目标文字完全相同."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.wording import condensed, said, shortened
from plumbline.forms.model import TargetTable


@rule(
    "B-07",
    severity="warning",
    scope=("target",),
    title_zh="年度目标与总体（中期）目标文字完全相同",
    title_en="The annual goal repeats the long-term goal word for word",
    source=cite("caiyu-2015-88", "绩效目标分中长期目标和年度目标", "Goals are long-term or annual", "well_known"),
    since=dt.date(2015, 5, 21),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """A project of several years says what this year adds."""
    table = form.form
    annual = said(table.annual_goal) if isinstance(table, TargetTable) else None
    long_term = (said(table.long_term_goal) or said(table.overall_goal)) if isinstance(table, TargetTable) else None
    if annual is None or long_term is None:
        out.not_applicable("form", "未分别填写总体目标和年度目标", "not both goals are given")
    elif condensed(annual) != condensed(long_term):
        out.passed("form")
    else:
        words = Words(
            "年度目标与总体（中期）目标文字完全相同，看不出本年度要完成什么",
            "The annual goal repeats the long-term goal; it does not show what this year is to achieve",
            "请将总体目标分解到本年度；一年期项目可只填年度目标。",
            "Break the long-term goal down to this year; a project of one year needs the annual goal only.",
        )
        out.failed(form.spot("annual_goal"), words, printed=shortened(annual, 60))
