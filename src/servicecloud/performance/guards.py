"""Whether the triggers that keep the cycle's growing tables are in place."""

from servicecloud import append_only

PROTECTED = (
    "budgetchange",
    "payment",
    "documentversion",
    "review",
    "disclosure",
    "attributereview",
    "projectmove",
)


def missing_triggers() -> list[str]:
    """Return the names of triggers of the cycle that should be there and are not (or are switched off)."""
    return append_only.missing_triggers(f"performance_{table}" for table in PROTECTED)
