"""Who has monitored January to July and who has not, by department and project."""

from datetime import date

from django.db.models import Case, CharField, Max, OuterRef, QuerySet, Subquery, Value, When

from servicecloud.boards.enums import MonitoringState
from servicecloud.boards.selectors.narrowing import Wanted, monitored, projects_of
from servicecloud.performance.deadlines import USUAL_MONTH
from servicecloud.performance.models import Monitoring, Project


def monitoring_of(wanted: Wanted, *, today: date) -> "QuerySet[Project]":
    """Return the projects with a target in force, each with how far its monitoring is, its newest months, light and day of sending."""
    rows = projects_of(wanted, today=today).filter(target__approved__isnull=False)
    tables = Monitoring.everywhere.filter(project=OuterRef("pk"), end_month__gte=USUAL_MONTH)
    newest = tables.order_by("-end_month", "start_month")
    return rows.select_related("owner", "department", "summary").annotate(
        monitoring_state=Case(
            *(When(monitored(state), then=Value(state)) for state in MonitoringState.values),
            default=Value(MonitoringState.NONE.value),
            output_field=CharField(),
        ),
        monitoring_first=Subquery(newest.values("start_month")[:1]),
        monitoring_month=Subquery(newest.values("end_month")[:1]),
        monitoring_light=Subquery(newest.values("light")[:1]),
        sent_at=Subquery(
            tables.filter(sent__isnull=False)
            .order_by()
            .values("project")
            .annotate(at=Max("sent__made_at"))
            .values("at")[:1]
        ),
    )
