"""The sentences for what is wrong with a row of a register's file: what, and what to do."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "no_date": _("没有发生日期。"),
    "date": _("看不懂日期“%(text)s”，请写成2023-05-01。"),
    "future": _("发生日期%(text)s晚于今天。"),
    "unit": _("单位“%(text)s”与台账不符，须为“%(unit)s”。"),
    "no_quantity": _("没有数量。"),
    "quantity": _("看不懂数量“%(text)s”：须为数字，最多6位小数，小于1000亿。"),
    "no_subject": _("没有服务对象。"),
    "too_long": _("“%(text)s…”超过%(count)s个字。"),
    "dimension": _("“%(name)s”不接受“%(text)s”，可填：%(allowed)s。"),
    "in_file": _("与第%(row)s行内容相同。"),
    "in_register": _("台账中已有内容相同的一行。"),
    "closed": _("发生日期在已结账的统计期内（至%(until)s），请改用逐行补登。"),
}


def problem_text(problem: dict[str, Any]) -> str:
    """Return a problem as a sentence in the active language."""
    data: dict[str, Any] = problem["data"]
    return str(SENTENCES[problem["code"]]) % data
