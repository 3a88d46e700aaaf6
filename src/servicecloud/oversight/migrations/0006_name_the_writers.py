"""Name the writers that are known of what there is already; make the steps of confirmation append-only."""

from typing import Any

from django.db import migrations

from servicecloud.append_only import protect


def _name_writers(apps: Any, _editor: object) -> None:
    """Whoever examined or evaluated last, and whoever made a result or a report."""
    for record, kept, person in (
        ("Examination", "ExaminationResult", "examiner_id"),
        ("Evaluation", "EvaluationReport", "evaluator_id"),
    ):
        name = record.lower()
        rows = apps.get_model("oversight", record).objects.exclude(**{person: None})
        known = set(rows.values_list("pk", person))
        known |= set(apps.get_model("oversight", kept).objects.values_list(f"{name}_id", "made_by_id"))
        writer = apps.get_model("oversight", f"{record}Writer").objects
        for pk, who in sorted(known):
            writer.get_or_create(**{f"{name}_id": pk, "person_id": who})


class Migration(migrations.Migration):
    dependencies = [("oversight", "0005_confirmed_by_another")]
    operations = [
        migrations.RunPython(_name_writers, migrations.RunPython.noop),
        protect("oversight_examinationconfirmation"),
        protect("oversight_evaluationconfirmation"),
    ]
