"""One line of the inbox."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Waiting:
    """One thing to do."""

    title: str
    kind: str
    url: str
    since: datetime
