"""Sampling: plan, announce the frame, publish the seed, draw. Each step is taken once and stays."""

from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from plumbline.sampling import FrameRow, digest_of_frame, draw, seed_from_head, write_frame
from servicecloud.activity.services import record_act
from servicecloud.errors import InvalidInputError
from servicecloud.identity.models import Organisation, User
from servicecloud.ledger.models import SealRecord
from servicecloud.oversight import policies, words
from servicecloud.oversight.declarations import risk
from servicecloud.oversight.enums import ExaminationKind, PlanState, SeedKind
from servicecloud.oversight.errors import (
    EmptyFrameError,
    NoHeadYetError,
    OpenAlreadyError,
    SeedNeededError,
    WrongStepError,
)
from servicecloud.oversight.models import DrawnProject, Examination, Frame, FrameProject, SamplingPlan, Seed
from servicecloud.oversight.selectors.frames import candidates, frame_rows, strata_of
from servicecloud.oversight.telling import tell_body
from servicecloud.oversight.values import PlanParameters, read
from servicecloud.performance.models import SelfEvaluation
from servicecloud.performance.values import as_json
from servicecloud.versioning import save_if_current


def usual_parameters() -> PlanParameters:
    """Return what a new plan begins with."""
    money = risk().money_yuan
    return PlanParameters(large_yuan=Decimal(money["large"]), medium_yuan=Decimal(money["medium"]))


@transaction.atomic
def create_plan(*, actor: User, body: Organisation, year: int, title: str) -> SamplingPlan:
    """Set a plan up for the evaluated projects of a year."""
    policies.check_can_oversee(actor, body.pk)
    try:
        with transaction.atomic():
            plan = SamplingPlan.objects.create(
                body=body, year=year, title=title.strip()[:80], parameters=as_json(usual_parameters()), made_by=actor
            )
    except IntegrityError as error:
        raise InvalidInputError({"title": [str(words.TITLE_TAKEN)]}) from error
    record_act(actor=actor, verb="sampling.planned", about=plan, organisation=body.pk)
    return plan


@transaction.atomic
def change_plan(*, actor: User, plan_id: int, expected: int, parameters: PlanParameters) -> SamplingPlan:
    """Change how a plan draws, before it is announced. Raises StaleRecordError when somebody else did meanwhile."""
    plan = _plan(actor, plan_id, PlanState.DRAFT)
    problems = problems_of(parameters)
    if problems:
        raise InvalidInputError(problems)
    save_if_current(plan, expected=expected, changes={"parameters": as_json(parameters)})
    record_act(actor=actor, verb="sampling.changed", about=plan, organisation=plan.body_id)
    return plan


@transaction.atomic
def announce(*, actor: User, plan_id: int, expected: int) -> Frame:
    """Freeze and publish the frame, the strata, how many are drawn of each and where the seed will come from."""
    plan = _plan(actor, plan_id, PlanState.DRAFT)
    if plan.version != expected:
        raise WrongStepError(state=plan.get_state_display())
    parameters = read(plan.parameters, PlanParameters)
    problems = problems_of(parameters, now=timezone.now())
    if problems:
        raise InvalidInputError(problems)
    rows = candidates(plan.body, plan.year, parameters)
    if not rows:
        raise EmptyFrameError(year=plan.year)
    strata = strata_of(rows, parameters)
    published = frame_rows(rows, strata)
    frame = Frame.objects.create(
        plan=plan,
        parameters=plan.parameters,
        strata=as_json([asdict(each) for each in strata]),
        size=len(rows),
        digest=digest_of_frame(write_frame(published), algorithm=parameters.algorithm),
        risk_version=risk().version,
        announced_by=actor,
        announced_at=timezone.now(),
    )
    FrameProject.objects.bulk_create(
        [
            FrameProject(
                frame=frame,
                project=row.project,
                key=line.key,
                unit=line.unit,
                name=line.name,
                budget_yuan=line.budget_yuan,
                risk_points=line.risk_points,
                factors=row.factors,
                stratum=line.stratum,
                quota=line.quota,
            )
            for row, line in zip(rows, published, strict=True)
        ],
        batch_size=1000,
    )
    _move(plan, PlanState.ANNOUNCED, actor=actor, verb="sampling.announced")
    return frame


