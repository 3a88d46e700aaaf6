"""S-18 与上年度自评文字雷同."""

import datetime as dt
import re

from plumbline.audit import FormPair, Verdicts, Words, cite, rule
from plumbline.audit.similarity import similarity
from plumbline.audit.wording import condensed, shortened

_FIGURES = re.compile(r"\d+")
_SHORTEST = 20
"""A completion of fewer characters is alike every year."""


@rule(
    "S-18",
    severity="warning",
    scope=("self_evaluation",),
    needs="pair",
    title_zh="完成情况与上年度自评文字雷同",
    title_en="The completion is last year's",
    source=cite(
        "review-practice",
        "自评表常见问题：完成情况照抄去年或其他项目",
        "Common faults: the completion is copied from last year or another project",
        "well_known",
    ),
    since=dt.date(2020, 1, 1),
)
def check(pair: FormPair, out: Verdicts) -> None:
    """What was done this year is not what was said last year, figures left aside. Other projects' texts have a rule of their own."""
    if pair.relation != "year_on_year" or pair.later.kind != "self_evaluation":
        return
    now, before = pair.later.actual_completion, pair.earlier.actual_completion
    if now is None or before is None:
        out.not_applicable("form", "未填完成情况", "one of the two completions is blank")
        return
    texts = [_FIGURES.sub("", condensed(text)) for text in (now, before)]
    if min(map(len, texts)) < _SHORTEST:
        out.undetermined("form", "完成情况过短，雷同与否说明不了问题", "the texts are too short to tell anything")
        return
    alike = similarity(*texts)
    if alike < float(pair.later.limit("S-18")):
        out.passed("form")
        return
    same_figures = condensed(now) == condensed(before)
    how_zh = "文字相同" if alike == 1 else f"有{alike:.0%}相同"
    words = Words(
        f"完成情况与{pair.earlier.form.year}年自评表{how_zh}，{'数字也一样' if same_figures else '只改了数字'}",
        f"The account of what was completed is {alike:.0%} the one of {pair.earlier.form.year}"
        + (", figures included" if same_figures else ", with other figures"),
        "请写本年度实际做了什么，与上年有什么不同。",
        "Say what was done this year, and what was different.",
    )
    out.failed(pair.later.spot("actual_completion"), words, printed=shortened(now, 60))
