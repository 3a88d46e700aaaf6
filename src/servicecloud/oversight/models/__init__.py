"""The tables of oversight, split by subject."""

from servicecloud.oversight.models.confirming import (
    EvaluationConfirmation,
    EvaluationWriter,
    ExaminationConfirmation,
    ExaminationWriter,
)
from servicecloud.oversight.models.drafts import EvaluationDraft, ExaminationDraft
from servicecloud.oversight.models.evaluating import Evaluation, EvaluationReply, EvaluationReport
from servicecloud.oversight.models.examining import Examination, ExaminationResult, Objection, ObjectionDecision
from servicecloud.oversight.models.rectifying import BudgetAdvice, Rectification, RectificationStep
from servicecloud.oversight.models.sampling import DrawnProject, Frame, FrameProject, SamplingPlan, Seed

__all__ = [
    "BudgetAdvice",
    "DrawnProject",
    "Evaluation",
    "EvaluationConfirmation",
    "EvaluationDraft",
    "EvaluationReply",
    "EvaluationReport",
    "EvaluationWriter",
    "Examination",
    "ExaminationConfirmation",
    "ExaminationDraft",
    "ExaminationResult",
    "ExaminationWriter",
    "Frame",
    "FrameProject",
    "Objection",
    "ObjectionDecision",
    "Rectification",
    "RectificationStep",
    "SamplingPlan",
    "Seed",
]
