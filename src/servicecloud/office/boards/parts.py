"""What a board says of scores and of each body it is divided by; every figure with the address of what it counts."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from servicecloud.boards.enums import Light, MonitoringState, ScoreKind
from servicecloud.boards.selectors.board import Board, Part
from servicecloud.boards.selectors.scores import GIVEN
from servicecloud.boards.selectors.sums import Sums
from servicecloud.office.boards.charts import in_wan, list_url, part_url

TAGS = {"red": "tag-bad", "yellow": "tag-warn", "green": "tag-good", "blue": "tag-accent"}
SORTS = {ScoreKind.CLAIMED: "score", ScoreKind.COMPUTED: "computed", ScoreKind.VERIFIED: "verified"}

Line = tuple[str, Decimal | None, str, int]
"""A label, a mean, where a click on it leads, and of how many projects it is the mean."""


@dataclass(frozen=True)
class PartLine:
    """One body in the table of a board. `lights` are (tag, label, projects, address)."""

    part: Part
    url: str
    projects_url: str
    late_url: str
    monitoring_url: str
    annual: Decimal | None
    lights: list[tuple[str, str, int, str]]
    scores: list[Line]
    gap: Line


def part_line(board: Board, part: Part) -> PartLine:
    """Return a body with its figures."""
    own: dict[str, Any] = {"unit" if board.by == "owner" else "department": part.key}
    sent = board.wanted.query(**own, by="", monitoring=MonitoringState.SENT.value)
    return PartLine(
        part=part,
        url=part_url(board, part),
        projects_url=list_url(board, **own),
        late_url=list_url(board, late="any", **own),
        monitoring_url=f"{reverse('office:monitorings')}?{sent}",
        annual=in_wan(part.sums.annual_yuan),
        lights=[
            (TAGS[key], str(label), part.sums.lights[key], list_url(board, light=key, **own))
            for key, label in Light.choices
            if part.sums.lights[key]
        ],
        scores=score_lines(board, part.sums, **own),
        gap=gap_line(board, part.sums, **own),
    )


def score_lines(board: Board, sums: Sums, **own: Any) -> list[Line]:
    """Return the mean of each kind of score."""
    return [
        (
            str(label),
            sums.means[kind],
            f"{list_url(board, score=GIVEN, by=kind, **own)}&sort=-{SORTS[ScoreKind(kind)]}",
            sums.scored[kind],
        )
        for kind, label in ScoreKind.choices
    ]


def gap_line(board: Board, sums: Sums, **own: Any) -> Line:
    """Return by how much claims lie above verified scores, on the average of those that have both."""
    return str(_("自评高于核定")), sums.mean_gap, f"{list_url(board, gap=GIVEN, **own)}&sort=-gap", sums.compared


def score_kinds(request: HttpRequest, board: Board) -> list[tuple[str, str, bool]]:
    """Return whose grades and scores can be shown, each with the address of the same board and whether it is shown now."""
    found = []
    for kind, label in ScoreKind.choices:
        asked = request.GET.copy()
        asked["by"] = kind
        found.append((str(label), f"?{asked.urlencode()}", kind == (board.wanted.by or ScoreKind.CLAIMED)))
    return found
