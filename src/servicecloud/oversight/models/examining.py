"""Verified scores: a department's own, and those of a re-check with objection and decision."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from servicecloud.oversight import enums
from servicecloud.oversight.models.reach import ReachOfExamination, ReachOfObjection
from servicecloud.oversight.models.sampling import DrawnProject
from servicecloud.performance.models import DocumentVersion, Project
from servicecloud.performance.models.reach import ReachOfProject
from servicecloud.versioning import VersionedModel

_OPEN = Q(state__in=enums.UNSENT)


class Examination(VersionedModel):
    """Looking at one submitted self-evaluation, row by row. `examiner` is whoever took it up; `term_on` the last day for an objection."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="examinations", verbose_name=_("项目"))
    body = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", verbose_name=_("核查单位"))
    kind = models.CharField(_("种类"), max_length=10, choices=enums.ExaminationKind.choices)
    of = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="+", verbose_name=_("所核查的自评表"))
    drawn = models.OneToOneField(
        DrawnProject, models.PROTECT, null=True, related_name="examination", verbose_name=_("抽取")
    )
    state = models.CharField(
        _("进度"),
        max_length=10,
        choices=enums.ExaminationState.choices,
        default=enums.ExaminationState.WORKING,
    )
    content: "models.JSONField[Any, Any]" = models.JSONField(_("内容"), default=dict)
    examiner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("核查人")
    )
    sent_at = models.DateTimeField(_("送达时间"), null=True)
    term_on = models.DateField(_("异议期限"), null=True)
    claimed_total = models.DecimalField(_("自评总分"), max_digits=6, decimal_places=2, null=True)
    verified_total = models.DecimalField(_("核定总分"), max_digits=6, decimal_places=2, null=True)
    verified_grade = models.CharField(_("核定等级"), max_length=12, blank=True)

    objects = ReachOfProject()
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("核查")
        constraints = [
            models.UniqueConstraint(fields=["project", "kind"], condition=_OPEN, name="one_open_examination"),
            models.CheckConstraint(
                condition=Q(kind=enums.ExaminationKind.RECHECK, drawn__isnull=False)
                | Q(kind=enums.ExaminationKind.REVIEW, drawn=None, term_on=None),
                name="rechecks_are_drawn",
            ),
            models.CheckConstraint(
                condition=(_OPEN & Q(sent_at=None, verified_total=None))
                | (~_OPEN & Q(sent_at__isnull=False, verified_total__isnull=False, examiner__isnull=False)),
                name="sent_with_a_result",
            ),
        ]
        indexes = [models.Index(fields=["state", "body"], name="examination_by_state")]

    def __str__(self) -> str:
        return f"{self.project} {self.get_kind_display()}"


class ExaminationResult(models.Model):
    """A result as it was sent or decided, canonical with its digest. Append-only; the highest number stands."""

    examination = models.ForeignKey(Examination, models.PROTECT, related_name="results", verbose_name=_("核查"))
    number = models.PositiveSmallIntegerField(_("次序"))
    content = models.TextField(_("内容"))
    digest = models.CharField(_("摘要"), max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("作出人"))
    made_at = models.DateTimeField(_("作出时间"), auto_now_add=True)

    objects = ReachOfExamination()
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("核查结果")
        constraints = [models.UniqueConstraint(fields=["examination", "number"], name="examination_result_once")]

    def __str__(self) -> str:
        return f"{self.examination_id} #{self.number}"


class Objection(models.Model):
    """What the unit says against a result, within the term; in general and at rows. Append-only."""

    examination = models.OneToOneField(Examination, models.PROTECT, related_name="objection", verbose_name=_("核查"))
    statement = models.TextField(_("异议理由"))
    rows: "models.JSONField[Any, Any]" = models.JSONField(_("逐行异议"), default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("提出人"))
    made_at = models.DateTimeField(_("提出时间"), auto_now_add=True)

    objects = ReachOfExamination()
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("异议")
        constraints = [models.CheckConstraint(condition=~Q(statement=""), name="objection_says_why")]

    def __str__(self) -> str:
        return f"{self.examination_id}"


class ObjectionDecision(models.Model):
    """The decision of an objection, by somebody else than who examined. Append-only. `result` is what stands then."""

    objection = models.OneToOneField(Objection, models.PROTECT, related_name="decision", verbose_name=_("异议"))
    result = models.ForeignKey(ExaminationResult, models.PROTECT, related_name="+", verbose_name=_("最终结果"))
    verdict = models.CharField(_("结论"), max_length=10, choices=enums.ObjectionVerdict.choices)
    grounds = models.TextField(_("理由"))
    examiner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("核查人"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("决定人"))
    decided_at = models.DateTimeField(_("决定时间"), auto_now_add=True)

    objects = ReachOfObjection()
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("异议决定")
        constraints = [
            models.CheckConstraint(condition=~Q(decided_by=F("examiner")), name="examiner_never_decides"),
            models.CheckConstraint(condition=~Q(grounds=""), name="decision_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.objection_id} {self.verdict}"
