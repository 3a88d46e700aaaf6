"""Make entries, seals and everything they rest on append-only by triggers, on either database."""

from django.db import migrations

from servicecloud.append_only import protect

PROTECTED = ("measure", "owner", "entry", "periodclose", "sealrecord", "leaf", "subtreedigest", "snapshot")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_measures_entries_seals")]
    operations = [protect(f"ledger_{table}") for table in PROTECTED]
