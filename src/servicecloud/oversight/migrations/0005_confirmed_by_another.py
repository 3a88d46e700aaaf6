"""Who wrote in what is kept; a report and a department's verified score are confirmed by somebody else."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("oversight", "0004_keep_drafts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EvaluationConfirmation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("submitted", "提交确认"),
                            ("taken_back", "取回修改"),
                            ("returned", "退回修改"),
                            ("confirmed", "确认"),
                        ],
                        max_length=10,
                        verbose_name="办理",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="内容")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
            ],
            options={
                "verbose_name": "评价的确认",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EvaluationWriter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
            ],
            options={
                "verbose_name": "评价填写人",
            },
        ),
        migrations.CreateModel(
            name="ExaminationConfirmation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("submitted", "提交确认"),
                            ("taken_back", "取回修改"),
                            ("returned", "退回修改"),
                            ("confirmed", "确认"),
                        ],
                        max_length=10,
                        verbose_name="办理",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="内容")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
            ],
            options={
                "verbose_name": "核查的确认",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ExaminationWriter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
            ],
            options={
                "verbose_name": "核查填写人",
            },
        ),
        migrations.RemoveConstraint(
            model_name="examination",
            name="one_open_examination",
        ),
        migrations.RemoveConstraint(
            model_name="examination",
            name="sent_with_a_result",
        ),
        migrations.AlterField(
            model_name="evaluation",
            name="state",
            field=models.CharField(
                choices=[("working", "评价中"), ("sent", "征求意见"), ("submitted", "待确认定稿"), ("final", "已定稿")],
                default="working",
                max_length=10,
                verbose_name="进度",
            ),
        ),
        migrations.AlterField(
            model_name="examination",
            name="state",
            field=models.CharField(
                choices=[
                    ("working", "核查中"),
                    ("submitted", "待确认"),
                    ("sent", "已送单位"),
                    ("objected", "单位有异议"),
                    ("final", "已定论"),
                ],
                default="working",
                max_length=10,
                verbose_name="进度",
            ),
        ),
        migrations.AddConstraint(
            model_name="examination",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("working", "submitted"))),
                fields=("project", "kind"),
                name="one_open_examination",
            ),
        ),
        migrations.AddConstraint(
            model_name="examination",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("working", "submitted")), ("sent_at", None), ("verified_total", None)),
                    models.Q(
                        models.Q(("state__in", ("working", "submitted")), _negated=True),
                        ("examiner__isnull", False),
                        ("sent_at__isnull", False),
                        ("verified_total__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="sent_with_a_result",
            ),
        ),
        migrations.AddField(
            model_name="evaluationconfirmation",
            name="actor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="办理人",
            ),
        ),
        migrations.AddField(
            model_name="evaluationconfirmation",
            name="evaluation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="confirmations",
                to="oversight.evaluation",
                verbose_name="绩效评价",
            ),
        ),
        migrations.AddField(
            model_name="evaluationconfirmation",
            name="submitted_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="提交人",
            ),
        ),
        migrations.AddField(
            model_name="evaluationwriter",
            name="evaluation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="writers",
                to="oversight.evaluation",
                verbose_name="绩效评价",
            ),
        ),
        migrations.AddField(
            model_name="evaluationwriter",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="填写人",
            ),
        ),
        migrations.AddField(
            model_name="examinationconfirmation",
            name="actor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="办理人",
            ),
        ),
        migrations.AddField(
            model_name="examinationconfirmation",
            name="examination",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="confirmations",
                to="oversight.examination",
                verbose_name="核查",
            ),
        ),
        migrations.AddField(
            model_name="examinationconfirmation",
            name="submitted_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="提交人",
            ),
        ),
        migrations.AddField(
            model_name="examinationwriter",
            name="examination",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="writers",
                to="oversight.examination",
                verbose_name="核查",
            ),
        ),
        migrations.AddField(
            model_name="examinationwriter",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="填写人",
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluationconfirmation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["submitted", "taken_back"]),
                    models.Q(("submitted_by", models.F("actor")), _negated=True),
                    _connector="OR",
                ),
                name="evaluationconfirmation_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluationconfirmation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "returned"), _negated=True),
                    models.Q(("text", ""), _negated=True),
                    _connector="OR",
                ),
                name="evaluationconfirmation_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluationwriter",
            constraint=models.UniqueConstraint(fields=("evaluation", "person"), name="evaluation_writer_once"),
        ),
        migrations.AddConstraint(
            model_name="examinationconfirmation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["submitted", "taken_back"]),
                    models.Q(("submitted_by", models.F("actor")), _negated=True),
                    _connector="OR",
                ),
                name="examinationconfirmation_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="examinationconfirmation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "returned"), _negated=True),
                    models.Q(("text", ""), _negated=True),
                    _connector="OR",
                ),
                name="examinationconfirmation_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="examinationwriter",
            constraint=models.UniqueConstraint(fields=("examination", "person"), name="examination_writer_once"),
        ),
    ]
