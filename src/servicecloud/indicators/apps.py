"""The indicators app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    """Declares the library's acts on the timeline and how its indicators are found."""

    name = "servicecloud.indicators"
    label = "indicators"
    verbose_name = _("指标库")

    def ready(self) -> None:
        """Declare sentences and the search source."""
        from servicecloud.indicators import sentences  # noqa: F401 - declaring is the point
        from servicecloud.indicators.search_sources import declare_sources

        declare_sources()
