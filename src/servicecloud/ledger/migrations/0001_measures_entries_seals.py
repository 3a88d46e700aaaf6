"""Measures, entries, totals, seals, registers, and what is concluded from them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("identity", "0001_people_and_organisations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("happened_on", models.DateField(verbose_name="发生日期")),
                ("quantity_millionths", models.BigIntegerField(default=1000000, verbose_name="数量（百万分之一）")),
                ("subject", models.CharField(max_length=60, null=True, verbose_name="服务对象")),
                ("dimensions", models.TextField(default="{}", verbose_name="维度")),
                ("act", models.CharField(max_length=120, verbose_name="所据业务")),
                ("idempotency_key", models.CharField(max_length=160, unique=True, verbose_name="登记号")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="理由")),
                ("salt", models.CharField(editable=False, max_length=32)),
                ("recorded_at", models.DateTimeField(verbose_name="记录时间")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="记录人",
                    ),
                ),
                (
                    "reverses",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversals",
                        to="ledger.entry",
                        verbose_name="冲销",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["act"], name="entry_by_act")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("reverses__isnull", False)), fields=("reverses",), name="reversed_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reverses__isnull", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="reversal_gives_its_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reverses", models.F("id")), _negated=True),
                        name="entry_not_reversed_by_itself",
                    ),
                ],
                "verbose_name": "记录",
            },
        ),
        migrations.CreateModel(
            name="Owner",
            fields=[
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="identity.organisation",
                        verbose_name="单位",
                    ),
                ),
                ("key", models.CharField(max_length=40, unique=True, verbose_name="单位标识")),
            ],
            options={
                "verbose_name": "记账单位",
            },
        ),
        migrations.CreateModel(
            name="Waiting",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="waiting",
                        serialize=False,
                        to="ledger.entry",
                    ),
                ),
            ],
            options={
                "verbose_name": "待封存",
            },
        ),
        migrations.CreateModel(
            name="Leaf",
            fields=[
                ("sequence", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="序号")),
                ("digest", models.BinaryField(max_length=32, verbose_name="摘要")),
                (
                    "entry",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="leaf",
                        to="ledger.entry",
                    ),
                ),
            ],
            options={
                "verbose_name": "已封存记录",
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=80, verbose_name="编码")),
                ("version", models.PositiveIntegerField(verbose_name="版本")),
                ("unit", models.CharField(max_length=20, verbose_name="登记单位")),
                ("title_zh", models.CharField(max_length=120, verbose_name="名称")),
                ("title_en", models.CharField(blank=True, max_length=160, verbose_name="英文名称")),
                ("rule", models.TextField(verbose_name="口径")),
                ("dimensions", models.JSONField(default=list, verbose_name="维度")),
                (
                    "source",
                    models.CharField(
                        choices=[("declared", "业务模块"), ("register", "台账")], max_length=10, verbose_name="来源"
                    ),
                ),
                ("declared_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.organisation",
                        verbose_name="归属单位",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("code", "version"), name="measure_version_once")],
                "verbose_name": "计量项目",
            },
        ),
        migrations.AddField(
            model_name="entry",
            name="measure",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="ledger.measure",
                verbose_name="计量项目",
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="owner",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="ledger.owner",
                verbose_name="归属单位",
            ),
        ),
        migrations.CreateModel(
            name="PeriodClose",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("until", models.DateField(verbose_name="结账至")),
                ("reason", models.CharField(max_length=200, verbose_name="说明")),
                ("closed_at", models.DateTimeField(auto_now_add=True, verbose_name="结账时间")),
                (
                    "closed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="结账人",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.organisation",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("owner", "until"), name="period_closed_once")],
                "verbose_name": "结账",
            },
        ),
        migrations.CreateModel(
            name="Reconciliation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("left", models.CharField(max_length=80, verbose_name="项目一")),
                ("right", models.CharField(max_length=80, verbose_name="项目二")),
                (
                    "relation",
                    models.CharField(
                        choices=[("equal", "应当相等"), ("part_of", "前者是后者的一部分")],
                        max_length=10,
                        verbose_name="关系",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="建立时间")),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="建立人",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.organisation",
                        verbose_name="归属单位",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "left", "right"), name="reconciled_once"),
                    models.CheckConstraint(
                        condition=models.Q(("left", models.F("right")), _negated=True), name="reconciled_with_another"
                    ),
                ],
                "verbose_name": "核对关系",
            },
        ),
        migrations.CreateModel(
            name="Register",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="版本")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="建立时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新时间")),
                ("title_zh", models.CharField(max_length=80, verbose_name="台账名称")),
                ("title_en", models.CharField(blank=True, max_length=120, verbose_name="英文名称")),
                ("counts_zh", models.CharField(max_length=200, verbose_name="计什么")),
                ("counts_en", models.CharField(blank=True, max_length=300, verbose_name="计什么（英文）")),
                ("unit", models.CharField(max_length=12, verbose_name="单位")),
                (
                    "counting",
                    models.CharField(
                        choices=[("count", "每行计一次"), ("sum", "各行数量累加"), ("distinct", "按对象不重复计数")],
                        max_length=10,
                        verbose_name="计数方式",
                    ),
                ),
                ("has_subject", models.BooleanField(default=False, verbose_name="每行填写服务对象")),
                ("evidence", models.CharField(blank=True, max_length=200, verbose_name="佐证要求")),
                ("dimensions", models.JSONField(default=list, verbose_name="维度")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "启用"), ("closed", "停用")],
                        default="open",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("measure_version", models.PositiveIntegerField(default=1, editable=False, verbose_name="口径版本")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.organisation",
                        verbose_name="归属单位",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("owner", "title_zh"), name="register_title_once")],
                "verbose_name": "台账",
            },
        ),
        migrations.CreateModel(
            name="RegisterImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_name", models.CharField(max_length=200, verbose_name="文件")),
                ("sha256", models.CharField(editable=False, max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checking", "正在检查"),
                            ("checked", "检查完成，待确认"),
                            ("applying", "正在登记"),
                            ("applied", "已登记"),
                            ("undoing", "正在撤销"),
                            ("undone", "已撤销"),
                            ("failed", "未能读取"),
                        ],
                        default="checking",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("started_at", models.DateTimeField(auto_now_add=True, verbose_name="开始时间")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="完成时间")),
                ("rows_total", models.PositiveIntegerField(default=0, verbose_name="行数")),
                ("rows_done", models.PositiveIntegerField(default=0, verbose_name="已处理")),
                ("counts", models.JSONField(default=dict, verbose_name="结果")),
                ("failure", models.JSONField(default=dict, verbose_name="失败原因")),
                ("with_doubles", models.BooleanField(default=False, verbose_name="疑似重复的也登记")),
                (
                    "register",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imports",
                        to="ledger.register",
                        verbose_name="台账",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="导入人",
                    ),
                ),
            ],
            options={
                "verbose_name": "台账导入",
            },
        ),
        migrations.CreateModel(
            name="RegisterImportRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="行号")),
                ("values", models.JSONField(default=dict, verbose_name="内容")),
                ("fingerprint", models.CharField(editable=False, max_length=32)),
                (
                    "verdict",
                    models.CharField(
                        choices=[("new", "新增"), ("double", "疑似重复"), ("refused", "不接受")],
                        max_length=10,
                        verbose_name="结论",
                    ),
                ),
                ("problems", models.JSONField(default=list, verbose_name="问题")),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.entry",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="ledger.registerimport",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["run", "verdict", "number"], name="register_import_verdict")],
                "constraints": [models.UniqueConstraint(fields=("run", "number"), name="register_import_row_once")],
                "verbose_name": "台账导入行",
            },
        ),
        migrations.CreateModel(
            name="RegisterRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fingerprint", models.CharField(editable=False, max_length=32)),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="事项")),
                ("evidence", models.CharField(blank=True, max_length=200, verbose_name="佐证材料")),
                (
                    "entry",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="row",
                        to="ledger.entry",
                    ),
                ),
                (
                    "register",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="ledger.register",
                        verbose_name="台账",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.registerimport",
                        verbose_name="导入",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["register", "fingerprint"], name="register_row_fingerprint")],
                "verbose_name": "台账行",
            },
        ),
        migrations.CreateModel(
            name="SealRecord",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="封存号")),
                ("algorithm", models.CharField(max_length=10, verbose_name="摘要算法")),
                ("first", models.BigIntegerField(verbose_name="首条")),
                ("last", models.BigIntegerField(verbose_name="末条")),
                ("entries", models.CharField(max_length=64)),
                ("root", models.CharField(max_length=64, verbose_name="树根")),
                ("previous", models.CharField(max_length=64, verbose_name="前一封存")),
                ("sums", models.JSONField()),
                ("sealed_at", models.DateTimeField(verbose_name="封存时间")),
                ("digest", models.CharField(max_length=64, verbose_name="链首")),
                ("signature_key", models.CharField(blank=True, max_length=64, verbose_name="公钥")),
                ("signature_value", models.CharField(blank=True, max_length=128, verbose_name="签名")),
            ],
            options={
                "verbose_name": "封存",
                "constraints": [models.UniqueConstraint(fields=("last",), name="seal_last_once")],
            },
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("owners", models.JSONField(default=list, verbose_name="统计单位")),
                ("title_zh", models.CharField(max_length=120, verbose_name="名称")),
                ("title_en", models.CharField(blank=True, max_length=160, verbose_name="英文名称")),
                ("definition", models.TextField(verbose_name="口径定义")),
                ("sentence_zh", models.TextField(verbose_name="口径")),
                ("sentence_en", models.TextField(verbose_name="口径（英文）")),
                ("as_of", models.DateField(verbose_name="截至")),
                ("unit", models.CharField(max_length=20, verbose_name="单位")),
                ("number", models.DecimalField(decimal_places=8, max_digits=30, null=True, verbose_name="数值")),
                ("counted", models.BigIntegerField(verbose_name="计入记录数")),
                ("numerator", models.DecimalField(decimal_places=8, max_digits=30, null=True)),
                ("denominator", models.DecimalField(decimal_places=8, max_digits=30, null=True)),
                ("corrections", models.BigIntegerField(default=0, verbose_name="其中补登")),
                ("algorithm", models.CharField(max_length=10)),
                ("entries_digest", models.CharField(max_length=64, verbose_name="记录摘要")),
                ("head_digest", models.CharField(max_length=64, verbose_name="链首")),
                ("head_count", models.BigIntegerField(verbose_name="链首条数")),
                ("taken_at", models.DateTimeField(verbose_name="定格时间")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.organisation",
                        verbose_name="归属单位",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="定格人",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["owner", "-id"], name="snapshot_by_owner")],
                "verbose_name": "定格值",
            },
        ),
        migrations.CreateModel(
            name="SubjectYear",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("subject", models.CharField(max_length=60, verbose_name="服务对象")),
                ("net", models.IntegerField(verbose_name="净笔数")),
                ("first_on", models.DateField(null=True, verbose_name="首次发生日期")),
                (
                    "measure",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.measure",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.owner"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["measure", "owner", "year", "first_on"], name="subject_by_first_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("measure", "owner", "year", "subject"), name="subject_once_a_year")
                ],
                "verbose_name": "对象清单",
            },
        ),
        migrations.CreateModel(
            name="SubtreeDigest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.PositiveSmallIntegerField()),
                ("index", models.BigIntegerField()),
                ("digest", models.BinaryField(max_length=32)),
            ],
            options={
                "verbose_name": "子树摘要",
                "constraints": [models.UniqueConstraint(fields=("level", "index"), name="subtree_once")],
            },
        ),
        migrations.CreateModel(
            name="Total",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="发生日期")),
                ("known_from", models.DateField(verbose_name="计入自")),
                ("dimensions", models.TextField(verbose_name="维度")),
                ("slot", models.PositiveSmallIntegerField(default=0)),
                ("entries", models.BigIntegerField(verbose_name="记录数")),
                ("net", models.BigIntegerField(verbose_name="净笔数")),
                ("quantity_millionths", models.BigIntegerField(verbose_name="净数量（百万分之一）")),
                ("last_recorded_at", models.DateTimeField(verbose_name="最近记录时间")),
                (
                    "measure",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.measure",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.owner"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("measure", "owner", "day", "known_from", "dimensions", "slot"), name="total_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quantity_millionths__gt", -9000000000000000000),
                            ("quantity_millionths__lt", 9000000000000000000),
                        ),
                        name="total_stays_exact",
                    ),
                ],
                "verbose_name": "合计",
            },
        ),
        migrations.CreateModel(
            name="Verification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "等待开始"),
                            ("running", "进行中"),
                            ("good", "一致"),
                            ("altered", "发现改动"),
                            ("failed", "未能完成"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("started_at", models.DateTimeField(auto_now_add=True, verbose_name="开始时间")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="完成时间")),
                ("head_digest", models.CharField(blank=True, max_length=64, verbose_name="链首")),
                ("head_count", models.BigIntegerField(default=0, verbose_name="链首条数")),
                ("entries_done", models.BigIntegerField(default=0, verbose_name="已核对")),
                ("findings", models.JSONField(default=list, verbose_name="发现")),
                ("found", models.PositiveIntegerField(default=0, verbose_name="发现数")),
                (
                    "started_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发起人",
                    ),
                ),
            ],
            options={
                "verbose_name": "核验",
            },
        ),
        migrations.CreateModel(
            name="Incident",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("chain", "封存链"),
                            ("stray", "未经登记的记录"),
                            ("owner", "归属单位"),
                            ("totals", "合计"),
                            ("subjects", "对象清单"),
                            ("head", "链首"),
                            ("snapshot", "定格值"),
                        ],
                        max_length=10,
                        verbose_name="类型",
                    ),
                ),
                ("about", models.CharField(max_length=200, verbose_name="对象")),
                ("message_zh", models.CharField(max_length=500, verbose_name="说明")),
                ("message_en", models.CharField(max_length=500)),
                ("found_at", models.DateTimeField(auto_now_add=True, verbose_name="发现时间")),
                ("settled_at", models.DateTimeField(null=True, verbose_name="处理时间")),
                ("settlement", models.CharField(blank=True, max_length=300, verbose_name="处理情况")),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="处理人",
                    ),
                ),
            ],
            options={
                "verbose_name": "异常",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=("kind", "about"),
                        name="incident_open_once",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["owner", "measure", "happened_on", "id"], name="entry_by_day"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["subject", "measure", "happened_on"], name="entry_by_subject"),
        ),
    ]
