"""Drawn, examined, objected, evaluated and rectified projects for the tests of oversight."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import msgspec
from tests.servicecloud.factories import MembershipFactory
from tests.servicecloud.performance import making
from tests.servicecloud.performance.making import House, build_house

from servicecloud.identity.enums import Role
from servicecloud.identity.models import User
from servicecloud.identity.standing import scope_of_everything
from servicecloud.oversight.declarations import framework
from servicecloud.oversight.models import Evaluation, Examination, Rectification, SamplingPlan
from servicecloud.oversight.services import confirming, evaluating, examining, objections, rectifying, sampling
from servicecloud.oversight.values import PlanParameters, read
from servicecloud.performance.models import Project


@dataclass
class Bench:
    """A house, and in each body a second reviewer who approved nothing."""

    house: House
    checker: User
    decider: User


def build_bench(house: House | None = None) -> Bench:
    """Make the house and the second reviewers."""
    house = house or build_house()

    def person(name: str, organisation: Any, role: Role) -> User:
        return MembershipFactory(user__username=name, organisation=organisation, role=role).user

    return Bench(
        house,
        person("the-checker", house.department, Role.DEPARTMENT_REVIEWER),
        person("the-decider", house.bureau, Role.FINANCE_REVIEWER),
    )


def plan(bench: Bench, *, by_bureau: bool = False, **changes: Any) -> SamplingPlan:
    """A plan with an entered seed that draws two."""
    actor, body = (
        (bench.house.finance, bench.house.bureau) if by_bureau else (bench.house.reviewer, bench.house.department)
    )
    year = Project.everywhere.latest("pk").year
    with scope_of_everything():
        made = sampling.create_plan(actor=actor, body=body, year=year, title="自评抽查")
        values = {"seed_kind": "entered", "total": 2} | changes
        parameters = msgspec.structs.replace(read(made.parameters, PlanParameters), **values)
        return sampling.change_plan(actor=actor, plan_id=made.pk, expected=made.version, parameters=parameters)


def announced(bench: Bench, **values: Any) -> SamplingPlan:
    """A plan whose frame is public."""
    made = plan(bench, **values)
    with scope_of_everything():
        sampling.announce(actor=made.made_by, plan_id=made.pk, expected=made.version)
    return SamplingPlan.everywhere.get(pk=made.pk)


def seeded(bench: Bench, **values: Any) -> SamplingPlan:
    """A plan whose seed is public."""
    made = announced(bench, **values)
    with scope_of_everything():
        sampling.publish_seed(actor=made.made_by, plan_id=made.pk, text="3 1 4 1 5", origin="局会议室当众掷骰")
    return SamplingPlan.everywhere.get(pk=made.pk)


def drawn(bench: Bench, **values: Any) -> Examination:
    """A re-check that a draw opened."""
    made = seeded(bench, **values)
    with scope_of_everything():
        sampling.draw_sample(actor=made.made_by, plan_id=made.pk)
    return Examination.everywhere.earliest("pk")


def a_recheck(bench: Bench, **values: Any) -> Examination:
    """A drawn re-check of a fresh project."""
    making.evaluated(bench.house)
    return drawn(bench, **values)


def found(examination: Examination, **changes: Any) -> dict[str, Any]:
    """What was found at the rows of an examination, by their number."""
    keys = keys_of(examination)
    return {keys[int(name.removeprefix("row"))]: given for name, given in changes.items()}


def keys_of(examination: Examination) -> list[str]:
    from servicecloud.oversight.selectors.examined import examined_version

    return list(examined_version(examination.of).keys)


NO_EVIDENCE = {"deductions": [{"code": "K-01"}], "comment": "问卷原件未提供"}


def examined(bench: Bench, examination: Examination | None = None, *, actor: User | None = None) -> Examination:
    """A re-check in which the third row has no evidence."""
    examination = examination or a_recheck(bench)
    with scope_of_everything():
        return examining.save_examination(
            actor=actor or bench.checker,
            examination_id=examination.pk,
            expected=Examination.everywhere.get(pk=examination.pk).version,
            rows=found(examination, row2=NO_EVIDENCE),
            comment="抽查了三项指标。",
        )


def sent(bench: Bench, examination: Examination | None = None, *, actor: User | None = None) -> Examination:
    """A re-check whose result is with the unit."""
    saved = examined(bench, examination, actor=actor)
    with scope_of_everything():
        examining.send_result(actor=actor or bench.checker, examination_id=saved.pk, expected=saved.version)
    return Examination.everywhere.get(pk=saved.pk)


def objected(bench: Bench, **values: Any) -> Examination:
    """A re-check the unit objects to."""
    made = sent(bench, **values)
    with scope_of_everything():
        objections.object_to(
            actor=bench.house.officer,
            examination_id=made.pk,
            statement="问卷原件在档案室，现补交。",
            rows={keys_of(made)[2]: "问卷30份，已补交。"},
        )
    return Examination.everywhere.get(pk=made.pk)


def verified(bench: Bench, made: Examination) -> Examination:
    """A department's verification that the reviewer submitted and the checker confirmed."""
    with scope_of_everything():
        version = Examination.everywhere.get(pk=made.pk).version
        confirming.submit(actor=bench.house.reviewer, of=Examination, pk=made.pk, expected=version)
        return confirming.confirm(actor=bench.checker, of=Examination, pk=made.pk)


