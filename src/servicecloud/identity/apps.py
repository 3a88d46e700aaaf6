"""The identity app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdentityConfig(AppConfig):
    """Registers the app under its short label."""

    name = "servicecloud.identity"
    verbose_name = _("用户与单位")

    def ready(self) -> None:
        """Declare what people are told of their roles."""
        from servicecloud.notifications.kinds import declare

        label = _("本人角色的变化")
        declare("role.granted", _("您在“%(organisation)s”的角色已增加：%(role)s。"), label=label, words=("role",))
        declare("role.ended", _("您在“%(organisation)s”的角色已结束：%(role)s。"), label=label, words=("role",))
