"""Rectification from what was found to closure, and what the results mean for next year's budget."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from servicecloud.oversight import enums
from servicecloud.oversight.models.evaluating import Evaluation
from servicecloud.oversight.models.examining import Examination
from servicecloud.oversight.models.reach import ReachOfRectification
from servicecloud.performance.models import DocumentVersion, Monitoring, Project
from servicecloud.performance.models.reach import ReachOfProject
from servicecloud.versioning import VersionedModel

_CLOSED = Q(state=enums.RectificationState.CLOSED)


class Rectification(VersionedModel):
    """Something a unit has to put right by a day. `body` required it and accepts what was done.

    One that rests on a finding of the audit names it: `audited` is the frozen table, `finding` the finding's key in it.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="rectifications", verbose_name=_("项目"))
    body = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", verbose_name=_("提出单位"))
    what = models.CharField(_("整改事项"), max_length=200)
    requirement = models.TextField(_("整改要求"))
    basis = models.CharField(_("来源"), max_length=24, choices=enums.Basis.choices)
    examination = models.ForeignKey(
        Examination, models.PROTECT, null=True, related_name="rectifications", verbose_name=_("核查")
    )
    evaluation = models.ForeignKey(
        Evaluation, models.PROTECT, null=True, related_name="rectifications", verbose_name=_("绩效评价")
    )
    monitoring = models.ForeignKey(Monitoring, models.PROTECT, null=True, related_name="+", verbose_name=_("运行监控"))
    audited = models.ForeignKey(
        DocumentVersion, models.PROTECT, null=True, related_name="+", verbose_name=_("所审核的表")
    )
    finding = models.CharField(_("审核发现"), max_length=200, blank=True)
    rule = models.CharField(_("审核规则"), max_length=12, blank=True)
    place = models.CharField(_("所在位置"), max_length=300, blank=True)
    due_on = models.DateField(_("整改期限"))
    state = models.CharField(
        _("进度"), max_length=10, choices=enums.RectificationState.choices, default=enums.RectificationState.OPEN
    )
    required_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("提出人")
    )
    closed_at = models.DateTimeField(_("完成时间"), null=True)

    objects = ReachOfProject()
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("整改")
        constraints = [
            models.CheckConstraint(
                condition=(_CLOSED & Q(closed_at__isnull=False)) | (~_CLOSED & Q(closed_at=None)),
                name="rectification_closed_at",
            ),
            models.CheckConstraint(condition=~Q(what="") & ~Q(requirement=""), name="rectification_says_what"),
            models.CheckConstraint(
                condition=Q(audited=None, finding="", rule="", place="")
                | (Q(audited__isnull=False, basis=enums.Basis.AUDIT) & ~Q(finding="") & ~Q(rule="") & ~Q(place="")),
                name="rectification_names_finding",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="rectification_due", condition=~_CLOSED)]

    def __str__(self) -> str:
        return self.what


class RectificationStep(models.Model):
    """Required, answered, returned, accepted: each with its words. Append-only. `answered_by` is whose answer is decided."""

    rectification = models.ForeignKey(Rectification, models.PROTECT, related_name="steps", verbose_name=_("整改"))
    kind = models.CharField(_("办理"), max_length=10, choices=enums.StepKind.choices)
    text = models.TextField(_("内容"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("整改人")
    )
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("办理人"))
    at = models.DateTimeField(_("时间"), auto_now_add=True)

    objects = ReachOfRectification()
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("整改办理")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[enums.StepKind.REQUIRED, enums.StepKind.ANSWERED], answered_by=None)
                | (
                    Q(kind__in=[enums.StepKind.RETURNED, enums.StepKind.ACCEPTED], answered_by__isnull=False)
                    & ~Q(answered_by=F("actor"))
                ),
                name="who_answers_never_accepts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rectification_id} {self.kind}"


class BudgetAdvice(models.Model):
    """What a bureau decided beside the suggestion of the rules, with its reason. Append-only; the latest stands."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+", verbose_name=_("项目"))
    suggested = models.CharField(_("系统建议"), max_length=10, choices=enums.Advice.choices, blank=True)
    rule = models.CharField(_("规则"), max_length=12, blank=True)
    decided = models.CharField(_("采用意见"), max_length=10, choices=enums.Advice.choices)
    grounds = models.CharField(_("理由"), max_length=300)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("决定人"))
    decided_at = models.DateTimeField(_("决定时间"), auto_now_add=True)

    objects = ReachOfProject()
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("预算建议")
        constraints = [models.CheckConstraint(condition=~Q(grounds=""), name="advice_gives_its_reason")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.decided}"
