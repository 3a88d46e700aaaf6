"""What belongs to reviewing: opinions on four attributes, deadlines, drafts that were kept, moves of projects, many approvals at once."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from servicecloud.performance import enums
from servicecloud.performance.models.documents import DocumentVersion
from servicecloud.performance.models.projects import Project
from servicecloud.performance.models.reach import ReachOfProject
from servicecloud.versioning import VersionedModel


class AttributeReview(models.Model):
    """One four-attribute review (四性审核) of a version of a target table, with its result. Append-only.

    `marks` and `remarks` are by item. `score` is the sum of points of a quantitative review, None of a qualitative one.
    """

    version = models.ForeignKey(
        DocumentVersion, models.PROTECT, related_name="attribute_reviews", verbose_name=_("版次")
    )
    project = models.ForeignKey(Project, models.PROTECT, related_name="attribute_reviews", verbose_name=_("项目"))
    round = models.PositiveIntegerField(_("轮次"))
    step = models.CharField(_("环节"), max_length=12, choices=enums.StepKey.choices)
    method = models.CharField(_("审核方式"), max_length=12, choices=enums.AttributeMethod.choices)
    marks: "models.JSONField[Any, Any]" = models.JSONField(_("各项评定"), default=dict)
    remarks: "models.JSONField[Any, Any]" = models.JSONField(_("各项意见"), default=dict)
    score = models.DecimalField(_("总得分"), max_digits=5, decimal_places=2, null=True)
    result = models.CharField(_("综合评定"), max_length=12, choices=enums.AttributeGrade.choices)
    opinion = models.CharField(_("总体意见"), max_length=500, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("审核人"))
    at = models.DateTimeField(_("时间"), auto_now_add=True)

    objects = ReachOfProject()
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("四性审核")
        constraints = [
            models.UniqueConstraint(fields=["project", "round", "step"], name="attributes_once_a_step"),
            models.CheckConstraint(
                condition=Q(method=enums.AttributeMethod.POINTS, score__isnull=False)
                | Q(method=enums.AttributeMethod.GRADES, score__isnull=True),
                name="points_have_a_score",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.result}"


class Deadline(VersionedModel):
    """Until when a kind of document of a year is due, as a department or a finance bureau sets it. `end_month` is of monitoring alone."""

    setter = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", verbose_name=_("规定单位"))
    year = models.PositiveSmallIntegerField(_("年度"))
    document = models.CharField(_("表"), max_length=20, choices=enums.Document.choices)
    end_month = models.PositiveSmallIntegerField(_("截止月份"), default=0)
    due_on = models.DateField(_("截止日期"))

    objects = ScopedManager(organisation="setter")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("截止日期")
        constraints = [
            models.UniqueConstraint(fields=["setter", "year", "document", "end_month"], name="deadline_once"),
            models.CheckConstraint(
                condition=(Q(document=enums.Document.MONITORING, end_month__gte=1, end_month__lte=12))
                | (~Q(document=enums.Document.MONITORING) & Q(end_month=0)),
                name="only_monitoring_has_a_month",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.document} {self.due_on}"


class KeptDraft(models.Model):
    """What a working document said at one of its versions, so that a late save can be compared with what its author had before them.

    `part` tells several documents of one kind apart: the first month of a monitoring table times 100 and its last, else 0.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+", verbose_name=_("项目"))
    document = models.CharField(_("表"), max_length=20, choices=enums.Document.choices)
    part = models.PositiveSmallIntegerField(_("部分"), default=0)
    number = models.PositiveIntegerField(_("版本"))
    content: "models.JSONField[Any, Any]" = models.JSONField(_("内容"), default=dict)
    kept_at = models.DateTimeField(_("时间"), auto_now_add=True)

    objects = ReachOfProject()
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("草稿")
        constraints = [
            models.UniqueConstraint(fields=["project", "document", "part", "number"], name="draft_kept_once")
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.document} {self.number}"


class DraftEditor(models.Model):
    """That somebody wrote in a working document since it was last in force: nobody of them decides on it. Gone once it is in force."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+", verbose_name=_("项目"))
    document = models.CharField(_("表"), max_length=20, choices=enums.Document.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("填报人"))
    since = models.DateTimeField(_("时间"), auto_now_add=True)

    objects = ReachOfProject()
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("填报人")
        constraints = [models.UniqueConstraint(fields=["project", "document", "person"], name="draft_editor_once")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.document} {self.person_id}"


class ProjectMove(models.Model):
    """That a project comes under another department, or under the unit that takes its own over, from a day on. Append-only.

    A move of which the day is to come is planned; `Project.moved_by` names the last that took effect.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="moves", verbose_name=_("项目"))
    from_owner = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    to_owner = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", verbose_name=_("实施单位"))
    from_department = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    to_department = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="+", verbose_name=_("主管部门")
    )
    from_bureau = models.ForeignKey("identity.Organisation", models.PROTECT, null=True, related_name="+")
    to_bureau = models.ForeignKey("identity.Organisation", models.PROTECT, null=True, related_name="+")
    effective_on = models.DateField(_("生效日期"))
    reason = models.CharField(_("理由"), max_length=300)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("办理人"))
    decided_at = models.DateTimeField(_("时间"), auto_now_add=True)

    objects = ReachOfProject()
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("项目划转")
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_owner=F("to_owner")) | ~Q(from_department=F("to_department")), name="move_moves"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="move_gives_its_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} → {self.to_department_id}"


class BulkApproval(models.Model):
    """Many documents approved in one go by one person; each item has its own outcome."""

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("办理人"))
    comment = models.CharField(_("意见"), max_length=500, blank=True)
    begun_at = models.DateTimeField(_("开始时间"), auto_now_add=True)

    objects = models.Manager()

    class Meta:
        verbose_name = _("批量审核")

    def __str__(self) -> str:
        return f"{self.actor_id} {timezone.localdate(self.begun_at):%Y-%m-%d}"


class BulkItem(models.Model):
    """One document of a bulk approval, with the version that was seen, and what came of it."""

    run = models.ForeignKey(BulkApproval, models.CASCADE, related_name="items", verbose_name=_("批量审核"))
    project = models.ForeignKey(Project, models.PROTECT, related_name="+", verbose_name=_("项目"))
    document = models.CharField(_("表"), max_length=20, choices=enums.Document.choices)
    expected = models.PositiveIntegerField(_("版本"))
    outcome = models.CharField(
        _("结果"), max_length=12, choices=enums.BulkOutcome.choices, default=enums.BulkOutcome.WAITING
    )
    code = models.CharField(max_length=40, blank=True)
    reason: "models.JSONField[Any, Any]" = models.JSONField(_("原因"), default=dict)

    objects = ReachOfProject()
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("批量审核项")
        constraints = [
            models.UniqueConstraint(fields=["run", "project", "document"], name="bulk_item_once"),
            models.CheckConstraint(
                condition=Q(code="") | Q(outcome=enums.BulkOutcome.REFUSED), name="refused_items_have_a_code"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.project_id}"
