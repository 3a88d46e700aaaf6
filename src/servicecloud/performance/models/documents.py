"""Documents under review, their frozen versions, what was decided, what was published."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from servicecloud.performance import enums
from servicecloud.performance.models.projects import Project
from servicecloud.performance.models.reach import ReachOfProject, ReachOfTarget
from servicecloud.versioning import VersionedModel


class DocumentVersion(models.Model):
    """What was submitted, for ever: the content and the official form as canonical JSON, with its digest. Append-only.

    `due_on` is the deadline that held, None where none did; `late_days` is by how many days the first submission of the document
    missed it, 0 when it did not.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="versions", verbose_name=_("项目"))
    document = models.CharField(_("表"), max_length=20, choices=enums.Document.choices)
    number = models.PositiveIntegerField(_("版次"))
    content = models.TextField(_("内容"))
    form = models.TextField(_("官方表"))
    digest = models.CharField(_("摘要"), max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("提交人"))
    made_at = models.DateTimeField(_("提交时间"), auto_now_add=True)
    due_on = models.DateField(_("截止日期"), null=True)
    late_days = models.PositiveIntegerField(_("迟报天数"), null=True)

    objects = ReachOfProject()
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("绩效表版次")
        constraints = [models.UniqueConstraint(fields=["project", "document", "number"], name="document_version_once")]

    def __str__(self) -> str:
        return f"{self.document} {self.number}"


class ReviewedModel(VersionedModel):
    """What goes through review. `waiting_for` is the step that decides now, blank when nobody does; `flow` are the steps of this round."""

    state = models.CharField(
        _("状态"), max_length=12, choices=enums.DocumentState.choices, default=enums.DocumentState.DRAFT
    )
    round = models.PositiveIntegerField(_("轮次"), default=0)
    waiting_for = models.CharField(_("当前环节"), max_length=12, choices=enums.StepKey.choices, blank=True)
    flow: "models.JSONField[Any, Any]" = models.JSONField(_("流程"), default=list)
    content: "models.JSONField[Any, Any]" = models.JSONField(_("内容"), default=dict)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("填报人")
    )
    submitted_at = models.DateTimeField(_("提交时间"), null=True)

    class Meta:
        abstract = True


def _constraints(name: str) -> list[models.BaseConstraint]:
    """Return what keeps a document from standing between two states."""
    in_review = Q(state=enums.DocumentState.IN_REVIEW)
    return [
        models.CheckConstraint(
            condition=(in_review & ~Q(waiting_for="")) | (~in_review & Q(waiting_for="")),
            name=f"{name}_waits_in_review_only",
        ),
        models.CheckConstraint(
            condition=Q(state=enums.DocumentState.DRAFT) | Q(latest__isnull=False), name=f"{name}_frozen_when_sent"
        ),
    ]


