"""Kinds of days."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DayKind(TextChoices):
    """How a day differs from the plain week."""

    HOLIDAY = "holiday", _("放假")
    MAKE_UP = "make_up", _("调休上班")


FESTIVALS = {
    "元旦": _("元旦"),
    "春节": _("春节"),
    "清明节": _("清明节"),
    "劳动节": _("劳动节"),
    "端午节": _("端午节"),
    "中秋节": _("中秋节"),
    "国庆节": _("国庆节"),
}
"""Names of holidays that can be shown in another language; any other name is shown as it was imported."""
