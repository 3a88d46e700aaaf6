"""`renew_boards`: bring the numbers of the boards up to date now, instead of waiting for the schedule."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from servicecloud.boards.services.renewing import open_projects, renew, renew_due
from servicecloud.identity.standing import scope_of_everything


class Command(BaseCommand):
    """Renew what acts have changed; with --open every project whose numbers still move as well."""

    help = "Renew the numbers of the boards."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --open."""
        parser.add_argument("--open", action="store_true", help="every project whose year is not concluded, too")

    def handle(self, **options: Any) -> None:
        """Call the service."""
        with scope_of_everything():
            number = renew_due() + (renew(open_projects()) if options["open"] else 0)
        self.stdout.write(f"{number}\n")
