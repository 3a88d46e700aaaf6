"""What a department published, year by year; for those inside also what is due and late."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Avg, Count, F, Max, Q, Sum
from django.utils import timezone

from servicecloud.identity.models import Organisation
from servicecloud.ledger.facts import civil_date
from servicecloud.performance.enums import DocumentState
from servicecloud.performance.models import Disclosure, Project, PublishedResult, SelfEvaluation
from servicecloud.performance.selectors.disclosures import DAYS, Timeliness, timeliness

CENT = Decimal("0.01")


@dataclass(frozen=True)
class YearOfDepartment:
    """One year: projects, mean score (two decimals, half up), money in 元 with its rate in %, how many were published in time."""

    year: int
    projects: int
    mean_score: Decimal | None
    annual_yuan: Decimal | None
    executed_yuan: Decimal | None
    in_time: int
    last_published_on: date
    only_rate: Decimal | None = None

    @property
    def rate(self) -> Decimal | None:
        """The execution rate of all projects together, in %; of a single one as its form prints it."""
        if self.projects == 1:
            return self.only_rate
        if not self.annual_yuan or self.executed_yuan is None:
            return None
        return (self.executed_yuan * 100 / self.annual_yuan).quantize(CENT, ROUND_HALF_UP)

    @property
    def light(self) -> str:
        """Green when all were in time, else red."""
        return "green" if self.in_time == self.projects else "red"


@dataclass(frozen=True)
class Due:
    """An approved self-evaluation that is not published yet, with its light."""

    project: Project
    timeliness: Timeliness
    is_correction: bool


@dataclass(frozen=True)
class DepartmentNow:
    """A department's record of publishing: what it published, how much of it in time, what waits and how much of that is late."""

    department: Organisation
    published: int
    in_time: int
    waiting: int
    late: int

    @property
    def light(self) -> str:
        """Red when something is late now, yellow when something was late before, else green."""
        return "red" if self.late else "yellow" if self.in_time < self.published else "green"


def departments_now(due: list[Due]) -> list[DepartmentNow]:
    """Return the record of every department in scope that published or has something due, by name: two queries."""
    in_time = Q(first_published_on__lte=F("approved_on") + timedelta(days=DAYS))
    rows = PublishedResult.objects.values("department").order_by("department")
    rows = rows.annotate(published=Count("pk"), timely=Count("pk", filter=in_time))
    counts = {row["department"]: (row["published"], row["timely"]) for row in rows}
    first = [each for each in due if not each.is_correction]
    keys = counts.keys() | {each.project.department_id for each in first}
    found = []
    for body in Organisation.everywhere.filter(pk__in=keys).order_by("name_zh", "pk"):
        own = [each for each in first if each.project.department_id == body.pk]
        published, timely = counts.get(body.pk, (0, 0))
        late = sum(each.timeliness.light == "red" for each in own)
        found.append(DepartmentNow(body, published, timely, len(own), late))
    return found


def years_of(department_id: int) -> list[YearOfDepartment]:
    """Return the years of a department, the latest first: one query."""
    rows = PublishedResult.everywhere.filter(department_id=department_id).values("year").order_by("-year")
    in_time = Q(first_published_on__lte=F("approved_on") + timedelta(days=DAYS))
    rows = rows.annotate(
        projects=Count("pk"),
        mean=Avg("total_score"),
        annual=Sum("annual_yuan"),
        executed=Sum("executed_yuan"),
        timely=Count("pk", filter=in_time),
        last=Max("first_published_on"),
        rate=Max("rate"),
    )
    return [
        YearOfDepartment(
            year=row["year"],
            projects=row["projects"],
            mean_score=None if row["mean"] is None else Decimal(row["mean"]).quantize(CENT, ROUND_HALF_UP),
            annual_yuan=row["annual"],
            executed_yuan=row["executed"],
            in_time=row["timely"],
            last_published_on=row["last"],
            only_rate=row["rate"],
        )
        for row in rows
    ]


def due_disclosures(*, today: date) -> list[Due]:
    """Return what is approved and not published of the projects in scope, the longest due first: two queries."""
    rows = SelfEvaluation.objects.filter(state=DocumentState.APPROVED, approved_at__isnull=False).select_related(
        "project__owner", "project__department"
    )
    shown = dict(
        Disclosure.everywhere.filter(project__in=rows.values("project"))
        .order_by("project_id", "number")
        .values_list("project_id", "version_id")
    )
    return [
        Due(
            evaluation.project,
            timeliness(approved_on=civil_date(evaluation.approved_at), published_on=None, today=today),
            evaluation.project_id in shown,
        )
        for evaluation in rows.order_by("approved_at", "pk")
        if evaluation.approved_at is not None and shown.get(evaluation.project_id) != evaluation.approved_id
    ]


def is_due_for_disclosure(evaluation: SelfEvaluation) -> bool:
    """Whether what is approved is not public yet: the first time, or as a correction."""
    if evaluation.state != DocumentState.APPROVED:
        return False
    return not Disclosure.everywhere.filter(version=evaluation.approved_id).exists()


def evaluation_timeliness(evaluation: SelfEvaluation) -> Timeliness | None:
    """Return the light of an approved self-evaluation that waits for its publication; None before approval."""
    if evaluation.approved_at is None:
        return None
    return timeliness(
        approved_on=civil_date(evaluation.approved_at), published_on=None, today=civil_date(timezone.now())
    )
