"""Two pairs of eyes: who wrote in an examination or an evaluation, and what became of it when it was submitted for confirmation."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from servicecloud.oversight import enums
from servicecloud.oversight.models.evaluating import Evaluation
from servicecloud.oversight.models.examining import Examination


class _Writer(models.Model):
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("填写人"))
    since = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        abstract = True


class _Confirmation(models.Model):
    kind = models.CharField(_("办理"), max_length=10, choices=enums.ConfirmationKind.choices)
    text = models.TextField(_("内容"), blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("提交人")
    )
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("办理人"))
    at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[enums.ConfirmationKind.SUBMITTED, enums.ConfirmationKind.TAKEN_BACK])
                | ~Q(submitted_by=F("actor")),
                name="%(class)s_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(kind=enums.ConfirmationKind.RETURNED) | ~Q(text=""), name="%(class)s_says_why"
            ),
        ]


class ExaminationWriter(_Writer):
    """Somebody who wrote in an examination, ever."""

    examination = models.ForeignKey(Examination, models.PROTECT, related_name="writers", verbose_name=_("核查"))

    objects = ScopedManager(organisation="examination__project__owner")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("核查填写人")
        constraints = [models.UniqueConstraint(fields=["examination", "person"], name="examination_writer_once")]

    def __str__(self) -> str:
        return f"{self.examination_id} {self.person_id}"


class EvaluationWriter(_Writer):
    """Somebody who wrote in an evaluation, ever."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="writers", verbose_name=_("绩效评价"))

    objects = ScopedManager(organisation="evaluation__project__owner")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("评价填写人")
        constraints = [models.UniqueConstraint(fields=["evaluation", "person"], name="evaluation_writer_once")]

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.person_id}"


class ExaminationConfirmation(_Confirmation):
    """A department's verification submitted, taken back, returned or confirmed. Append-only."""

    examination = models.ForeignKey(Examination, models.PROTECT, related_name="confirmations", verbose_name=_("核查"))

    objects = ScopedManager(organisation="examination__project__owner")
    everywhere = models.Manager()

    class Meta(_Confirmation.Meta):
        verbose_name = _("核查的确认")

    def __str__(self) -> str:
        return f"{self.examination_id} {self.kind}"


class EvaluationConfirmation(_Confirmation):
    """A report submitted, taken back, returned or confirmed. Append-only."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="confirmations", verbose_name=_("绩效评价"))

    objects = ScopedManager(organisation="evaluation__project__owner")
    everywhere = models.Manager()

    class Meta(_Confirmation.Meta):
        verbose_name = _("评价的确认")

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.kind}"
