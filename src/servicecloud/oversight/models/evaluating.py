"""Evaluation of a project by its department or by finance, with the framework of the rules and a report."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from servicecloud.oversight import enums
from servicecloud.oversight.models.reach import ReachOfEvaluation
from servicecloud.performance.models import Project
from servicecloud.performance.models.reach import ReachOfProject
from servicecloud.versioning import VersionedModel


class Evaluation(VersionedModel):
    """The working record. It is sent to the unit for its view, and final after that."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="evaluations", verbose_name=_("项目"))
    body = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", verbose_name=_("评价单位"))
    kind = models.CharField(_("种类"), max_length=12, choices=enums.EvaluationKind.choices)
    state = models.CharField(
        _("进度"), max_length=10, choices=enums.EvaluationState.choices, default=enums.EvaluationState.WORKING
    )
    content: "models.JSONField[Any, Any]" = models.JSONField(_("内容"), default=dict)
    evaluator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("评价人"))
    reply_on = models.DateField(_("反馈期限"), null=True)
    total = models.DecimalField(_("评价总分"), max_digits=6, decimal_places=2, null=True)
    grade = models.CharField(_("评价等级"), max_length=12, blank=True)

    objects = ReachOfProject()
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("绩效评价")
        constraints = [
            models.UniqueConstraint(fields=["project", "kind"], name="evaluated_once_by_each"),
            models.CheckConstraint(
                condition=Q(state=enums.EvaluationState.WORKING, reply_on=None)
                | (
                    ~Q(state=enums.EvaluationState.WORKING)
                    & Q(reply_on__isnull=False, total__isnull=False)
                    & ~Q(grade="")
                ),
                name="evaluation_sent_with_a_total",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.get_kind_display()}"


class EvaluationReport(models.Model):
    """The evaluation as it was sent for the unit's view, and as it became final. Append-only."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="reports", verbose_name=_("绩效评价"))
    number = models.PositiveSmallIntegerField(_("次序"))
    content = models.TextField(_("内容"))
    digest = models.CharField(_("摘要"), max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("作出人"))
    made_at = models.DateTimeField(_("作出时间"), auto_now_add=True)

    objects = ReachOfEvaluation()
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("评价报告")
        constraints = [models.UniqueConstraint(fields=["evaluation", "number"], name="evaluation_report_once")]

    def __str__(self) -> str:
        return f"{self.evaluation_id} #{self.number}"


class EvaluationReply(models.Model):
    """The unit's view of an evaluation. Append-only."""

    evaluation = models.OneToOneField(Evaluation, models.PROTECT, related_name="reply", verbose_name=_("绩效评价"))
    text = models.TextField(_("单位意见"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("反馈人"))
    made_at = models.DateTimeField(_("反馈时间"), auto_now_add=True)

    objects = ReachOfEvaluation()
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("单位意见")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="reply_not_blank")]

    def __str__(self) -> str:
        return f"{self.evaluation_id}"
