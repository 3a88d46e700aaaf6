"""Make the choices of lights append-only by triggers, on either database."""

from django.db import migrations

from servicecloud.append_only import protect


class Migration(migrations.Migration):
    dependencies = [("boards", "0001_summaries")]
    operations = [protect("boards_lightchoice")]
