"""Make the versions of indicators and templates append-only by triggers, on either database."""

from django.db import migrations

from servicecloud.append_only import protect

PROTECTED = ("indicatorversion", "templateversion")


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_library_and_templates")]
    operations = [protect(f"indicators_{table}") for table in PROTECTED]
