"""Make the security log append-only by triggers, on either database."""

from django.db import migrations

from servicecloud.append_only import protect


class Migration(migrations.Migration):
    dependencies = [("activity", "0001_acts_and_security_log")]
    operations = [protect("activity_securityevent")]
