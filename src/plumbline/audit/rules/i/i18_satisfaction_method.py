"""I-18 满意度指标取值方式不是问卷/反馈."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.wording import WordList, said

METHOD_COLUMN = WordList("取值方式", "评价方法", "数据采集")
ASKS_PEOPLE = WordList(
    "问卷", "调查", "测评", "回访", "访谈", "反馈", "评价", "打分", "评分", "直接证明", "第三方", "走访",
    "座谈",
)  # fmt: skip


@rule(
    "I-18",
    severity="error",
    scope=("target",),
    title_zh="满意度指标的取值方式不是问卷或反馈",
    title_en="Satisfaction that is not asked for",
    source=cite(
        "caiyu-2021-101",
        "设置满意度指标的，须开展满意度调查或收集反馈",
        "Who sets satisfaction surveys it or collects feedback",
        "well_known",
    ),
    since=dt.date(2021, 8, 18),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """The method of a satisfaction indicator is a survey, feedback, or the proof of somebody else."""
    if all(row.dimension != "satisfaction" for row in form.rows):
        out.not_applicable("indicators", "没有满意度指标", "there is no satisfaction indicator")
    for row in form.rows:
        if row.dimension != "satisfaction":
            continue
        fields = row.indicator.other_fields
        column = next((name for name in fields if METHOD_COLUMN.first(name) and said(fields[name])), None)
        if column is None:
            out.not_applicable(row.path, "表中没有取值方式一栏，或未填", "no method is given")
        elif ASKS_PEOPLE.first(fields[column]):
            out.passed(row.path)
        else:
            words = Words(
                f"“{row.name}”的取值方式是“{fields[column]}”，得不到服务对象的评价",
                f"The method of “{row.name}” is “{fields[column]}”, which asks nobody",
                "请改用问卷调查等方式，并写明调查对象和样本量。",
                "Use a survey, and say who is asked and how many.",
            )
            spot = row.spot(f"other_fields.{column}", cell_of=column)
            out.failed(spot, words, printed=fields[column], expected="问卷调查法", expected_en="a survey")
