"""Keep which lines of an import were not accepted, and why."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0003_taking_imports_back"),
    ]

    operations = [
        migrations.AddField(
            model_name="libraryimport",
            name="refusals",
            field=models.JSONField(default=list, verbose_name="不接受的行"),
        ),
    ]
