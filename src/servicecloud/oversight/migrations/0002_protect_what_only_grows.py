"""Make frames, seeds, draws, results, objections, decisions, reports, steps and advice append-only by triggers, on either database."""

from django.db import migrations

from servicecloud.append_only import protect

PROTECTED = (
    *("frame", "frameproject", "seed", "drawnproject"),
    *("examinationresult", "objection", "objectiondecision"),
    *("evaluationreport", "evaluationreply", "rectificationstep", "budgetadvice"),
)


class Migration(migrations.Migration):
    dependencies = [("oversight", "0001_sampling_examining_evaluating_rectifying")]
    operations = [protect(f"oversight_{table}") for table in PROTECTED]
