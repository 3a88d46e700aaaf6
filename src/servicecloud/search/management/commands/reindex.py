"""Index everything anew, with progress."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from servicecloud.identity.standing import scope_of_everything
from servicecloud.search.services import reindex
from servicecloud.search.sources import SOURCES


class Command(BaseCommand):
    """The site goes on meanwhile; interrupting loses nothing but time."""

    help = "重建搜索索引：全部内容，或指定类型。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer --kind."""
        parser.add_argument(
            "--kind", action="append", default=[], choices=sorted(SOURCES), help="only this kind; may be repeated"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Walk and say how far it is."""
        started = time.monotonic()

        def say(kind: str, done: int, total: int) -> None:
            end = "\n" if done >= total else "\r"
            self.stdout.write(f"{kind}: {done:,} / {total:,}  {time.monotonic() - started:.1f} s", ending=end)
            self.stdout.flush()

        with scope_of_everything():
            reindex(kinds=options["kind"], progress=say)
