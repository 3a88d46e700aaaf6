"""The portal app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """Registers the portal's menu."""

    name = "servicecloud.portal"
    label = "portal"

    def ready(self) -> None:
        """Fill the menu."""
        from servicecloud.pages.navigation import Entry, register

        register(
            "portal",
            Entry(_("首页"), "portal:home"),
            Entry(_("企业名录"), "portal:enterprises"),
            Entry(_("服务机构"), "portal:institutions"),
            Entry(_("绩效公开"), "portal:disclosed"),
            Entry(_("公开表单库"), "portal:published"),
            Entry(_("表单审核"), "portal:audit"),
            Entry(_("存证查验"), "portal:proof"),
            Entry(_("搜索"), "portal:search"),
        )
