"""I-08 定性表述模糊，无法衡量."""

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.promised import lowered
from plumbline.audit.wording import WordList, condensed, shortened

if TYPE_CHECKING:
    from plumbline.audit.model import FindingKey

VAGUE = WordList(
    "有效", "显著", "明显", "较好", "良好", "进一步", "不断", "有所", "逐步", "基本", "持续", "提高", "提升",
    "增强", "改善", "优化", "促进", "加强", "推动", "完善", "扩大", "及时", "支撑", "符合", "较高", "多种",
    "合理", "稳定增长", "加快", "强化", "达到效果", "效果好",
)  # fmt: skip
_VAGUE_ONLY = re.compile(
    "(?:有效|显著|明显|较好|良好|进一步|不断|有所|逐步|基本|持续|提高|提升|增强|改善|优化|促进|加强|推动|完善|扩大|及时|支撑|符合|较高|多种|合理|加快|强化|好|高|较|大|"
    "保持|稳定|稳步|增长|长期|得到|获得|达到|达成|实现|起到|发挥|产生|具有|一定|作用|影响力?|质量|水平|效果|成效|效益|程度|能力|力度|环境|渠道|方式|方面|的|了|和|与|并|且)+"
)
_ONLY_TIME = re.compile("(?:全年|年度|年内|本年度?|长期|常年|每年)")
"""A time without a thing that is done in it."""
_CHECKABLE = WordList(
    "标准", "规范", "要求", "建立", "建成", "通过", "完成", "成功", "无", "零", "不发生", "未发生", "合格",
    "验收", "备案", "等保", "正常", "安全", "合法", "合规", "高于", "低于", "不低于", "不高于", "健全",
    "规定", "批复", "全年", "全部", "全覆盖", "优秀", "优良",
)  # fmt: skip
"""Words that can be held against something: a standard, an event, a comparison."""


@rule(
    "I-08",
    severity="warning",
    scope=("target", "self_evaluation"),
    title_zh="定性指标值表述模糊，无法衡量",
    title_en="A target in words that cannot be measured",
    source=cite(
        "caiyu-2015-88",
        "绩效目标应当细化量化；难以量化的，以可衡量的定性表述",
        "Targets are in figures, or in words that can be checked",
        "well_known",
    ),
    since=dt.date(2015, 5, 21),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """A target in words names something to check it against: a standard, an event, a document.

    Shanghai's rows on budget, finance and project management come with the form and are not the unit's wording. The same words in
    several rows are one finding; once the targets are approved, all of a form's are one hint.
    """
    first_with: dict[str, FindingKey] = {}
    worded = [row for row in form.rows if row.target_nature == "words"]
    out.none_applicable(
        [row for row in form.rows if row.target_nature != "words"], "不是文字表述的指标值", "no target in words"
    )
    for row in worded:
        target = row.target
        if target is None or target.kind == "qualitative_level":
            out.not_applicable(row.path, "指标值是完成等次", "the target is a level")
        elif row.dimension == "management":
            out.not_applicable(row.path, "投入管理类的固定表述", "a management row that comes with the form")
        elif _is_vague(target.raw):
            words = Words(
                f"“{row.name}”的指标值“{shortened(target.raw)}”没有程度和标准，怎样算完成说不清",
                f"The target “{shortened(target.raw)}” of “{row.name}” gives neither degree nor standard: nobody can say when it is met",
                "请改为数值、比率、日期，或写明可核对的标准（如通过验收、建立并实施某项制度）。",
                "Use a number, a rate or a date, or name a standard that can be checked.",
            )
            own = row.key("I-08", "target")
            first = first_with.setdefault(target.raw if form.kind == "target" else "", own)
            out.failed(
                row.spot("target"), words, printed=target.raw, severity=lowered(form, "warning"),
                explained_by=() if first == own else [first],
            )  # fmt: skip
        elif _CHECKABLE.first(target.raw) and VAGUE.first(target.raw) is None:
            out.passed(row.path)
        else:
            out.undetermined(
                row.path, "文字表述能否核对，须人工判断", "whether these words can be checked is for a person to say"
            )


@lru_cache(maxsize=4096)
def _is_vague(text: str) -> bool:
    plain_words = condensed(text)
    if _ONLY_TIME.fullmatch(plain_words):
        return True
    return VAGUE.first(plain_words) is not None and _VAGUE_ONLY.fullmatch(plain_words) is not None
