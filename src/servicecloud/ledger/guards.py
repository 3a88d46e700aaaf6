"""Whether the triggers that keep the ledger append-only are in place."""

from servicecloud import append_only

TABLES = ("measure", "owner", "entry", "periodclose", "sealrecord", "leaf", "subtreedigest", "snapshot")


def missing_triggers() -> list[str]:
    """Return the names of triggers of the ledger that should be there and are not (or are switched off)."""
    return append_only.missing_triggers(f"ledger_{table}" for table in TABLES)
