"""The integrations app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntegrationsConfig(AppConfig):
    """Registers the app under its short label."""

    name = "servicecloud.integrations"
    verbose_name = _("接口对接")

    def ready(self) -> None:
        """Let every act that is kept also be told to the programs that asked for it; declare the recurring work."""
        from servicecloud.activity.services import tell_of_acts
        from servicecloud.integrations import tasks  # noqa: F401 - declaring is the point
        from servicecloud.integrations.services.webhooks import announce

        tell_of_acts(announce)
