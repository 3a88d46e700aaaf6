"""The ledger app."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    """Collects the measures that apps declare and puts the ledger's work on the schedule."""

    name = "servicecloud.ledger"
    label = "ledger"
    verbose_name = _("存证台账")

    def ready(self) -> None:
        """Read every app's `measures.py`; after each migration the database learns of new ones."""
        from servicecloud.ledger import sentences, upkeep  # noqa: F401 - declaring is the point

        autodiscover_modules("measures")
        post_migrate.connect(_keep_measures, sender=self, dispatch_uid="ledger_measures")


def _keep_measures(**_kwargs: Any) -> None:
    from servicecloud.ledger.services.measures import keep_declared_measures

    keep_declared_measures()