class TargetTable(ReviewedModel):
    """The target table of a project. `approved` is the version in force, `latest` the one last submitted.

    `adjustment_reason` says why a table that was in force is being changed; the version in force stays until the change is approved.
    `attribute_steps` are the steps of this round that decide by a four-attribute review.
    """

    project = models.OneToOneField(Project, models.PROTECT, related_name="target", verbose_name=_("项目"))
    latest = models.ForeignKey(DocumentVersion, models.PROTECT, null=True, related_name="+")
    approved = models.ForeignKey(DocumentVersion, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(_("批准时间"), null=True)
    adjustment_reason = models.CharField(_("调整理由"), max_length=500, blank=True)
    attribute_steps: "models.JSONField[Any, Any]" = models.JSONField(_("四性审核环节"), default=list)

    objects = ReachOfProject()
    everywhere = models.Manager()

    document = enums.Document.TARGET

    class Meta:
        verbose_name = _("绩效目标表")
        constraints = [
            *_constraints("target"),
            models.CheckConstraint(
                condition=~Q(state=enums.DocumentState.APPROVED) | Q(approved=F("latest")), name="target_approved"
            ),
        ]
        indexes = [models.Index(fields=["waiting_for"], name="target_waiting", condition=~Q(waiting_for=""))]

    def __str__(self) -> str:
        return str(self.project)


class SelfEvaluation(ReviewedModel):
    """The self-evaluation of a project against the approved `target` version.

    `correction_reason` says why one that was published is being corrected; what is public stays until the correction is published.
    """

    project = models.OneToOneField(Project, models.PROTECT, related_name="evaluation", verbose_name=_("项目"))
    target = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="+", verbose_name=_("所依据的目标"))
    latest = models.ForeignKey(DocumentVersion, models.PROTECT, null=True, related_name="+")
    approved = models.ForeignKey(DocumentVersion, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(_("批准时间"), null=True)
    total_score = models.DecimalField(_("自评总分"), max_digits=6, decimal_places=2, null=True)
    grade = models.CharField(_("评价等级"), max_length=12, blank=True)
    correction_reason = models.CharField(_("更正理由"), max_length=500, blank=True)

    objects = ReachOfProject()
    everywhere = models.Manager()

    document = enums.Document.SELF_EVALUATION

    class Meta:
        verbose_name = _("绩效自评表")
        constraints = [
            *_constraints("evaluation"),
            models.CheckConstraint(
                condition=~Q(state=enums.DocumentState.APPROVED) | Q(approved=F("latest")), name="evaluation_approved"
            ),
        ]
        indexes = [models.Index(fields=["waiting_for"], name="evaluation_waiting", condition=~Q(waiting_for=""))]

    def __str__(self) -> str:
        return str(self.project)


class Monitoring(VersionedModel):
    """Where a project stands at the end of a period of months: built from the ledger, completed with causes, frozen when it is sent."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="monitorings", verbose_name=_("项目"))
    target = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="+", verbose_name=_("所依据的目标"))
    start_month = models.PositiveSmallIntegerField(_("起始月份"), default=1)
    end_month = models.PositiveSmallIntegerField(_("截止月份"))
    content: "models.JSONField[Any, Any]" = models.JSONField(_("内容"), default=dict)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("填报人")
    )
    sent = models.ForeignKey(DocumentVersion, models.PROTECT, null=True, related_name="+")
    light = models.CharField(_("目标进度灯"), max_length=8, blank=True)

    objects = ReachOfProject()
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("绩效运行监控表")
        constraints = [
            models.UniqueConstraint(fields=["project", "start_month", "end_month"], name="monitoring_once_a_period"),
            models.CheckConstraint(
                condition=Q(start_month__gte=1, start_month__lte=F("end_month"), end_month__lte=12),
                name="monitoring_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.start_month}—{self.end_month}"

    @property
    def part(self) -> int:
        """Return what tells its kept drafts from those of the project's other periods."""
        return self.start_month * 100 + self.end_month


class Review(models.Model):
    """What somebody did in a round: submitted, approved, returned, declined or withdrew. Append-only.

    One person acts once in a round, so the author of a document never approves it and nobody approves twice.
    """

    version = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="reviews", verbose_name=_("版次"))
    project = models.ForeignKey(Project, models.PROTECT, related_name="reviews", verbose_name=_("项目"))
    document = models.CharField(_("表"), max_length=20, choices=enums.Document.choices)
    round = models.PositiveIntegerField(_("轮次"))
    step = models.CharField(_("环节"), max_length=12, choices=enums.StepKey.choices, blank=True)
    verdict = models.CharField(_("结论"), max_length=12, choices=enums.Verdict.choices)
    comment = models.CharField(_("意见"), max_length=500, blank=True)
    row_comments: "models.JSONField[Any, Any]" = models.JSONField(_("逐行意见"), default=dict)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("办理人"))
    at = models.DateTimeField(_("时间"), auto_now_add=True)

    objects = ReachOfProject()
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("审核")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "document", "round", "actor"],
                condition=~Q(verdict=enums.Verdict.WITHDRAWN),
                name="one_act_of_each_in_a_round",
            ),
            models.UniqueConstraint(
                fields=["project", "document", "round", "step"],
                condition=~Q(step="") & ~Q(verdict=enums.Verdict.WITHDRAWN),
                name="each_step_decided_once",
            ),
            models.CheckConstraint(
                condition=Q(step="", verdict__in=[enums.Verdict.SUBMITTED, enums.Verdict.WITHDRAWN])
                | (
                    ~Q(step="")
                    & Q(verdict__in=[enums.Verdict.APPROVED, enums.Verdict.RETURNED, enums.Verdict.DECLINED])
                ),
                name="steps_decide_authors_submit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.round} {self.verdict}"


class Disclosure(models.Model):
    """One publication of an approved self-evaluation; the latest is shown, the earlier stay readable. Append-only."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="disclosures", verbose_name=_("项目"))
    version = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="+", verbose_name=_("版次"))
    number = models.PositiveIntegerField(_("公开次序"))
    published_at = models.DateTimeField(_("公开时间"), auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("公开人")
    )

    objects = ReachOfProject()
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("公开")
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="disclosure_once")]

    def __str__(self) -> str:
        return f"{self.project_id} #{self.number}"


class IndicatorUse(models.Model):
    """A row of a target table that was taken from the library, with the version it took; kept in step with the table's content."""

    target = models.ForeignKey(TargetTable, models.CASCADE, related_name="uses", verbose_name=_("绩效目标表"))
    row_key = models.CharField(_("行"), max_length=16)
    indicator = models.ForeignKey(
        "indicators.LibraryIndicator", models.PROTECT, related_name="+", verbose_name=_("指标")
    )
    number = models.PositiveIntegerField(_("版次"))

    objects = ReachOfTarget()
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("选用的指标")
        constraints = [models.UniqueConstraint(fields=["target", "row_key"], name="indicator_use_once_a_row")]

    def __str__(self) -> str:
        return f"{self.target_id} {self.row_key}"
