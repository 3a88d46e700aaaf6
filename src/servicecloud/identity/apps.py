"""The identity app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdentityConfig(AppConfig):
    """Registers the app under its short label."""

    name = "servicecloud.identity"
    verbose_name = _("用户与单位")
