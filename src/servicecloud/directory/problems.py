"""The sentences for what can be wrong with a row of an import; rows keep only the code and the figures in it."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from servicecloud.directory.models import Enterprise

ADVICE: dict[str, str | Promise] = {
    "blank": _("此列必填。"),
    "repeated": _("与第%(row)d行重复，只导入前面的一行。"),
    "too_long": _("最多%(count)d个字。"),
    "number": _("被表格软件转成了数字，末几位已丢失。请把该列设为文本格式后重新填写。"),
    "check_digit": _("不是有效的18位统一社会信用代码，请核对。"),
    "unknown_region": _("没有“%(text)s”这个区，请填写名录中的区名或代码。"),
    "unknown_industry": _("“%(text)s”不是有效的行业代码，应为2至4位数字。"),
    "date": _("日期应写成 2020-01-31 的样子。"),
    "merged": _("这个代码的条目已并入其他条目，不能再导入。"),
    "changed_meanwhile": _("检查之后，这家企业的信息已被他人修改。请重新导入该行。"),
}


@dataclass(frozen=True)
class ProblemInWords:
    """A problem as a page shows it."""

    label: str
    advice: str


def in_words(problem: dict[str, Any]) -> ProblemInWords:
    """Return the column's name and what to do, in the active language."""
    field = Enterprise._meta.get_field(problem["column"])
    return ProblemInWords(str(getattr(field, "verbose_name", "")), str(ADVICE[problem["code"]]) % problem["data"])
