from django.db import migrations
from django.db.models import F


def verify_present(apps, _schema_editor):
    """Until now only the keepers of the directory could enter a qualification."""
    rows = apps.get_model("directory", "Qualification")._base_manager
    rows.filter(verified_at=None).update(verified_at=F("entered_at"))


class Migration(migrations.Migration):
    dependencies = [("directory", "0003_institution_claims_and_renewals")]

    operations = [migrations.RunPython(verify_present, migrations.RunPython.noop)]
