"""Whether the triggers that keep the choices of lights are in place."""

from servicecloud import append_only

PROTECTED = ("lightchoice",)


def missing_triggers() -> list[str]:
    """Return the names of triggers that should be there and are not (or are switched off)."""
    return append_only.missing_triggers(f"boards_{table}" for table in PROTECTED)
