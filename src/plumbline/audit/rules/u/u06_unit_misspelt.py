"""U-06 计量单位疑为错别字."""

import datetime as dt
import re
from functools import lru_cache

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.forms.value_grammar.units import MEASURE, SCALE

_KNOWN = re.compile(rf"(?:{SCALE})?(?:{MEASURE})(?:[/每](?:{MEASURE}|.{{1,4}}))?")
_MEANT = {
    "加": "家", "佳": "家", "嘉": "家", "价": "家", "加次": "家次", "家此": "家次", "此": "次", "刺": "次",
    "欠": "次", "人此": "人次", "入次": "人次", "人欠": "人次", "入": "人", "仁": "人", "各": "个",
    "介": "个", "建": "件", "见": "件", "向": "项", "相": "项", "像": "项", "长": "场", "常": "场",
    "扁": "篇", "偏": "篇", "骗": "篇", "其": "期", "奇": "期", "万园": "万元", "万圆": "万元",
    "方元": "万元", "填": "天", "添": "天", "田": "天", "屏方米": "平方米", "%%": "%", "百分之": "%",
    "厂": "场", "健": "件", "讨": "套", "删": "册", "侧": "册", "调": "条", "坐": "座", "锁": "所", "丹": "单",
    "分份": "份", "匹次": "批次", "批刺": "批次", "顶": "项", "棵时": "课时", "杯": "本", "公理": "公里", "干米": "千米",
    "家刺": "家次", "家欠": "家次", "人刺": "人次", "几": "个", "付": "幅", "沾": "站", "织": "支", "枝": "支", "只处": "处",
    "互": "户", "护": "户", "明": "名", "跳": "条", "挑": "条", "合": "台", "抬": "台",
}  # fmt: skip
"""What a word that counts nothing stands for, by sound or by shape."""


@rule(
    "U-06",
    severity="warning",
    scope=("target", "self_evaluation"),
    title_zh="计量单位疑为错别字",
    title_en="A unit that looks misspelt",
    source=cite("review-practice", "填报规范：计量单位准确", "Units are written correctly", "well_known"),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """A unit is a word that counts something; 加 beside a number of exhibitors stands for 家."""
    for row in form.rows:
        value = row.target if row.target is not None and row.target.unit else row.actual
        unit = value.unit if value is not None else None
        if value is None or unit is None:
            out.not_applicable(row.path, "没有计量单位", "no unit is given")
        elif _is_known(unit):
            out.passed(row.path)
        elif (meant := _MEANT.get(unit)) is None:
            out.undetermined(row.path, f"“{unit}”不是常用计量单位", f"“{unit}” is no common unit")
        else:
            words = Words(
                f"“{row.name}”的计量单位“{unit}”（{value.raw}）不成计量单位，疑为“{meant}”",
                f"“{row.name}”: “{unit}” in “{value.raw}” is no unit; “{meant}” is probably meant",
                f"请改为“{meant}”，指标值与完成值一并更正。",
                f"Write “{meant}” in the target and in the actual value.",
            )
            field = "target" if value is row.target else "actual"
            out.failed(row.spot(field), words, printed=value.raw, expected=meant)


@lru_cache(maxsize=4096)
def _is_known(unit: str) -> bool:
    return _KNOWN.fullmatch(unit) is not None
