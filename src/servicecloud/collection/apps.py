"""The collection app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CollectionConfig(AppConfig):
    """Registers the app under its short label and declares its acts."""

    name = "servicecloud.collection"
    verbose_name = _("公开表单库")

    def ready(self) -> None:
        """Declare the sentences of the acts."""
        from servicecloud.activity.sentences import SENTENCES

        SENTENCES["forms.collected"] = _("收录了公开表单 %(object)s")
        SENTENCES["forms.withdrawn"] = _("撤下了公开表单 %(object)s")
