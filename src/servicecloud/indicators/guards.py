"""Whether the triggers that keep the library's versions are in place."""

from servicecloud import append_only

PROTECTED = ("indicatorversion", "templateversion")


def missing_triggers() -> list[str]:
    """Return the names of triggers of the library that should be there and are not (or are switched off)."""
    return append_only.missing_triggers(f"indicators_{table}" for table in PROTECTED)
