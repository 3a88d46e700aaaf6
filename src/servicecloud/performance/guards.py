"""Which tables of the cycle only grow, and whether the triggers that see to it are in place."""

from django.db import connection

PROTECTED = ("budgetchange", "payment", "documentversion", "review", "disclosure")


def missing_triggers() -> list[str]:
    """Return the names of triggers that should be there and are not (or are switched off)."""
    acts = ["update", "delete"]
    if connection.vendor == "postgresql":
        acts.append("truncate")
        sql = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    else:
        sql = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        present = {name for (name,) in cursor.fetchall()}
    return [name for table in PROTECTED for act in acts if (name := f"performance_{table}_no_{act}") not in present]
