"""A board: every figure of the projects in scope by aggregate queries alone, however many projects there are."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from servicecloud.boards.enums import Late, Light, MonitoringState
from servicecloud.boards.models import FindingCount
from servicecloud.boards.selectors.lateness import ANY, late_conditions
from servicecloud.boards.selectors.narrowing import (
    EXECUTION_BANDS,
    NOT_GIVEN,
    SCORE_BANDS,
    SUBMITTED,
    Wanted,
    executed,
    graded,
    monitored,
    projects_of,
    scored,
)
from servicecloud.boards.selectors.places import Places
from servicecloud.performance.enums import DocumentState, ProjectState
from servicecloud.performance.models import Project

CENT = Decimal("0.01")
YEARS = 5
MOST_RULES = 12
_KEYS = {"year", "department_id", "owner_id"}


@dataclass(frozen=True)
class Sums:
    """How many projects, their money in 元 (None where nothing is known), their mean score, lights, what is late."""

    projects: int
    initial_yuan: Decimal | None
    annual_yuan: Decimal | None
    executed_yuan: Decimal | None
    mean_score: Decimal | None
    lights: dict[str, int]
    late: int
    monitored: int
    to_monitor: int

    @property
    def rate(self) -> Decimal | None:
        """Executed over annual budget in percent, two places; None without a budget."""
        if not self.annual_yuan or self.executed_yuan is None:
            return None
        return (self.executed_yuan * 100 / self.annual_yuan).quantize(CENT)


@dataclass(frozen=True)
class Part:
    """The sums of one body, or of one year."""

    key: int
    name: str
    sums: Sums


@dataclass(frozen=True)
class Board:
    """Everything a board shows. Counts are by key; `rules` are (rule, severity, findings, projects)."""

    wanted: Wanted
    sums: Sums
    states: dict[str, int]
    targets: dict[str, int]
    evaluations: dict[str, int]
    grades: dict[str, int]
    execution: dict[str, int]
    scores: dict[str, int]
    late: dict[str, int]
    monitoring: dict[str, int]
    rows: dict[str, int]
    rules: list[tuple[str, str, int, int]]
    by: str
    parts: list[Part]
    years: list[Part]
    renewed_at: datetime | None = None


def read_board(wanted: Wanted, *, today: date, places: Places) -> Board:
    """Return the board of what is wanted in a few queries. `places` are those in scope."""
    rows = projects_of(wanted, today=today)
    late = late_conditions(today=today, years=places.years)
    counts = rows.order_by().aggregate(**_counts(late))
    submitted = rows.filter(evaluation__state__in=SUBMITTED).exclude(evaluation__grade="")
    grades = dict(submitted.order_by().values_list("evaluation__grade").annotate(Count("pk")))
    without = counts["no_grade"]
    by, parts, years = _parts(wanted, today=today, late=late, names=places.names)
    return Board(
        wanted=wanted,
        sums=_sums(counts),
        states=_group(counts, "state", ProjectState.values),
        targets=_group(counts, "target", DocumentState.values),
        evaluations=_group(counts, "evaluation", [*DocumentState.values, NOT_GIVEN]),
        grades={**grades, **({NOT_GIVEN: without} if without else {})},
        execution=_group(counts, "execution", [*(band.key for band in EXECUTION_BANDS), NOT_GIVEN]),
        scores=_group(counts, "score", [*(band.key for band in SCORE_BANDS), NOT_GIVEN]),
        late=_group(counts, "late", Late.values),
        monitoring=_group(counts, "monitoring", MonitoringState.values),
        rows={name: counts[f"rows_{name}"] or 0 for name in (*Light.values, "all")},
        rules=_rules(rows),
        by=by,
        parts=parts,
        years=years,
        renewed_at=counts["renewed_at"],
    )


def read_parts(wanted: Wanted, *, today: date, places: Places) -> tuple[str, list[Part], list[Part]]:
    """Return what a board is divided by (department or owner), its parts by money, and the last years, the oldest first."""
    late = late_conditions(today=today, years=places.years)
    return _parts(wanted, today=today, late=late, names=places.names)


def _parts(
    wanted: Wanted, *, today: date, late: Mapping[str, Q], names: Mapping[int, str]
) -> tuple[str, list[Part], list[Part]]:
    last = wanted.year or today.year
    rows = projects_of(replace(wanted, year=None), today=today)
    if wanted.year is not None:
        rows = rows.filter(year__range=(last - YEARS + 1, last))
    grouped = rows.order_by().values("year", "department_id", "owner_id").annotate(**_of_sums(late))
    found: list[dict[str, Any]] = [dict(row) for row in grouped]
    shown = [each for each in found if wanted.year in (None, each["year"])]
    departments = {each["department_id"] for each in shown}
    is_narrow = wanted.department is not None or wanted.unit is not None or len(departments) == 1
    by = "owner" if is_narrow else "department"
    parts = [Part(key, names.get(key, "—"), _sums(_added(own))) for key, own in _grouped(shown, f"{by}_id").items()]
    parts.sort(key=lambda part: (-(part.sums.annual_yuan or Decimal(0)), part.key))
    recent = [each for each in found if last - YEARS < each["year"] <= last]
    years = [Part(year, str(year), _sums(_added(own))) for year, own in sorted(_grouped(recent, "year").items())]
    return by, parts, years


def overview(wanted: Wanted, *, today: date) -> Sums:
    """Return the sums alone."""
    late = late_conditions(today=today)
    return _sums(projects_of(wanted, today=today).order_by().aggregate(**_of_sums(late)))


def _counts(late: Mapping[str, Q]) -> dict[str, Any]:
    """Return every count of a board as conditional aggregates, so that one pass over the projects answers them all."""
    asked: dict[str, Any] = {
        **_of_sums(late),
        "renewed_at": Max("summary__renewed_at"),
        "no_grade": _number(graded(NOT_GIVEN)),
    }
    for state in ProjectState.values:
        asked[f"state_{state}"] = _number(Q(state=state))
    for state in DocumentState.values:
        asked[f"target_{state}"] = _number(Q(target__state=state))
        asked[f"evaluation_{state}"] = _number(Q(evaluation__state=state))
    asked[f"evaluation_{NOT_GIVEN}"] = _number(Q(evaluation=None))
    for key in (*(band.key for band in EXECUTION_BANDS), NOT_GIVEN):
        asked[f"execution_{key}"] = _number(executed(key))
    for key in (*(band.key for band in SCORE_BANDS), NOT_GIVEN):
        asked[f"score_{key}"] = _number(scored(key))
    for kind in Late.values:
        asked[f"late_{kind}"] = _number(late[kind])
    for state in MonitoringState.values:
        asked[f"monitoring_{state}"] = _number(monitored(state))
    for light in Light.values:
        asked[f"rows_{light}"] = Sum(f"summary__{light}_rows")
    asked["rows_all"] = Sum("summary__rows")
    return asked


def _of_sums(late: Mapping[str, Q]) -> dict[str, Any]:
    return {
        "projects": Count("pk"),
        "initial": Sum("summary__initial_yuan"),
        "annual": Sum("summary__annual_yuan"),
        "executed": Sum("summary__executed_yuan"),
        "score": Sum("evaluation__total_score", filter=Q(evaluation__state__in=SUBMITTED)),
        "scored": Count("evaluation__total_score", filter=Q(evaluation__state__in=SUBMITTED)),
        **{f"light_{light}": _number(Q(summary__light=light)) for light in Light.values},
        "late_any": _number(late[ANY]),
        "monitored": _number(monitored(MonitoringState.SENT)),
        "to_monitor": _number(Q(target__approved__isnull=False)),
    }


def _number(condition: Q) -> Count:
    return Count("pk", filter=condition)


def _sums(found: dict[str, Any]) -> Sums:
    lights = {light: found[f"light_{light}"] for light in Light.values}
    lights[NOT_GIVEN] = found["projects"] - sum(lights.values())
    return Sums(
        projects=found["projects"],
        initial_yuan=_cents(found["initial"]),
        annual_yuan=_cents(found["annual"]),
        executed_yuan=_cents(found["executed"]),
        mean_score=_cents(Decimal(str(found["score"])) / found["scored"]) if found["scored"] else None,
        lights=lights,
        late=found["late_any"],
        monitored=found["monitored"],
        to_monitor=found["to_monitor"],
    )


def _cents(number: Any) -> Decimal | None:
    return None if number is None else Decimal(str(number)).quantize(CENT)


def _group(found: dict[str, Any], prefix: str, keys: list[str]) -> dict[str, int]:
    return {key: found[f"{prefix}_{key}"] for key in keys if found[f"{prefix}_{key}"]}


def _grouped(rows: list[dict[str, Any]], name: str) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row[name], []).append(row)
    return found


def _added(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Add rows up, name by name; what none of them states stays unstated."""
    found: dict[str, Any] = {}
    for name in rows[0].keys() - _KEYS:
        known = [row[name] for row in rows if row[name] is not None]
        found[name] = sum(known[1:], known[0]) if known else None
    return found


def _rules(rows: QuerySet[Project]) -> list[tuple[str, str, int, int]]:
    """Return how often each rule speaks and of how many projects, the most frequent first."""
    counts = FindingCount.objects.filter(project__in=rows.order_by().values("pk")).order_by()
    lines = counts.values_list("rule").annotate(Min("severity"), Sum("number"), Count("project", distinct=True))
    return sorted(lines, key=lambda line: (-line[3], line[0]))
