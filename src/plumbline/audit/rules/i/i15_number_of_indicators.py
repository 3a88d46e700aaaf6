"""I-15 指标数量过少/过多."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.promised import lowered
from plumbline.audit.wording import plain


@rule(
    "I-15",
    severity="warning",
    scope=("target", "self_evaluation"),
    title_zh="三级指标过少或过多",
    title_en="Too few or too many indicators",
    source=cite(
        "plumbline", "四性审核：指标全面、突出重点", "Indicators are complete and stress what matters", "design"
    ),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """The number of indicators lies within the rulebook's limits; Shanghai's management rows do not count."""
    number = sum(1 for row in form.rows if row.dimension != "management")
    fewest, most = form.limit("I-15.fewest"), form.limit("I-15.most")
    if number == 0:
        out.not_applicable("indicators", "没有读到指标", "no indicator was read")
    elif fewest <= number <= most:
        out.passed("indicators")
    else:
        few = number < fewest
        limit, zh, en = (plain(fewest), "少于", "fewer") if few else (plain(most), "多于", "more")
        words = Words(
            f"三级指标{number}项，{zh}{limit}项，{'难以反映项目全貌' if few else '重点不突出'}",
            f"There are {number} indicators, {en} than {limit}: "
            f"{'the project is hardly covered' if few else 'what matters is lost among them'}",
            "请对照项目主要工作内容补充关键指标。" if few else "请合并、删减次要指标，保留能反映核心产出和效果的指标。",
            "Add indicators for the main tasks that have none." if few else "Merge or drop the minor ones.",
        )
        out.failed(
            form.spot("indicators"), words, printed=str(number), expected=f"{plain(fewest)}–{plain(most)}",
            severity=lowered(form, "warning"),
        )  # fmt: skip
