"""The tables of the performance cycle, split by subject."""

from servicecloud.performance.models.documents import (
    Disclosure,
    DocumentVersion,
    IndicatorUse,
    Monitoring,
    Review,
    ReviewedModel,
    SelfEvaluation,
    TargetTable,
)
from servicecloud.performance.models.packs import EvidencePack, PackState
from servicecloud.performance.models.payments import Payment, PaymentFile
from servicecloud.performance.models.projects import (
    BudgetChange,
    BudgetLine,
    FlowSetting,
    Project,
    RulebookInForce,
)
from servicecloud.performance.models.results import PublishedIndicator, PublishedResult
from servicecloud.performance.models.reviewing import (
    AttributeReview,
    BulkApproval,
    BulkItem,
    Deadline,
    DraftEditor,
    KeptDraft,
    ProjectMove,
)

__all__ = [
    "AttributeReview",
    "BudgetChange",
    "BudgetLine",
    "BulkApproval",
    "BulkItem",
    "Deadline",
    "Disclosure",
    "DocumentVersion",
    "DraftEditor",
    "EvidencePack",
    "FlowSetting",
    "IndicatorUse",
    "KeptDraft",
    "Monitoring",
    "PackState",
    "Payment",
    "PaymentFile",
    "Project",
    "ProjectMove",
    "PublishedIndicator",
    "PublishedResult",
    "Review",
    "ReviewedModel",
    "RulebookInForce",
    "SelfEvaluation",
    "TargetTable",
]
