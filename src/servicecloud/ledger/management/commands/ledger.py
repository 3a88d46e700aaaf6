"""Keep, seal, check and export the ledger from the terminal."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from plumbline.evidence.seal import Head
from servicecloud.identity.standing import scope_of_everything
from servicecloud.ledger.exporting import ExportFile
from servicecloud.ledger.services import checking, measures, sealing
from servicecloud.ledger.tree import head


class Command(BaseCommand):
    """`ledger measures|seal|check|export`; a check exits 1 when something is not as it should be."""

    help = "存证台账：登记口径、封存、核验、导出。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer one subcommand per act."""
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("measures", help="write the declared measures that the database does not have")
        acts.add_parser("seal", help="seal everything that waits")
        check = acts.add_parser("check", help="verify the chain and recompute totals and subjects")
        check.add_argument("--head", help="a published head (hex) that must be in the chain")
        check.add_argument("--count", type=int, help="the number of entries of that head")
        export = acts.add_parser("export", help="write the sealed entries; goes on where an earlier export ended")
        export.add_argument("file", type=Path)

    def handle(self, *_args: Any, act: str, **options: Any) -> None:
        """Do the act over the whole platform."""
        with scope_of_everything():
            {"measures": self._measures, "seal": self._seal, "check": self._check, "export": self._export}[act](options)

    def _measures(self, _options: dict[str, Any]) -> None:
        self.stdout.write(f"新登记口径 new measures: {measures.keep_declared_measures()}")

    def _seal(self, _options: dict[str, Any]) -> None:
        made = sealing.seal_waiting()
        self.stdout.write(f"新封存 new seals: {len(made)}")
        if made:
            self.stdout.write(f"链首 head: {made[-1].digest}  {made[-1].last}")

    def _check(self, options: dict[str, Any]) -> None:
        if (options["head"] is None) != (options["count"] is None):
            raise CommandError("--head and --count belong together")
        published = [Head(options["head"].lower(), options["count"])] if options["head"] else []
        started = timezone.now()
        outcome = checking.check_ledger(published=published)
        checking.raise_incidents(outcome)
        seconds = (timezone.now() - started).total_seconds()
        self.stdout.write(f"{outcome.entries} 条 entries, {outcome.seals} 次封存 seals, {seconds:.1f} s")
        for each in outcome.differences:
            self.stderr.write(f"{each.message_zh}\n{each.message_en}")
        if not outcome.is_good:
            self.stderr.write(f"发现 {outcome.found} 处 differences")
            sys.exit(1)
        self.stdout.write("一致 as sealed")

    def _export(self, options: dict[str, Any]) -> None:
        if head() is None:
            raise CommandError("还没有封存 nothing is sealed yet")
        written = ExportFile(options["file"]).write(progress=lambda done: self.stderr.write(f"\r{done}", ending=""))
        last = head()
        self.stdout.write(f"\n{written} 条 entries → {options['file']}")
        if last is not None:
            self.stdout.write(f"plumbline verify {options['file']} --head {last.digest} --count {last.count}")
