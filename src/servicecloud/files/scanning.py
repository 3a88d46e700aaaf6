"""Checking files for malicious content: an adapter, none by default. Without one, files say that nobody checked them."""

import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings

_CLEAN, _FOUND = 0, 1


@dataclass(frozen=True)
class Verdict:
    """What a scanner said."""

    is_clean: bool
    note: str


class ScannerFailedError(Exception):
    """The scanner could not judge; the task is tried again and the file stays closed meanwhile."""


class Scanner(Protocol):
    """Judges one file."""

    def scan(self, path: Path) -> Verdict:
        """Return the verdict, or raise `ScannerFailedError`."""
        ...


@dataclass(frozen=True)
class CommandScanner:
    """Runs a program on the file: exit 0 means clean, 1 means found, as clamscan and clamdscan have it."""

    command: str
    seconds: float = 120

    def scan(self, path: Path) -> Verdict:
        """Run the program with the file's path as its last word."""
        try:
            done = subprocess.run(
                [*shlex.split(self.command), str(path)],
                capture_output=True,
                text=True,
                errors="replace",
                timeout=self.seconds,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ScannerFailedError(str(error)) from error
        lines = (done.stdout or done.stderr).strip().splitlines()
        note = lines[0].replace(str(path), "").strip(" :")[:200] if lines else ""
        if done.returncode not in {_CLEAN, _FOUND}:
            raise ScannerFailedError(f"exit {done.returncode}: {note}")
        return Verdict(done.returncode == _CLEAN, note)


def scanner() -> Scanner | None:
    """Return the scanner in use, or None."""
    return CommandScanner(settings.FILE_SCANNER) if settings.FILE_SCANNER else None
