"""The tables of the performance cycle, split by subject."""

from servicecloud.performance.models.documents import (
    Disclosure,
    DocumentVersion,
    Monitoring,
    Review,
    ReviewedModel,
    SelfEvaluation,
    TargetTable,
)
from servicecloud.performance.models.projects import (
    BudgetChange,
    BudgetLine,
    FlowSetting,
    Payment,
    Project,
    RulebookInForce,
)

__all__ = [
    "BudgetChange",
    "BudgetLine",
    "Disclosure",
    "DocumentVersion",
    "FlowSetting",
    "Monitoring",
    "Payment",
    "Project",
    "Review",
    "ReviewedModel",
    "RulebookInForce",
    "SelfEvaluation",
    "TargetTable",
]
