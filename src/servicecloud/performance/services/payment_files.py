"""Payments from the treasury's spreadsheet: every row gets its verdict, what is right is written in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.db import transaction

from servicecloud.activity.services import record_act
from servicecloud.errors import DomainError
from servicecloud.identity.models import User
from servicecloud.performance import policies
from servicecloud.performance.models import Payment, Project
from servicecloud.performance.services.payment_book import PaymentBook
from servicecloud.performance.services.payment_reading import PaymentRow, read_payments
from servicecloud.performance.services.projects import project_for_update

BATCH = 500


@dataclass(frozen=True)
class PaymentVerdict:
    """What became of one row: written, refused for a `problem`, or left out as a total."""

    number: int
    voucher: str
    amount: str
    outcome: Literal["written", "refused", "total"]
    problem: str = ""


@transaction.atomic
def import_payments(*, actor: User, project_id: int, source: str, data: bytes, name: str) -> list[PaymentVerdict]:
    """Write every row that can be written; the others come back with what is wrong. Raises UnreadableTableError."""
    project = project_for_update(project_id)
    policies.check_can_keep_money(actor, project.owner_id)
    verdicts, payments = _judged(read_payments(data, name), project, source=source, actor=actor)
    if payments:
        Payment.objects.bulk_create(payments, batch_size=BATCH)
        record_act(
            actor=actor,
            verb="payments.imported",
            about=project,
            organisation=project.owner_id,
            file=name[:120],
            written=len(payments),
        )
    return verdicts


def _judged(
    rows: Sequence[PaymentRow], project: Project, *, source: str, actor: User
) -> tuple[list[PaymentVerdict], list[Payment]]:
    book, verdicts, payments = PaymentBook([project]), [], []
    for row in rows:
        shown = (row.number, row.text("voucher"), row.text("amount_yuan"))
        if row.is_total:
            verdicts.append(PaymentVerdict(*shown, "total"))
            continue
        try:
            payments.append(book.take(project, actor=actor, values={"source": source, **row.values()}))
        except DomainError as error:
            verdicts.append(PaymentVerdict(*shown, "refused", str(error)))
        else:
            verdicts.append(PaymentVerdict(*shown, "written"))
    return verdicts, payments
