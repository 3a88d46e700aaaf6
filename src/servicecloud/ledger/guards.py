"""Whether the triggers that keep the ledger append-only are in place."""

from django.db import connection

TABLES = ("measure", "owner", "entry", "periodclose", "sealrecord", "leaf", "subtreedigest", "snapshot")


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
    return [name for table in TABLES for act in acts if (name := f"ledger_{table}_no_{act}") not in present]
