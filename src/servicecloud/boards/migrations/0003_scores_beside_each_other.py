from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("boards", "0002_protect_choices"),
        ("oversight", "0002_protect_what_only_grows"),
    ]

    operations = [
        migrations.AddField(
            "projectsummary",
            "computed_score",
            models.DecimalField(decimal_places=2, max_digits=6, null=True, verbose_name="按规则得分"),
        ),
        migrations.AddField(
            "projectsummary",
            "computed_grade",
            models.CharField(blank=True, default="", max_length=12, verbose_name="按规则等级"),
            preserve_default=False,
        ),
        migrations.AddField(
            "projectsummary",
            "verified_score",
            models.DecimalField(decimal_places=2, max_digits=6, null=True, verbose_name="核定得分"),
        ),
        migrations.AddField(
            "projectsummary",
            "verified_grade",
            models.CharField(blank=True, default="", max_length=12, verbose_name="核定等级"),
            preserve_default=False,
        ),
        migrations.AddField(
            "projectsummary",
            "score_gap",
            models.DecimalField(decimal_places=2, max_digits=6, null=True, verbose_name="自评减核定"),
        ),
        migrations.AddField(
            "projectsummary",
            "examination",
            models.ForeignKey(
                null=True,
                on_delete=models.SET_NULL,
                related_name="+",
                to="oversight.examination",
                verbose_name="核定所依据的核查",
            ),
        ),
        migrations.RemoveField("trackedindicator", "question"),
    ]