@transaction.atomic
def publish_seed(*, actor: User, plan_id: int, text: str = "", origin: str = "") -> Seed:
    """Publish the seed: of the ledger's first head after the announced time, or the one that was thrown in public, with its origin."""
    plan = _plan(actor, plan_id, PlanState.ANNOUNCED)
    parameters = read(plan.frame.parameters, PlanParameters)
    made: dict[str, Any] = {"frame": plan.frame, "kind": parameters.seed_kind, "published_by": actor}
    if parameters.seed_kind == SeedKind.LEDGER:
        head = _head_after(parse_datetime(parameters.seed_at))
        made |= {"head_digest": head.digest, "head_count": head.last}
        text = seed_from_head(head.digest, head.last, parameters.seed_text, algorithm=parameters.algorithm)
    elif not text.strip() or not origin.strip():
        raise SeedNeededError
    else:
        made["origin"] = origin.strip()[:300]
    seed = Seed.objects.create(text=text.strip()[:200], published_at=timezone.now(), **made)
    _move(plan, PlanState.SEEDED, actor=actor, verb="sampling.seeded")
    return seed


@transaction.atomic
def draw_sample(*, actor: User, plan_id: int) -> list[DrawnProject]:
    """Draw as frame and seed say, and open a re-check for each project drawn.

    Raises OpenAlreadyError when a project drawn is still being re-checked after an earlier draw: that one is finished first.
    """
    plan = _plan(actor, plan_id, PlanState.SEEDED)
    seed = Seed.objects.select_related("frame").get(frame=plan.frame)
    algorithm = read(plan.frame.parameters, PlanParameters).algorithm
    rows = {row.key: row for row in FrameProject.objects.filter(frame=plan.frame).select_related("project__owner")}
    lines = draw([line_of(row) for row in rows.values()], seed=seed.text, algorithm=algorithm)
    now = timezone.now()
    drawn = [
        DrawnProject.objects.create(
            seed=seed, row=rows[line.row.key], number=line.number, place=line.place, drawn_at=now
        )
        for line in lines
    ]
    _open_rechecks(plan, drawn)
    _move(plan, PlanState.DRAWN, actor=actor, verb="sampling.drawn")
    return drawn


def problems_of(parameters: PlanParameters, *, now: datetime | None = None) -> dict[str, list[str]]:
    """Return what is wrong with parameters, by field; with `now` also whether the seed's time still lies ahead."""
    found: dict[str, list[str]] = {}
    if not parameters.large_yuan > parameters.medium_yuan > 0:
        found["large_yuan"] = [str(words.BANDS_ORDER)]
    if not 1 <= parameters.total <= 500:
        found["total"] = [str(words.TOTAL_RANGE)]
    if not 0 < parameters.percent <= 100:
        found["percent"] = [str(words.PERCENT_RANGE)]
    if not 0 <= parameters.minimum <= 50:
        found["minimum"] = [str(words.MINIMUM_RANGE)]
    if parameters.seed_kind == SeedKind.LEDGER and now is not None:
        at = parse_datetime(parameters.seed_at)
        if at is None or at <= now:
            found["seed_at"] = [str(words.SEED_AT_NEEDED)]
    return found


def line_of(row: FrameProject) -> FrameRow:
    """Return a project of a frame as its published line."""
    return FrameRow(
        key=row.key,
        unit=row.unit,
        name=row.name,
        budget_yuan=row.budget_yuan,
        risk_points=row.risk_points,
        stratum=row.stratum,
        quota=row.quota,
    )


def _open_rechecks(plan: SamplingPlan, drawn: list[DrawnProject]) -> None:
    projects = [each.row.project_id for each in drawn]
    approved = dict(SelfEvaluation.objects.filter(project__in=projects).values_list("project_id", "approved_id"))
    for each in drawn:
        try:
            with transaction.atomic():
                made = Examination.objects.create(
                    project=each.row.project,
                    body_id=plan.body_id,
                    kind=ExaminationKind.RECHECK,
                    of_id=approved[each.row.project_id],
                    drawn=each,
                )
        except IntegrityError as error:
            raise OpenAlreadyError(what=f"{each.row.name} {ExaminationKind.RECHECK.label}") from error
        tell_body(
            plan.body_id,
            "oversight.to_recheck",
            key=f"recheck:{made.pk}",
            url=reverse("office:examination", args=[made.pk]),
            project=str(each.row.project),
        )


def _head_after(at: datetime | None) -> SealRecord:
    """Return the first seal at or after a time."""
    found = None if at is None else SealRecord.objects.filter(sealed_at__gte=at).order_by("number").first()
    if found is None:
        shown = timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else ""
        raise NoHeadYetError(at=shown)
    return found


def _plan(actor: User, plan_id: int, state: PlanState) -> SamplingPlan:
    plan = SamplingPlan.objects.select_for_update(of=("self",)).select_related("body").get(pk=plan_id)
    policies.check_can_oversee(actor, plan.body_id)
    if plan.state != state:
        raise WrongStepError(state=plan.get_state_display())
    return plan


def _move(plan: SamplingPlan, state: PlanState, *, actor: User, verb: str) -> None:
    plan.state = state
    plan.version += 1
    plan.save(update_fields=["state", "version", "updated_at"])
    act = verb
    record_act(actor=actor, verb=act, about=plan, organisation=plan.body_id)
