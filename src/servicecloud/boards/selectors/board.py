"""A board: every figure of the projects in scope by aggregate queries alone, however many projects there are."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from servicecloud.boards.enums import Late, Light, MonitoringState
from servicecloud.boards.models import FindingCount
from servicecloud.boards.selectors.bands import EXECUTION_BANDS, GAP_BANDS, SCORE_BANDS
from servicecloud.boards.selectors.lateness import late_conditions
from servicecloud.boards.selectors.narrowing import Wanted, executed, monitored, projects_of
from servicecloud.boards.selectors.places import Places
from servicecloud.boards.selectors.scores import NOT_GIVEN, apart, fields_of, graded, scored
from servicecloud.boards.selectors.sums import Sums, added, aggregates, number_where, sums_of
from servicecloud.performance.enums import DocumentState, ProjectState
from servicecloud.performance.models import Project

YEARS = 5
MOST_RULES = 12


@dataclass(frozen=True)
class Part:
    """The sums of one body, or of one year."""

    key: int
    name: str
    sums: Sums


@dataclass(frozen=True)
class Board:
    """Everything a board shows. Counts are by key; `rules` are (rule, severity, findings, projects).

    `grades` and `scores` are those that `wanted.by` names; `gaps` counts how far self-evaluations lie above verified scores.
    """

    wanted: Wanted
    sums: Sums
    states: dict[str, int]
    targets: dict[str, int]
    evaluations: dict[str, int]
    grades: dict[str, int]
    execution: dict[str, int]
    scores: dict[str, int]
    gaps: dict[str, int]
    late: dict[str, int]
    monitoring: dict[str, int]
    rows: dict[str, int]
    rules: list[tuple[str, str, int, int]]
    by: str
    parts: list[Part]
    years: list[Part]
    renewed_at: datetime | None = None

    @property
    def last_scored(self) -> Part | None:
        """The latest year before the one shown that has scores, where that one has none yet: what there is to show meanwhile."""
        if self.wanted.year is None or any(mean is not None for mean in self.sums.means.values()):
            return None
        earlier = (part for part in reversed(self.years) if part.key < self.wanted.year)
        return next((part for part in earlier if part.sums.mean_score is not None), None)


def read_board(wanted: Wanted, *, today: date, places: Places) -> Board:
    """Return the board of what is wanted in a few queries. `places` are those in scope."""
    rows = projects_of(wanted, today=today)
    late = late_conditions(today=today, years=places.years)
    counts = rows.order_by().aggregate(**_counts(late, by=wanted.by))
    named = fields_of(wanted.by)
    with_grade = rows.filter(named.there, **{f"{named.grade}__gt": ""}).order_by()
    grades = dict(with_grade.values_list(named.grade).annotate(Count("pk")))
    without = counts["no_grade"]
    by, parts, years = _parts(wanted, today=today, late=late, names=places.names)
    return Board(
        wanted=wanted,
        sums=sums_of(counts),
        states=_group(counts, "state", ProjectState.values),
        targets=_group(counts, "target", DocumentState.values),
        evaluations=_group(counts, "evaluation", [*DocumentState.values, NOT_GIVEN]),
        grades={**grades, **({NOT_GIVEN: without} if without else {})},
        execution=_group(counts, "execution", [*(band.key for band in EXECUTION_BANDS), NOT_GIVEN]),
        scores=_group(counts, "score", [*(band.key for band in SCORE_BANDS), NOT_GIVEN]),
        gaps=_group(counts, "gap", [band.key for band in GAP_BANDS]),
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
    grouped = rows.order_by().values("year", "department_id", "owner_id").annotate(**aggregates(late))
    found: list[dict[str, Any]] = [dict(row) for row in grouped]
    shown = [each for each in found if wanted.year in (None, each["year"])]
    departments = {each["department_id"] for each in shown}
    is_narrow = wanted.department is not None or wanted.unit is not None or len(departments) == 1
    by = "owner" if is_narrow else "department"
    parts = [Part(key, names.get(key, "—"), sums_of(added(own))) for key, own in _grouped(shown, f"{by}_id").items()]
    parts.sort(key=lambda part: (-(part.sums.annual_yuan or Decimal(0)), part.key))
    recent = [each for each in found if last - YEARS < each["year"] <= last]
    years = [Part(year, str(year), sums_of(added(own))) for year, own in sorted(_grouped(recent, "year").items())]
    return by, parts, years


def overview(wanted: Wanted, *, today: date) -> Sums:
    """Return the sums alone."""
    late = late_conditions(today=today)
    return sums_of(projects_of(wanted, today=today).order_by().aggregate(**aggregates(late)))


def _counts(late: Mapping[str, Q], *, by: str) -> dict[str, Any]:
    """Return every count of a board as conditional aggregates, so that one pass over the projects answers them all."""
    asked: dict[str, Any] = {
        **aggregates(late),
        "renewed_at": Max("summary__renewed_at"),
        "no_grade": number_where(graded(NOT_GIVEN, by)),
    }
    for state in ProjectState.values:
        asked[f"state_{state}"] = number_where(Q(state=state))
    for state in DocumentState.values:
        asked[f"target_{state}"] = number_where(Q(target__state=state))
        asked[f"evaluation_{state}"] = number_where(Q(evaluation__state=state))
    asked[f"evaluation_{NOT_GIVEN}"] = number_where(Q(evaluation=None))
    for key in (*(band.key for band in EXECUTION_BANDS), NOT_GIVEN):
        asked[f"execution_{key}"] = number_where(executed(key))
    for key in (*(band.key for band in SCORE_BANDS), NOT_GIVEN):
        asked[f"score_{key}"] = number_where(scored(key, by))
    for band in GAP_BANDS:
        asked[f"gap_{band.key}"] = number_where(apart(band.key))
    for kind in Late.values:
        asked[f"late_{kind}"] = number_where(late[kind])
    for state in MonitoringState.values:
        asked[f"monitoring_{state}"] = number_where(monitored(state))
    for light in Light.values:
        asked[f"rows_{light}"] = Sum(f"summary__{light}_rows")
    asked["rows_all"] = Sum("summary__rows")
    return asked


def _group(found: dict[str, Any], prefix: str, keys: list[str]) -> dict[str, int]:
    return {key: found[f"{prefix}_{key}"] for key in keys if found[f"{prefix}_{key}"]}


def _grouped(rows: list[dict[str, Any]], name: str) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row[name], []).append(row)
    return found


def _rules(rows: QuerySet[Project]) -> list[tuple[str, str, int, int]]:
    """Return how often each rule speaks and of how many projects, the most frequent first."""
    counts = FindingCount.objects.filter(project__in=rows.order_by().values("pk")).order_by()
    lines = counts.values_list("rule").annotate(Min("severity"), Sum("number"), Count("project", distinct=True))
    return sorted(lines, key=lambda line: (-line[3], line[0]))
