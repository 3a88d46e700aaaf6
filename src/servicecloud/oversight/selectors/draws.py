"""Draws for everybody: the frame, the seed and what was drawn. What was announced is public, so no scope narrows it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from plumbline.sampling import write_frame
from servicecloud.errors import NotFoundError
from servicecloud.oversight.models import DrawnProject, Frame, FrameProject, Seed
from servicecloud.oversight.services.sampling import line_of
from servicecloud.oversight.values import PlanParameters, read


@dataclass(frozen=True)
class StratumLine:
    """One stratum as it was announced."""

    name: str
    label: str
    size: int
    budget_yuan: Decimal
    quota: int


@dataclass(frozen=True)
class Draw:
    """A draw as far as it has come."""

    frame: Frame
    parameters: PlanParameters
    strata: list[StratumLine]
    seed: Seed | None

    @property
    def seed_time(self) -> datetime | None:
        """From when on the ledger's first head gives the seed."""
        at = parse_datetime(self.parameters.seed_at)
        return None if at is None else timezone.localtime(at)

    @property
    def algorithm(self) -> str:
        """The digest as it is written."""
        return {"sha256": "SHA-256", "sm3": "SM3"}[self.parameters.algorithm]


def public_draws() -> QuerySet[Frame]:
    """Return every announcement, ready to list."""
    return Frame.everywhere.select_related("plan__body", "seed")


def public_draw(plan_id: int) -> Draw:
    """Return one announced draw; what is not announced does not exist: one query."""
    frame = public_draws().filter(plan_id=plan_id).first()
    if frame is None:
        raise NotFoundError
    strata = [
        StratumLine(
            each["name"], stratum_label(each["name"]), each["size"], Decimal(each["budget_yuan"]), each["quota"]
        )
        for each in frame.strata
    ]
    return Draw(frame, read(frame.parameters, PlanParameters), strata, getattr(frame, "seed", None))


def rows_of(frame: Frame) -> QuerySet[FrameProject]:
    """Return the projects of a frame, each with what was drawn."""
    return FrameProject.everywhere.filter(frame=frame).select_related("drawn")


def drawn_of(seed: Seed | None) -> list[DrawnProject]:
    """Return what was drawn, by stratum and place; nothing before the draw."""
    if seed is None:
        return []
    rows = DrawnProject.everywhere.filter(seed=seed).select_related("row")
    return list(rows.order_by("row__stratum", "place"))


def frame_text(frame: Frame) -> str:
    """Return the published file of a frame, byte for byte as its digest was taken."""
    return write_frame(line_of(row) for row in FrameProject.everywhere.filter(frame=frame))


def stratum_label(name: str) -> str:
    """Return a stratum in the active language."""
    money, _separator, band = name.partition("-")
    amounts: dict[str, Any] = {"large": _("大额"), "medium": _("中额"), "small": _("小额")}
    bands: dict[str, Any] = {"high": _("高风险"), "medium": _("中风险"), "low": _("低风险")}
    return f"{amounts.get(money, money)} · {bands.get(band, band)}"
