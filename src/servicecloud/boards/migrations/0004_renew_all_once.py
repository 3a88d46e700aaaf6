"""Have every summary renewed once, so that projects that are concluded get their scores as well."""

from django.db import migrations


def forget_what_is_known(apps, _schema_editor):
    """Let no summary know of any act; the numbers stay until they are renewed."""
    apps.get_model("boards", "ProjectSummary").objects.update(seen_act=0)
    apps.get_model("boards", "Renewal").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("boards", "0003_scores_beside_each_other")]
    operations = [migrations.RunPython(forget_what_is_known, migrations.RunPython.noop)]
