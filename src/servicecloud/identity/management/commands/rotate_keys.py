"""Encrypt every personal value with the first of the configured keys."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from servicecloud.identity.key_rotation import rotate_keys


class Command(BaseCommand):
    """Touches nothing without --apply."""

    help = "把全部个人信息改用 FIELD_KEYS 中的第一把密钥加密。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer --apply."""
        parser.add_argument("--apply", action="store_true", help="write; without it only counts")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Rotate and say what was done, per table."""
        for line in rotate_keys(apply=options["apply"]):
            self.stdout.write(f"{line.table}.{line.column}: {line.stale} / {line.total}")
