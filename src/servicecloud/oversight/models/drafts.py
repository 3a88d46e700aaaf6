"""What working records said at their versions, so that a late save can be compared with what its author had before them."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from servicecloud.oversight.models.evaluating import Evaluation
from servicecloud.oversight.models.examining import Examination
from servicecloud.oversight.models.reach import ReachOfEvaluation, ReachOfExamination


class _KeptDraft(models.Model):
    number = models.PositiveIntegerField(_("版本"))
    content: "models.JSONField[Any, Any]" = models.JSONField(_("内容"), default=dict)
    kept_at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        abstract = True


class ExaminationDraft(_KeptDraft):
    """An examination at one of its versions."""

    examination = models.ForeignKey(Examination, models.PROTECT, related_name="drafts", verbose_name=_("核查"))

    objects = ReachOfExamination()
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("核查草稿")
        constraints = [models.UniqueConstraint(fields=["examination", "number"], name="examination_draft_once")]

    def __str__(self) -> str:
        return f"{self.examination_id} {self.number}"


class EvaluationDraft(_KeptDraft):
    """An evaluation at one of its versions."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="drafts", verbose_name=_("绩效评价"))

    objects = ReachOfEvaluation()
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("评价草稿")
        constraints = [models.UniqueConstraint(fields=["evaluation", "number"], name="evaluation_draft_once")]

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.number}"
