"""What examinations and evaluations said at their versions, for saves that come late."""

import django.db.models.deletion
from django.db import migrations, models


def _fields(record: str, title: str) -> list[tuple[str, models.Field]]:
    return [
        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
        ("number", models.PositiveIntegerField(verbose_name="版本")),
        ("content", models.JSONField(default=dict, verbose_name="内容")),
        ("kept_at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
        (
            record,
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="drafts",
                to=f"oversight.{record}",
                verbose_name=title,
            ),
        ),
    ]


class Migration(migrations.Migration):
    """A table for each of the two."""

    dependencies = [("oversight", "0003_rectification_names_its_finding")]

    operations = [
        migrations.CreateModel(
            name="ExaminationDraft",
            fields=_fields("examination", "核查"),
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("examination", "number"), name="examination_draft_once")
                ],
                "verbose_name": "核查草稿",
            },
        ),
        migrations.CreateModel(
            name="EvaluationDraft",
            fields=_fields("evaluation", "绩效评价"),
            options={
                "constraints": [models.UniqueConstraint(fields=("evaluation", "number"), name="evaluation_draft_once")],
                "verbose_name": "评价草稿",
            },
        ),
    ]
