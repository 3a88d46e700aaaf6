"""Which projects build, repair or buy things, told by their names."""

from plumbline.audit.context import AuditedForm
from plumbline.audit.wording import WordList

_BUILDS = WordList(
    "工程建设", "建设工程", "改造工程", "修缮工程", "基本建设", "基建", "大修", "修缮", "装修", "新建",
    "改建", "扩建", "迁建", "翻建", "维修改造", "改造修缮", "购置", "设备采购", "装备采购", "设备更新",
    "设备添置",
)  # fmt: skip
_BUYS = WordList("设备购置", "设备采购", "设备添置", "设备更新", "装备购置", "装备采购", "仪器购置", "车辆购置")
"""What is bought must serve some years, also where the project is about information technology."""
_ONLY_SERVES = WordList("信息系统", "信息化", "软件", "服务工程", "培训", "规划编制", "课题", "补贴", "补助", "奖励")


def building_word(form: AuditedForm) -> str | None:
    """Return the word of the project's name that tells a building, repair or purchase project; None for other projects."""
    name = form.project_key
    word = _BUILDS.first(name)
    bought = _BUYS.first(name)
    if bought is not None:
        return bought
    return None if word is None or _ONLY_SERVES.first(name) else word
