"""Who reviews what in which order, and which act leads from which state to which: data, not code.

A flow is a list of steps. A department may shorten or lengthen its own (`models.FlowSetting`); the steps in force when a document is
submitted are kept with it, so that a later change does not touch what is under way.
"""

from dataclasses import dataclass

from servicecloud.identity.enums import Role
from servicecloud.performance.enums import Document, DocumentState, StepKey


@dataclass(frozen=True)
class Step:
    """One step: the role that decides, and in which organisation of the project it must be held (a field of `Project`)."""

    key: StepKey
    role: Role
    place: str


STEPS: dict[str, Step] = {
    step.key: step
    for step in (
        Step(StepKey.UNIT, Role.UNIT_HEAD, "owner_id"),
        Step(StepKey.DEPARTMENT, Role.DEPARTMENT_REVIEWER, "department_id"),
        Step(StepKey.FINANCE, Role.FINANCE_REVIEWER, "bureau_id"),
    )
}

FLOWS: dict[str, tuple[str, ...]] = {
    Document.TARGET: (StepKey.UNIT, StepKey.DEPARTMENT, StepKey.FINANCE),
    Document.SELF_EVALUATION: (StepKey.UNIT, StepKey.DEPARTMENT),
}
"""The usual flows; a shorter one must keep at least one step that is not the unit's own."""

ATTRIBUTE_STEPS: tuple[str, ...] = (StepKey.DEPARTMENT, StepKey.FINANCE)
"""The steps that may decide on a target table by a four-attribute review."""

EDITABLE = frozenset({DocumentState.DRAFT, DocumentState.RETURNED})

TRANSITIONS: dict[tuple[str, str], str] = {
    (DocumentState.DRAFT, "submit"): DocumentState.IN_REVIEW,
    (DocumentState.RETURNED, "submit"): DocumentState.IN_REVIEW,
    (DocumentState.IN_REVIEW, "approve"): DocumentState.APPROVED,
    (DocumentState.IN_REVIEW, "return"): DocumentState.RETURNED,
    (DocumentState.IN_REVIEW, "decline"): DocumentState.DECLINED,
    (DocumentState.IN_REVIEW, "withdraw"): DocumentState.DRAFT,
    (DocumentState.DECLINED, "reopen"): DocumentState.RETURNED,
}
"""State and act to the next state. An approval leads on only from the last step; before that the next step begins."""


def next_step(flow: list[str], current: str) -> str:
    """Return the step after this one, blank after the last."""
    at = flow.index(current) + 1
    return flow[at] if at < len(flow) else ""
