"""The inspection app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InspectionConfig(AppConfig):
    """Registers the app under its short label."""

    name = "servicecloud.inspection"
    verbose_name = _("表单审核")
