"""The words that the official forms prescribe, in the reader's language: levels of indicators, levels of completion, rows of funds, units.

What is printed otherwise is what somebody wrote, and stays as it is.
"""

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

_WORDS = {
    "成本指标": _("成本指标"),
    "产出指标": _("产出指标"),
    "效益指标": _("效益指标"),
    "满意度指标": _("满意度指标"),
    "经济成本指标": _("经济成本指标"),
    "社会成本指标": _("社会成本指标"),
    "生态环境成本指标": _("生态环境成本指标"),
    "数量指标": _("数量指标"),
    "质量指标": _("质量指标"),
    "时效指标": _("时效指标"),
    "经济效益指标": _("经济效益指标"),
    "社会效益指标": _("社会效益指标"),
    "生态效益指标": _("生态效益指标"),
    "可持续影响指标": _("可持续影响指标"),
    "服务对象满意度指标": _("服务对象满意度指标"),
    "达成指标": _("达成指标"),
    "达成年度指标": _("达成年度指标"),
    "部分达成指标并具有一定效果": _("部分达成指标并具有一定效果"),
    "部分达成年度指标并具有一定效果": _("部分达成年度指标并具有一定效果"),
    "未达成指标且效果较差": _("未达成指标且效果较差"),
    "未达成年度指标且效果较差": _("未达成年度指标且效果较差"),
    "基本达成目标": _("基本达成目标"),
    "部分实现目标": _("部分实现目标"),
    "实现目标程度较低": _("实现目标程度较低"),
    "年度资金总额": _("年度资金总额"),
    "其中：当年财政拨款": _("其中：当年财政拨款"),
    "上年结转资金": _("上年结转资金"),
    "其他资金": _("其他资金"),
    "元": _("元"),
    "万元": _("万元"),
}


def official(text: object) -> object:
    """Return a prescribed word in the reader's language, everything else as it is."""
    word = "".join(text.split()) if isinstance(text, str) else ""
    return str(_WORDS[word]) if word in _WORDS else text


official_lazy = lazy(official, str)
