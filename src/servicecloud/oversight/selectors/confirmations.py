"""Reading what became of what was submitted to somebody else's confirmation."""

from django.db.models import QuerySet

from servicecloud.oversight.models import Evaluation, EvaluationConfirmation, Examination, ExaminationConfirmation


def confirmations_of(
    found: Evaluation | Examination,
) -> QuerySet[EvaluationConfirmation] | QuerySet[ExaminationConfirmation]:
    """Return the steps of a record, the latest first."""
    if isinstance(found, Evaluation):
        return EvaluationConfirmation.objects.filter(evaluation=found).select_related("actor").order_by("-pk")
    return ExaminationConfirmation.objects.filter(examination=found).select_related("actor").order_by("-pk")
