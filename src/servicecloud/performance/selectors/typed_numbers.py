"""Numbers that somebody typed into the completion of a self-evaluation instead of binding them to an indicator."""

from django.utils.translation import gettext as _

from plumbline.audit.narrative import figures_of
from servicecloud.performance.selectors.auditing import Known
from servicecloud.performance.tokens import TOKEN

RULE = "S-27"
"""The text gives another figure than the table: what is not bound will, as soon as the numbers are taken anew."""


def typed_numbers(completion: str) -> list[str]:
    """Return the figures of a completion that stand in no [[name]], as typed, each once. Dates, totals of years and parts are left out.

    >>> typed_numbers("组织培训[[培训家次]]，共更新 300 次，满意度99.9%，2024年3月起累计500次")
    ['300次', '99.9%']
    """
    text = "".join(TOKEN.sub("，", completion).split())
    return list(dict.fromkeys(figure.printed for figure in figures_of(text)))


def typed_by_hand(completion: str) -> list[Known]:
    """Return one warning for all numbers typed by hand; an answer to it holds until others are typed."""
    found = typed_numbers(completion)
    if not found:
        return []
    message = _("完成情况中的数是手工填写的，没有与指标绑定：%(numbers)s") % {"numbers": "、".join(found)}
    advice = _("是指标完成值的，请删去后用“插入数值”填入；是其他数的，请说明出自哪里。")
    return [Known(None, RULE, message, advice, "、".join(found))]
