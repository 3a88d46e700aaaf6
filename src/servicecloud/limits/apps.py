"""The limits app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LimitsConfig(AppConfig):
    """Registers the app under its short label."""

    name = "servicecloud.limits"
    verbose_name = _("使用频率")
