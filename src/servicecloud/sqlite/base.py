"""Django's SQLite, in which who waits for the write lock asks for it at an even pace.

SQLite's own waiting sleeps longer the longer it lasts, up to a tenth of a second: whoever came last gets the lock first, and on a busy
afternoon somebody waits for seconds. Here everybody asks every few milliseconds, so nobody is overtaken for long.
"""

import random
import time
from sqlite3 import SQLITE_BUSY, OperationalError
from typing import Any

from django.db.backends.sqlite3 import base

_PACE = (0.001, 0.004)
"""Seconds between two questions for the lock, at random between these: two who wait must not ask in step."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose transactions wait fairly for the write lock, at most as long as the option `timeout` says."""

    transaction_mode: str | None

    def get_connection_params(self) -> dict[str, Any]:
        """Keep how long to wait; Django's default is five seconds."""
        params: dict[str, Any] = super().get_connection_params()
        self.patience = float(params.get("timeout", 5.0))
        return params

    def _start_transaction_under_autocommit(self) -> None:
        ends = time.monotonic() + self.patience
        with self.wrap_database_errors:
            self.connection.execute("PRAGMA busy_timeout = 0")
            try:
                while not self._began(is_last=time.monotonic() >= ends):
                    time.sleep(random.uniform(*_PACE))  # noqa: S311 - no secret
            finally:
                self.connection.execute(f"PRAGMA busy_timeout = {int(self.patience * 1000)}")

    def _began(self, *, is_last: bool) -> bool:
        """Try to begin; return False where somebody else is writing. Raises OperationalError for it at the last try."""
        try:
            self.connection.execute(f"BEGIN {self.transaction_mode or ''}")
        except OperationalError as error:
            if is_last or error.sqlite_errorcode & 0xFF != SQLITE_BUSY:
                raise
            return False
        return True
