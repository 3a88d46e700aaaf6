from django.db import migrations, models


class Migration(migrations.Migration):
    """A section of the directory in the order of its codes comes from the index; without figures on it SQLite would use it everywhere."""

    dependencies = [
        ("directory", "0004_present_qualifications_are_verified"),
        ("identity", "0001_people_and_organisations"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="enterprise", name="enterprise_section"),
        migrations.AddIndex(
            model_name="enterprise",
            index=models.Index(fields=["state", "section", "credit_code"], name="enterprise_section_code"),
        ),
        migrations.RunSQL("ANALYZE directory_enterprise", migrations.RunSQL.noop),
    ]
