"""Who gets what at the addresses of the boards; `access.py` takes these rows into its table."""

from typing import Any

from tests.servicecloud.performance import making

from servicecloud.boards.models import TrackedIndicator
from servicecloud.boards.services.renewing import renew
from servicecloud.identity.standing import scope_of_everything


def _summed(town: Any) -> dict[str, Any]:
    project = making.approved(making.house_of_town(town))
    with scope_of_everything():
        renew([project.pk])
    return {"pk": project.pk}


def _counted(town: Any) -> dict[str, Any]:
    found = _summed(town)
    with scope_of_everything():
        return found | {"key": TrackedIndicator.objects.get(project_id=found["pk"], position=0).key}


def _choice(town: Any) -> dict[str, Any]:
    return {"organisation": town.organisations["department"].pk, "first_year": 2024, "rules": "double"}


def board_rows(row: Any, *, only: Any, office: tuple[str, ...]) -> dict[str, Any]:
    """Return the rows of the boards' addresses."""
    reads = only(200, *office)

    def listed(**more: Any) -> Any:
        return lambda town: {**more} if _summed(town) else {}

    return {
        "office:board": row(get=reads, fill=listed()),
        "office:board_wall": row(get=reads, fill=listed()),
        "office:board_file": row(get=reads, fill=listed(kind="csv")),
        "office:renew_boards": row(post=only(302, *office), fill=listed()),
        "office:board_projects": row(get=reads, fill=listed()),
        "office:board_projects_file": row(get=reads, fill=listed(kind="csv")),
        "office:project_board": row(get=reads, fill=_summed),
        "office:tracked_number": row(get=reads, fill=_counted),
        "office:tracking": row(get=reads, fill=listed()),
        "office:tracking_file": row(get=reads, fill=listed(kind="xlsx")),
        "office:monitorings": row(get=reads, fill=listed()),
        "office:monitorings_file": row(get=reads, fill=listed(kind="csv")),
        "office:light_choices": row(get=reads, post=only(302, "department", bureau=200), data=_choice),
    }
