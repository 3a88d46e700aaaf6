"""The boards app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BoardsConfig(AppConfig):
    """Puts the renewing of summaries on the schedule and answers which way of giving lights is in force."""

    name = "servicecloud.boards"
    label = "boards"
    verbose_name = _("绩效看板")

    def ready(self) -> None:
        """Declare."""
        from servicecloud.boards import sentences, upkeep  # noqa: F401 - declaring is the point
        from servicecloud.boards.selectors.lights import chosen_rules
        from servicecloud.performance.selectors.light_rules import choose_light_rules_by

        choose_light_rules_by(chosen_rules)
