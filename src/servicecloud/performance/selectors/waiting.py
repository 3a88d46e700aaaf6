"""What waits for a person's decision, as a list; and what came of a bulk approval."""

from collections import Counter
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import get_language

from servicecloud.errors import NotFoundError
from servicecloud.identity.models import User
from servicecloud.performance.enums import BulkOutcome, Document, Verdict
from servicecloud.performance.models import (
    BulkApproval,
    BulkItem,
    DraftEditor,
    Review,
    SelfEvaluation,
    TargetTable,
)
from servicecloud.performance.selectors.projects import Waiting, reach_of_steps

MODELS: dict[str, type[TargetTable] | type[SelfEvaluation]] = {
    Document.TARGET: TargetTable,
    Document.SELF_EVALUATION: SelfEvaluation,
}


def documents_waiting(user: User, kind: str) -> QuerySet[Any]:
    """Return the documents of one kind that wait for a decision of this person, ready to list.

    What the person wrote in since it was last in force, or acted on in this round, is left out: it is for somebody else.
    """
    reach = reach_of_steps(user)
    rows = MODELS[kind].objects.select_related("project__owner", "project__department", "latest")
    if not reach.children:
        return rows.none()
    acts = Review.objects.filter(
        project=OuterRef("project"), document=kind, round=OuterRef("round"), actor=user
    ).exclude(verdict=Verdict.WITHDRAWN)
    wrote = DraftEditor.objects.filter(project=OuterRef("project"), document=kind, person=user)
    return rows.filter(reach).exclude(Exists(wrote)).exclude(Exists(acts))


def waiting_reviews(user: User) -> list[Waiting]:
    """Return the documents that wait for a decision of this person, the longest first: two queries."""
    found = []
    for kind in MODELS:
        rows = documents_waiting(user, kind).order_by("submitted_at", "pk")[:50]
        found += [Waiting(kind, each.project, each.submitted_at or each.updated_at) for each in rows]
    return found


def counts_waiting(user: User) -> dict[str, int]:
    """Return how many documents of each kind wait for this person."""
    return {kind: documents_waiting(user, kind).count() for kind in MODELS}


def bulk_of(user: User, pk: int) -> BulkApproval:
    """Return a bulk approval of the person's own; everybody else's does not exist."""
    found = BulkApproval.objects.filter(pk=pk, actor=user).first()
    if found is None:
        raise NotFoundError
    return found


def outcomes_of(run: BulkApproval) -> tuple[list[tuple[BulkItem, str]], Counter[str]]:
    """Return the items of a bulk approval with their reasons in the active language, refused ones first; and how many of each outcome."""
    lang = "en" if (get_language() or "").startswith("en") else "zh"
    items = list(run.items.select_related("project__owner").order_by("pk"))
    order = [BulkOutcome.REFUSED, BulkOutcome.WAITING, BulkOutcome.APPROVED]
    items.sort(key=lambda item: order.index(BulkOutcome(item.outcome)))
    return [(item, item.reason.get(lang, "")) for item in items], Counter(item.outcome for item in items)
