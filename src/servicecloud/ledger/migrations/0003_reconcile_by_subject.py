"""What the entries of two reconciled measures are matched by."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0002_protect_the_ledger"),
    ]

    operations = [
        migrations.AddField(
            model_name="reconciliation",
            name="matching",
            field=models.CharField(
                choices=[("act", "同一业务"), ("subject", "同一服务对象"), ("subject_day", "同一服务对象、同一天")],
                default="act",
                max_length=12,
                verbose_name="比对方式",
            ),
        ),
    ]
