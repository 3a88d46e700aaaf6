"""Which years, departments and units have projects in scope: what a reader can choose from."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import get_language

from servicecloud.performance.enums import ProjectState
from servicecloud.performance.models import Project


@dataclass(frozen=True)
class Places:
    """Years, the newest first; the newest with a project that is under way (else the newest); departments and units by key, by name."""

    years: list[int]
    newest_year: int | None
    departments: dict[int, str]
    units: dict[int, str]

    @property
    def names(self) -> dict[int, str]:
        """The names of all bodies."""
        return {**self.departments, **self.units}


def places_in_scope() -> Places:
    """Return what there is to choose from: one query."""
    is_english = (get_language() or "").startswith("en")
    rows = list(
        Project.objects.order_by()
        .values("year", "department_id", "owner_id")
        .values_list(
            "year",
            *("department_id", "department__name_zh", "department__name_en"),
            *("owner_id", "owner__name_zh", "owner__name_en"),
        )
        .annotate(begun=Count("pk", filter=~Q(state=ProjectState.PREPARING)))
    )
    years = sorted({row[0] for row in rows}, reverse=True)
    begun = max((row[0] for row in rows if row[-1]), default=None)
    departments = {row[1]: row[3] if is_english and row[3] else row[2] for row in rows}
    units = {row[4]: row[6] if is_english and row[6] else row[5] for row in rows}
    return Places(years, begun or next(iter(years), None), _by_name(departments), _by_name(units))


def _by_name(found: dict[int, str]) -> dict[int, str]:
    return dict(sorted(found.items(), key=lambda pair: (pair[1], pair[0])))
