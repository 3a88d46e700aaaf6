"""Load the demonstration."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from servicecloud.demo.loading import load


class Command(BaseCommand):
    """Only in demonstration mode."""

    help = "载入演示数据（虚构的澜川市）。可重复运行；已有的数据不变。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer the scale."""
        parser.add_argument("--scale", type=int, default=400, help="number of enterprises, up to 150000")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Refuse outside demonstration mode; else load and say what was added."""
        if not settings.DEMO:
            raise CommandError("PLUMBLINE_DEMO is off: demonstration data is not loaded into a real site")
        added = load(scale=options["scale"])
        if added and options["verbosity"]:
            self.stdout.write(f"演示企业 demonstration enterprises: +{added}")
