"""Tell monitoring tables apart by their first month too; each keeps the drafts it had."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Exists, F, OuterRef, Q, Subquery


def name_first_months(apps: StateApps, editor: BaseDatabaseSchemaEditor | None) -> None:
    """Read the first month of each table from its content, and mark its kept drafts with both months."""
    del editor
    tables = apps.get_model("performance", "Monitoring").objects
    for pk, first in list(tables.filter(content__start_month__gt=1).values_list("pk", "content__start_month")):
        tables.filter(pk=pk).update(start_month=first)
    drafts = apps.get_model("performance", "KeptDraft").objects.filter(document="monitoring", part__lte=12)
    own = tables.filter(project=OuterRef("project"), end_month=OuterRef("part")).annotate(
        months=F("start_month") * 100 + F("end_month")
    )
    drafts.filter(Exists(own)).update(part=Subquery(own.values("months")[:1]))


class Migration(migrations.Migration):
    dependencies = [("performance", "0018_packs_at_approval")]

    operations = [
        migrations.AddField(
            "monitoring", "start_month", models.PositiveSmallIntegerField(default=1, verbose_name="起始月份")
        ),
        migrations.RunPython(name_first_months, migrations.RunPython.noop),
        migrations.RemoveConstraint("monitoring", "monitoring_once_a_month"),
        migrations.RemoveConstraint("monitoring", "monitoring_month"),
        migrations.AddConstraint(
            "monitoring",
            models.UniqueConstraint(fields=["project", "start_month", "end_month"], name="monitoring_once_a_period"),
        ),
        migrations.AddConstraint(
            "monitoring",
            models.CheckConstraint(
                condition=Q(start_month__gte=1, start_month__lte=F("end_month"), end_month__lte=12),
                name="monitoring_period",
            ),
        ),
    ]
