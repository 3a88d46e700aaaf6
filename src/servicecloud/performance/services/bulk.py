"""Approving many documents in one go: each in its own transaction, each with its own outcome; what is refused says why."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from servicecloud.errors import DomainError
from servicecloud.identity.models import User
from servicecloud.performance import policies
from servicecloud.performance.enums import BulkOutcome
from servicecloud.performance.errors import NothingChosenError
from servicecloud.performance.flows import FLOWS
from servicecloud.performance.models import BulkApproval, BulkItem, Project
from servicecloud.performance.services.reviews import approve

MOST = 500
AT_ONCE = 20
"""Up to so many are done while the person waits; more go through the queue."""


@dataclass(frozen=True)
class Chosen:
    """One document that was ticked, with the version that was seen."""

    document: str
    project_id: int
    expected: int


def approve_many(*, actor: User, chosen: Iterable[Chosen], comment: str = "") -> BulkApproval:
    """Approve what was ticked. Returns at once with the list, whose items tell their outcomes as they are done.

    What is not in the person's scope is left out, as if it did not exist. Raises NothingChosenError for none or too many.
    """
    from servicecloud.performance.tasks import approve_many_task

    policies.check_reviews(actor)
    wanted = {(each.document, each.project_id): each for each in chosen if each.document in FLOWS}
    known = set(Project.objects.filter(pk__in={key[1] for key in wanted}).values_list("pk", flat=True))
    items = [each for each in wanted.values() if each.project_id in known]
    if not 0 < len(items) <= MOST:
        raise NothingChosenError(most=MOST)
    with transaction.atomic():
        run = BulkApproval.objects.create(actor=actor, comment=comment.strip()[:500])
        BulkItem.objects.bulk_create(
            BulkItem(run=run, project_id=each.project_id, document=each.document, expected=each.expected)
            for each in items
        )
        if len(items) > AT_ONCE:
            approve_many_task.enqueue(run_id=run.pk)
    if len(items) <= AT_ONCE:
        work_through(run_id=run.pk)
    return run


def work_through(*, run_id: int) -> int:
    """Do what of a bulk approval is not done yet; return how many were approved. Running it again does nothing twice."""
    run = BulkApproval.objects.select_related("actor").get(pk=run_id)
    waiting = run.items.filter(outcome=BulkOutcome.WAITING).order_by("pk").values_list("pk", flat=True)
    return sum(_do(run, item_id) for item_id in list(waiting))


def _do(run: BulkApproval, item_id: int) -> bool:
    """Approve one item: the approval and its outcome stand or fall together."""
    try:
        with transaction.atomic():
            item = BulkItem.objects.select_for_update(of=("self",)).get(pk=item_id)
            if item.outcome != BulkOutcome.WAITING:
                return False
            approve(
                actor=run.actor,
                kind=item.document,
                project_id=item.project_id,
                expected=item.expected,
                comment=run.comment,
            )
            BulkItem.objects.filter(pk=item_id).update(outcome=BulkOutcome.APPROVED)
    except DomainError as error:
        reason = {"zh": error.message("zh"), "en": error.message("en")}
        refused = BulkItem.objects.filter(pk=item_id, outcome=BulkOutcome.WAITING)
        refused.update(outcome=BulkOutcome.REFUSED, code=error.code, reason=reason)
        return False
    return True
