"""What a group of projects comes to: the aggregates asked of the database, and what they say."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum

from servicecloud.boards.enums import Light, MonitoringState, ScoreKind
from servicecloud.boards.selectors.lateness import ANY
from servicecloud.boards.selectors.narrowing import monitored
from servicecloud.boards.selectors.scores import NOT_GIVEN, SCORES

CENT = Decimal("0.01")
_KEYS = {"year", "department_id", "owner_id"}


@dataclass(frozen=True)
class Sums:
    """How many projects, their money in 元 (None where nothing is known), their mean scores, lights, what is late.

    `means` and `scored` are by kind of score: its mean, and of how many projects. `mean_gap` is by how much self-evaluations lie above
    verified scores, of the `compared` that have both.
    """

    projects: int
    initial_yuan: Decimal | None
    annual_yuan: Decimal | None
    executed_yuan: Decimal | None
    means: dict[str, Decimal | None]
    scored: dict[str, int]
    mean_gap: Decimal | None
    compared: int
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

    @property
    def mean_score(self) -> Decimal | None:
        """The mean of what was claimed."""
        return self.means[ScoreKind.CLAIMED]


def aggregates(late: Mapping[str, Q]) -> dict[str, Any]:
    """Return what is asked of a group of projects."""
    asked: dict[str, Any] = {}
    for kind, where in SCORES.items():
        asked[f"sum_{kind}"] = Sum(where.score, filter=where.there) if where.there else Sum(where.score)
        asked[f"with_{kind}"] = Count(where.score, filter=where.there) if where.there else Count(where.score)
    return {
        **asked,
        "projects": Count("pk"),
        "initial": Sum("summary__initial_yuan"),
        "annual": Sum("summary__annual_yuan"),
        "executed": Sum("summary__executed_yuan"),
        "gap_sum": Sum("summary__score_gap"),
        "gap_of": Count("summary__score_gap"),
        **{f"light_{light}": number_where(Q(summary__light=light)) for light in Light.values},
        "late_any": number_where(late[ANY]),
        "monitored": number_where(monitored(MonitoringState.SENT)),
        "to_monitor": number_where(Q(target__approved__isnull=False)),
    }


def number_where(condition: Q) -> Count:
    """Count the projects that satisfy a condition."""
    return Count("pk", filter=condition)


def sums_of(found: Mapping[str, Any]) -> Sums:
    """Return what the aggregates of a group say."""
    lights = {light: found[f"light_{light}"] for light in Light.values}
    lights[NOT_GIVEN] = found["projects"] - sum(lights.values())
    return Sums(
        projects=found["projects"],
        initial_yuan=_cents(found["initial"]),
        annual_yuan=_cents(found["annual"]),
        executed_yuan=_cents(found["executed"]),
        means={kind: _mean(found[f"sum_{kind}"], found[f"with_{kind}"]) for kind in ScoreKind.values},
        scored={kind: found[f"with_{kind}"] for kind in ScoreKind.values},
        mean_gap=_mean(found["gap_sum"], found["gap_of"]),
        compared=found["gap_of"],
        lights=lights,
        late=found["late_any"],
        monitored=found["monitored"],
        to_monitor=found["to_monitor"],
    )


def added(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Add rows up, name by name; what none of them states stays unstated."""
    found: dict[str, Any] = {}
    for name in rows[0].keys() - _KEYS:
        known = [row[name] for row in rows if row[name] is not None]
        found[name] = sum(known[1:], known[0]) if known else None
    return found


def _mean(total: Any, number: int) -> Decimal | None:
    return _cents(Decimal(str(total)) / number) if number else None


def _cents(number: Any) -> Decimal | None:
    return None if number is None else Decimal(str(number)).quantize(CENT)
