"""Payments from the treasury's spreadsheet: every row gets its verdict, what is right is written in one go, and undone as a whole."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from servicecloud.activity.services import record_act
from servicecloud.errors import DomainError, NotFoundError
from servicecloud.identity.models import User
from servicecloud.performance import policies
from servicecloud.performance.models import Payment, PaymentFile, Project
from servicecloud.performance.money_errors import (
    BelowZeroError,
    FileUndoneError,
    OtherProjectError,
    ProjectMissingError,
    UnknownProjectError,
)
from servicecloud.performance.selectors.money import funds_of_many
from servicecloud.performance.services.payment_book import PaymentBook
from servicecloud.performance.services.payment_reading import PaymentRow, read_payments
from servicecloud.performance.services.projects import project_for_update

BATCH = 500
_Find = Callable[[PaymentRow, date | None], Project | None]
"""Returns the project of a row; None where only the unreadable day could tell."""


@transaction.atomic
def import_payments(*, actor: User, project_id: int, source: str, data: bytes, name: str) -> PaymentFile:
    """Write the rows of one project that can be written; the file keeps the others with what is wrong. Raises UnreadableTableError."""
    project = project_for_update(project_id)
    policies.check_can_keep_money(actor, project.owner_id)

    def find(row: PaymentRow, _day: date | None) -> Project | None:
        named = row.text("project")
        if named and named != project.name:
            raise OtherProjectError(name=named[:120])
        return project

    file = PaymentFile(owner_id=project.owner_id, name=name[:120], uploaded_by=actor)
    return _import(file, read_payments(data, name), PaymentBook([project]), find, source=source)


@transaction.atomic
def import_units_payments(*, actor: User, owner_id: int, source: str, data: bytes, name: str) -> PaymentFile:
    """Write the rows of all projects of a unit, each by the project it names and the year it was paid in. `source` is for rows without."""
    policies.check_can_keep_money(actor, owner_id)
    rows = read_payments(data, name)
    named = {row.text("project") for row in rows} - {""}
    held = Project.objects.select_for_update(of=("self",)).filter(owner_id=owner_id, name__in=named)
    known = {(project.name, project.year): project for project in held.order_by("pk")}

    def find(row: PaymentRow, day: date | None) -> Project | None:
        named = row.text("project")
        if not named:
            raise ProjectMissingError
        if day is None:
            return None
        if (named, day.year) not in known:
            raise UnknownProjectError(name=named[:120], year=day.year)
        return known[named, day.year]

    file = PaymentFile(owner_id=owner_id, name=name[:120], uploaded_by=actor)
    return _import(file, rows, PaymentBook(known.values()), find, source=source)


@transaction.atomic
def undo_payment_file(*, actor: User, file_id: int) -> PaymentFile:
    """Take back everything a file wrote by opposite payments of the same days. The vouchers may be entered again afterwards.

    Raises BelowZeroError where a refund entered since would be left without its payment.
    """
    file = PaymentFile.objects.select_for_update(of=("self",)).filter(pk=file_id).first()
    if file is None:
        raise NotFoundError
    policies.check_can_keep_money(actor, file.owner_id)
    if file.undone_at is not None or not file.written:
        raise FileUndoneError
    payments = list(Payment.objects.filter(file=file, reverses=None).order_by("pk"))
    ids = {payment.project_id for payment in payments}
    projects = list(Project.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))
    Payment.objects.bulk_create((_opposite(payment, actor=actor) for payment in payments), batch_size=BATCH)
    for funds in funds_of_many(ids).values():
        for fund in funds.lines:
            if fund.executed_yuan < 0:
                raise BelowZeroError(executed=fund.executed_yuan)
    file.undone_by, file.undone_at = actor, timezone.now()
    file.save(update_fields=["undone_by", "undone_at"])
    _record("payments.undone", projects, payments, file=file, actor=actor)
    return file


def _import(
    file: PaymentFile, rows: Sequence[PaymentRow], book: PaymentBook, find: _Find, *, source: str
) -> PaymentFile:
    refused, payments = [], []
    for row in rows:
        if row.is_total:
            continue
        values, faults = row.read(source=source)
        try:
            project = find(row, values.get("paid_on"))
            if project is not None and not faults:
                payments.append(book.take(project, actor=file.uploaded_by, values=values))
        except DomainError as error:
            faults.append(error)
        if faults:
            refused.append(_refusal(row, faults))
    file.written, file.refused = len(payments), refused
    file.totals = len(rows) - len(payments) - len(refused)
    file.save()
    for payment in payments:
        payment.file = file
    Payment.objects.bulk_create(payments, batch_size=BATCH)
    projects = {payment.project_id: payment.project for payment in payments}
    _record("payments.imported", projects.values(), payments, file=file, actor=file.uploaded_by)
    return file


def _refusal(row: PaymentRow, faults: Sequence[DomainError]) -> dict[str, object]:
    shown = {field: row.text(field)[:60] for field in ("project", "voucher")}
    return {
        "number": row.number,
        **shown,
        "amount": row.text("amount_yuan")[:30],
        "zh": "".join(fault.message("zh") for fault in faults),
        "en": " ".join(fault.message("en") for fault in faults),
    }


def _opposite(payment: Payment, *, actor: User) -> Payment:
    return Payment(
        project_id=payment.project_id,
        line_id=payment.line_id,
        amount_yuan=-payment.amount_yuan,
        paid_on=payment.paid_on,
        voucher=payment.voucher,
        turn=payment.turn,
        note=payment.note,
        file_id=payment.file_id,
        reverses=payment,
        recorded_by=actor,
    )


def _record(
    verb: str, projects: Iterable[Project], payments: Sequence[Payment], *, file: PaymentFile, actor: User
) -> None:
    counts = Counter(payment.project_id for payment in payments)
    for project in projects:
        record_act(
            actor=actor,
            verb=verb,
            about=project,
            organisation=project.owner_id,
            file=file.name,
            written=counts[project.pk],
        )
