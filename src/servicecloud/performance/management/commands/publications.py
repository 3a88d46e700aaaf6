"""Lay out everything published again, for lists and charts: after a restore, or when a list shows other than the form."""

from typing import Any

from django.core.management.base import BaseCommand

from servicecloud.identity.standing import scope_of_everything
from servicecloud.performance.services.publishing import lay_out_everything


class Command(BaseCommand):
    """`publications`: writes nothing that is not in the frozen versions already, so it may be run at any time."""

    help = "按已公开的自评表重新整理公开结果和指标。"

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do it over the whole platform."""
        with scope_of_everything():
            self.stdout.write(f"已整理 laid out: {lay_out_everything()}")
