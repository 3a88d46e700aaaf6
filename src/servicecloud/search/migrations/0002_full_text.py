"""Make the full-text index of the database in use."""

from django.db import migrations

from servicecloud.search.fulltext import install_step, remove_step


class Migration(migrations.Migration):
    dependencies = [("search", "0001_entries")]
    operations = [migrations.RunPython(install_step, remove_step)]
