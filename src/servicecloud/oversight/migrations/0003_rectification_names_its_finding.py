"""A rectification that rests on a finding of the audit names the table, the finding, its rule and its place."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Four fields, filled together or not at all."""

    dependencies = [
        ("oversight", "0002_protect_what_only_grows"),
        ("performance", "0017_evidence_packs"),
    ]

    operations = [
        migrations.AddField(
            model_name="rectification",
            name="audited",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="performance.documentversion",
                verbose_name="所审核的表",
            ),
        ),
        migrations.AddField(
            model_name="rectification",
            name="finding",
            field=models.CharField(blank=True, max_length=200, verbose_name="审核发现"),
        ),
        migrations.AddField(
            model_name="rectification",
            name="rule",
            field=models.CharField(blank=True, max_length=12, verbose_name="审核规则"),
        ),
        migrations.AddField(
            model_name="rectification",
            name="place",
            field=models.CharField(blank=True, max_length=300, verbose_name="所在位置"),
        ),
        migrations.AddConstraint(
            model_name="rectification",
            constraint=models.CheckConstraint(
                condition=Q(audited=None, finding="", rule="", place="")
                | (Q(audited__isnull=False, basis="audit") & ~Q(finding="") & ~Q(rule="") & ~Q(place="")),
                name="rectification_names_finding",
            ),
        ),
    ]
