"""One project at a glance."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.db.models.functions import ExtractMonth

from servicecloud.boards.models import ProjectSummary
from servicecloud.boards.selectors.scores import SUBMITTED
from servicecloud.performance.models import Payment, Project
from servicecloud.performance.selectors.projects import evaluation_of
from servicecloud.performance.selectors.rulebooks import PrintedRates

CENT = Decimal("0.01")


def project_at_a_glance(pk: int) -> Project:
    """Return one project in scope with its bodies, summary and documents. Raises DoesNotExist."""
    related = ("owner", "department", "bureau", "summary", "evaluation", "target__approved")
    return Project.objects.select_related(*related).get(pk=pk)


def months_of_payments(project: Project) -> list[tuple[int, Decimal]]:
    """Return what was paid in each month up to the last with a payment: one query, no line before the first payment."""
    rows = Payment.objects.filter(project=project, paid_on__year=project.year)
    grouped = rows.order_by().annotate(month=ExtractMonth("paid_on")).values_list("month").annotate(Sum("amount_yuan"))
    found = {month: Decimal(str(amount)).quantize(CENT) for month, amount in grouped}
    return [(month, found.get(month, Decimal(0))) for month in range(1, max(found) + 1)] if found else []


@dataclass(frozen=True)
class Results:
    """What a project came to, None and blank where there is nothing: each kind of score with its grade, and the difference."""

    claimed: Decimal | None = None
    claimed_grade: str = ""
    computed: Decimal | None = None
    computed_grade: str = ""
    verified: Decimal | None = None
    verified_grade: str = ""
    gap: Decimal | None = None
    examination: int | None = None


def summary_of(project: Project) -> ProjectSummary | None:
    """Return the summary that was read with a project, None while there is none."""
    return getattr(project, "summary", None)


def results_in(project: Project) -> Results:
    """Return the scores of a project read with its summary and self-evaluation: no query. What is not submitted has none."""
    summary, evaluation = summary_of(project), evaluation_of(project)
    is_sent = evaluation is not None and evaluation.state in SUBMITTED
    found: dict[str, Any] = {}
    if evaluation is not None and is_sent:
        found |= {"claimed": evaluation.total_score, "claimed_grade": evaluation.grade}
    if summary is not None and is_sent:
        found |= {"computed": summary.computed_score, "computed_grade": summary.computed_grade}
    if summary is not None:
        found |= {
            "verified": summary.verified_score,
            "verified_grade": summary.verified_grade,
            "gap": summary.score_gap,
            "examination": summary.examination_id,
        }
    return Results(**found)


def years_of(project: Project) -> list[tuple[Project, Decimal | None, Results]]:
    """Return the same project of the same unit in every year up to its own, with execution rate and scores, the oldest first."""
    rows = Project.objects.filter(owner_id=project.owner_id, name=project.name, year__lte=project.year)
    rates = PrintedRates()
    rows = rows.select_related("summary", "evaluation").order_by("year")
    return [(row, stated_rate(row, rates), results_in(row)) for row in rows]


def stated_rate(project: Project, rates: PrintedRates) -> Decimal | None:
    """Return the execution rate of a project read with its summary in percent, as its form prints it."""
    summary = summary_of(project)
    if summary is None or not summary.annual_yuan or summary.executed_yuan is None:
        return None
    return rates.of(project, summary.executed_yuan / summary.annual_yuan)