def full_marks() -> dict[str, dict[str, str]]:
    """Scores for every item of the framework, one point below full at the first."""
    items = {item.code: {"weight": str(item.weight), "score": str(item.weight)} for item in framework().items}
    items["A11"] |= {"score": "2", "basis": "立项依据未更新"}
    return items


TEXTS = {section.code: f"{section.title}。" for section in framework().outline}


def evaluation(bench: Bench, project: Project | None = None) -> Evaluation:
    """An evaluation by the department that can be sent."""
    project = project or making.evaluated(bench.house)
    with scope_of_everything():
        made = evaluating.begin_evaluation(actor=bench.house.reviewer, project=project)
        return evaluating.save_evaluation(
            actor=bench.house.reviewer,
            evaluation_id=made.pk,
            expected=made.version,
            items=full_marks(),
            texts=TEXTS,
        )


def asked(bench: Bench, project: Project | None = None) -> Evaluation:
    """An evaluation the unit is asked about."""
    made = evaluation(bench, project)
    with scope_of_everything():
        return evaluating.send_for_view(actor=bench.house.reviewer, evaluation_id=made.pk, expected=made.version)


def replied(bench: Bench, project: Project | None = None) -> Evaluation:
    """An evaluation to which the unit said its view."""
    made = asked(bench, project)
    with scope_of_everything():
        evaluating.reply(actor=bench.house.officer, evaluation_id=made.pk, text="没有意见。")
    return made


def submitted(bench: Bench, project: Project | None = None) -> Evaluation:
    """A report that waits for the confirmation of somebody who did not write it."""
    made = replied(bench, project)
    with scope_of_everything():
        return confirming.submit(actor=bench.house.reviewer, of=Evaluation, pk=made.pk, expected=made.version)


def submitted_review(bench: Bench, project: Project | None = None) -> Examination:
    """A department's verification that waits for its confirmation."""
    with scope_of_everything():
        made = examining.begin_review(
            actor=bench.house.reviewer, project_id=(project or making.evaluated(bench.house)).pk
        )
        return confirming.submit(actor=bench.house.reviewer, of=Examination, pk=made.pk, expected=made.version)


def required(bench: Bench, project: Project | None = None, **values: Any) -> Rectification:
    """A rectification the department requires."""
    project = project or making.approved(bench.house)
    with scope_of_everything():
        return rectifying.require(
            actor=bench.house.reviewer,
            project=project,
            **({"what": "补齐满意度问卷", "requirement": "补充问卷原件并说明样本。", "days": 10} | values),
        )


def answered(bench: Bench, **values: Any) -> Rectification:
    """A rectification the unit has answered."""
    made = required(bench, **values)
    with scope_of_everything():
        return rectifying.answer(actor=bench.house.officer, rectification_id=made.pk, text="已补齐30份问卷。")


ONE = Decimal(1)
