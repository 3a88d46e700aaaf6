"""Keep who wrote in a document since it was last in force."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

KINDS = (("target", "TargetTable"), ("self_evaluation", "SelfEvaluation"))


def name_last_editors(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Whoever wrote last in a document that is not in force counts as one who wrote in it."""
    del editor
    editors = apps.get_model("performance", "DraftEditor")
    for kind, name in KINDS:
        open_ones = apps.get_model("performance", name).objects.exclude(state="approved").exclude(edited_by=None)
        editors.objects.bulk_create(
            [
                editors(project_id=project, document=kind, person_id=person)
                for project, person in open_ones.order_by("pk").values_list("project", "edited_by")
            ],
            batch_size=500,
            ignore_conflicts=True,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("performance", "0017_evidence_packs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DraftEditor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "document",
                    models.CharField(
                        choices=[
                            ("target", "绩效目标表"),
                            ("self_evaluation", "绩效自评表"),
                            ("monitoring", "绩效运行监控表"),
                        ],
                        max_length=20,
                        verbose_name="表",
                    ),
                ),
                ("since", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="填报人",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="performance.project",
                        verbose_name="项目",
                    ),
                ),
            ],
            options={
                "verbose_name": "填报人",
                "constraints": [
                    models.UniqueConstraint(fields=("project", "document", "person"), name="draft_editor_once")
                ],
            },
        ),
        migrations.RunPython(name_last_editors, migrations.RunPython.noop),
    ]
