"""Payments and the files they came from, for lists and pages."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from servicecloud.performance.models import Payment, PaymentFile, Project
from servicecloud.performance.selectors.money import ZERO

Days = tuple[date | None, date | None]


@dataclass(frozen=True)
class PaymentFilter:
    """What a list of payments is narrowed to; blank means no limit."""

    q: str = ""
    source: str = ""
    days: Days = (None, None)
    file: int | None = None


def payments_of(project: Project, wanted: PaymentFilter | None = None) -> QuerySet[Payment]:
    """Return the payments of a project, ready to list, the latest first."""
    wanted = wanted or PaymentFilter()
    rows = Payment.objects.filter(project=project).select_related("line", "file", "recorded_by")
    if wanted.q:
        rows = rows.filter(Q(voucher__icontains=wanted.q) | Q(note__icontains=wanted.q))
    if wanted.source:
        rows = rows.filter(line__source=wanted.source)
    first, last = wanted.days
    if first:
        rows = rows.filter(paid_on__gte=first)
    if last:
        rows = rows.filter(paid_on__lte=last)
    if wanted.file:
        rows = rows.filter(file_id=wanted.file)
    return rows.order_by("-paid_on", "-pk")


def total_of(payments: QuerySet[Payment]) -> Decimal:
    """Return the sum of listed payments, in 元."""
    total = payments.order_by().aggregate(total=Sum("amount_yuan"))["total"]
    return ZERO if total is None else Decimal(total).quantize(ZERO)


def files_of(project: Project) -> QuerySet[PaymentFile]:
    """Return the files that wrote payments of a project, the latest first."""
    wrote = Payment.objects.filter(project=project, file__isnull=False).values("file")
    return PaymentFile.objects.filter(pk__in=wrote).select_related("uploaded_by", "undone_by").order_by("-pk")


def payment_file(pk: int) -> PaymentFile:
    """Return one file in scope. Raises DoesNotExist."""
    return PaymentFile.objects.select_related("owner", "uploaded_by", "undone_by").get(pk=pk)


def projects_of_file(file: PaymentFile) -> list[Project]:
    """Return the projects in scope that a file wrote payments of, by name."""
    ids = Payment.objects.filter(file=file, reverses=None).order_by().values("project")
    return list(Project.objects.filter(pk__in=ids).order_by("name", "year"))
