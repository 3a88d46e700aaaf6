"""Keeping what an examination or an evaluation said at each version, and finding it again for a save that comes late."""

from typing import Any

from servicecloud.oversight.models import Evaluation, EvaluationDraft, Examination, ExaminationDraft
from servicecloud.performance.services.drafts import KEPT_VERSIONS


def keep_draft(found: Examination | Evaluation) -> None:
    """Keep what a record says at its present version; the oldest go."""
    if isinstance(found, Examination):
        ExaminationDraft.objects.filter(examination=found, number__lte=found.version - KEPT_VERSIONS).delete()
        ExaminationDraft.objects.create(examination=found, number=found.version, content=found.content)
    else:
        EvaluationDraft.objects.filter(evaluation=found, number__lte=found.version - KEPT_VERSIONS).delete()
        EvaluationDraft.objects.create(evaluation=found, number=found.version, content=found.content)


def draft_at(found: Examination | Evaluation, *, number: int) -> Any | None:
    """Return what a record said at one of its versions; None where nothing had been written yet, or it is not kept any more."""
    kept = (
        ExaminationDraft.objects.filter(examination=found)
        if isinstance(found, Examination)
        else EvaluationDraft.objects.filter(evaluation=found)
    )
    row = kept.filter(number__lte=number).order_by("-number").first()
    return row.content if row else None
