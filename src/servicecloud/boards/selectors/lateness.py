"""What is overdue on a day, as conditions on projects."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from servicecloud.boards.enums import Late
from servicecloud.performance.deadlines import USUAL_MONTH
from servicecloud.performance.enums import Document, ProjectState
from servicecloud.performance.models import Monitoring
from servicecloud.performance.selectors.disclosures import DAYS
from servicecloud.performance.selectors.overdue import Overdue

ANY = "any"
_DOCUMENTS = {
    Late.TARGET: Document.TARGET,
    Late.MONITORING: Document.MONITORING,
    Late.EVALUATION: Document.SELF_EVALUATION,
}


def sent_monitoring(*, is_sent: bool) -> Exists:
    """Say of a project whether the monitoring of July or later was sent, or is only being filled in."""
    rows = Monitoring.everywhere.filter(project=OuterRef("pk"), end_month__gte=USUAL_MONTH, sent__isnull=not is_sent)
    return Exists(rows)


def late_conditions(*, today: date, years: Iterable[int] | None = None) -> dict[str, Q]:
    """Return what makes a project late, by kind and, under `ANY`, in any way.

    The days are those of the list of deadlines, and the term of publication. `years` are those of the projects in scope, where known.
    """
    overdue = Overdue(today=today, years=years)
    last = timezone.make_aware(datetime.combine(today - timedelta(days=DAYS), time()))
    found: dict[str, Q] = {kind: overdue.of(document) for kind, document in _DOCUMENTS.items()}
    found[Late.DISCLOSURE] = Q(state=ProjectState.EVALUATED, evaluation__approved_at__lt=last)
    return {**found, ANY: reduce(or_, found.values())}
