"""One project at a glance."""

from decimal import Decimal

from django.db.models import Sum
from django.db.models.functions import ExtractMonth

from servicecloud.boards.selectors.narrowing import SUBMITTED
from servicecloud.performance.models import Payment, Project
from servicecloud.performance.selectors.projects import evaluation_of

CENT = Decimal("0.01")


def project_at_a_glance(pk: int) -> Project:
    """Return one project in scope with its bodies, summary and documents. Raises DoesNotExist."""
    return Project.objects.select_related("owner", "department", "bureau", "summary", "evaluation", "target").get(pk=pk)


def months_of_payments(project: Project) -> list[tuple[int, Decimal]]:
    """Return what was paid in each month up to the last with a payment: one query, no line before the first payment."""
    rows = Payment.objects.filter(project=project, paid_on__year=project.year)
    grouped = rows.order_by().annotate(month=ExtractMonth("paid_on")).values_list("month").annotate(Sum("amount_yuan"))
    found = {month: Decimal(str(amount)).quantize(CENT) for month, amount in grouped}
    return [(month, found.get(month, Decimal(0))) for month in range(1, max(found) + 1)] if found else []


def years_of(project: Project) -> list[tuple[Project, Decimal | None, Decimal | None]]:
    """Return the same project of the same unit in every year up to its own, with execution rate and submitted score, the oldest first."""
    rows = Project.objects.filter(owner_id=project.owner_id, name=project.name, year__lte=project.year)
    found = []
    for row in rows.select_related("summary", "evaluation").order_by("year"):
        summary, evaluation = getattr(row, "summary", None), evaluation_of(row)
        rate = summary.execution_rate.quantize(CENT) if summary and summary.execution_rate is not None else None
        score = evaluation.total_score if evaluation and evaluation.state in SUBMITTED else None
        found.append((row, rate, score))
    return found
