"""Projects narrowed to what a figure counts: the board and the list behind each of its figures ask here, so that they agree."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet

from servicecloud.boards.enums import Late, MonitoringState
from servicecloud.boards.models import FindingCount
from servicecloud.boards.selectors.bands import EXECUTION_BANDS, SCORE_BANDS
from servicecloud.boards.selectors.lateness import late_conditions, sent_monitoring
from servicecloud.boards.selectors.scores import NOT_GIVEN, apart, graded, scored
from servicecloud.performance.models import Project


@dataclass(frozen=True)
class Wanted:
    """What a board or a list is narrowed to; blank and None mean no limit. `grade` and `score` are those that `by` names, else claims."""

    year: int | None = None
    department: int | None = None
    unit: int | None = None
    q: str = ""
    state: str = ""
    document: str = ""
    grade: str = ""
    light: str = ""
    money: str = ""
    goals: str = ""
    execution: str = ""
    score: str = ""
    by: str = ""
    gap: str = ""
    late: str = ""
    monitoring: str = ""
    rule: str = ""

    def query(self, **more: Any) -> str:
        """Return this as a query string, with some of it changed."""
        asked = replace(self, **more)
        return urlencode([(name, value) for name, value in vars(asked).items() if value not in (None, "")])


def projects_of(wanted: Wanted, *, today: date) -> QuerySet[Project]:
    """Return the projects in scope that are wanted."""
    rows = Project.objects.all()
    if wanted.year is not None:
        rows = rows.filter(year=wanted.year)
    if wanted.department is not None:
        rows = rows.filter(department_id=wanted.department)
    if wanted.unit is not None:
        rows = rows.filter(owner_id=wanted.unit)
    if wanted.q:
        rows = rows.filter(Q(name__icontains=wanted.q) | Q(owner__name_zh__icontains=wanted.q))
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    for found in _documents(wanted, today=today):
        rows = rows.filter(found)
    return rows


def lit(field: str, light: str) -> Q:
    """Return the projects with a light; `none` those without any."""
    if light == NOT_GIVEN:
        return Q(summary=None) | Q(**{f"summary__{field}": ""})
    return Q(**{f"summary__{field}": light})


def monitored(state: str) -> Q:
    """Return the projects whose monitoring up to July is sent, being filled in, or not begun. Only those with a target in force count."""
    running = Q(target__approved__isnull=False)
    sent, is_open = Q(sent_monitoring(is_sent=True)), Q(sent_monitoring(is_sent=False))
    if state == MonitoringState.SENT:
        return running & sent
    return running & ~sent & (is_open if state == MonitoringState.OPEN else ~is_open)


def executed(band: str) -> Q:
    """Return the projects whose execution rate lies in a band; `none` those without a rate."""
    known = {each.key: each for each in EXECUTION_BANDS}
    if band in known:
        return known[band].q("summary__execution_rate")
    return Q(summary=None) | Q(summary__execution_rate=None)


def documented(text: str) -> Q:
    """Return the projects with a document in a state, as `target-in_review`; `none` says that there is no such document."""
    name, _dash, state = text.partition("-")
    field = {"target": "target", "evaluation": "evaluation"}.get(name)
    if field is None:
        return Q()
    return Q(**{f"{field}": None}) if state == NOT_GIVEN else Q(**{f"{field}__state": state})


def _documents(wanted: Wanted, *, today: date) -> list[Q]:
    found = []
    if wanted.document:
        found.append(documented(wanted.document))
    if wanted.grade:
        found.append(graded(wanted.grade, wanted.by))
    for field, light in (("light", wanted.light), ("money_light", wanted.money), ("goals_light", wanted.goals)):
        if light:
            found.append(lit(field, light))
    if wanted.execution:
        found.append(executed(wanted.execution))
    if wanted.score:
        found.append(scored(wanted.score, wanted.by))
    if wanted.gap:
        found.append(apart(wanted.gap))
    if wanted.late:
        found.append(late_conditions(today=today)[wanted.late])
    if wanted.monitoring:
        found.append(monitored(wanted.monitoring))
    if wanted.rule:
        found.append(Q(Exists(FindingCount.everywhere.filter(project=OuterRef("pk"), rule=wanted.rule))))
    return found


__all__ = ["EXECUTION_BANDS", "NOT_GIVEN", "SCORE_BANDS", "Late", "Wanted", "projects_of"]
