"""Who gets what at the addresses of oversight; `access.py` takes these rows into its table."""

import dataclasses
from collections.abc import Callable
from typing import Any

from tests.servicecloud.oversight import making as own
from tests.servicecloud.performance import making

from servicecloud.identity.standing import scope_of_everything
from servicecloud.oversight.models import Evaluation, Examination, SamplingPlan
from servicecloud.oversight.services.objections import accept_result

Make = Callable[..., Any]


def _fill(make: Make) -> Callable[[Any], dict[str, Any]]:
    """Make a thing in the town; the department's own reviewer is whoever oversees."""
    return lambda town: {"pk": make(own.build_bench(making.house_of_town(town))).pk}


def _project(make: Callable[[making.House], Any]) -> Callable[[Any], dict[str, Any]]:
    return lambda town: {"pk": make(making.house_of_town(town)).pk}


def _plan(make: Callable[..., SamplingPlan], **values: Any) -> Make:
    def made(bench: own.Bench) -> SamplingPlan:
        making.evaluated(bench.house)
        return make(bench, **values)

    return made


def _by_bureau(make: Callable[..., Examination]) -> Make:
    """Of a re-check by the bureau, whose second reviewer examined it: the town's own decides and works."""
    return lambda bench: make(bench, examination=own.a_recheck(bench, by_bureau=True), actor=bench.decider)


def _by_checker(make: Make) -> Make:
    """Of what the second reviewer of the department wrote: the town's own confirms."""

    def made(bench: own.Bench) -> Any:
        swapped = own.Bench(
            dataclasses.replace(bench.house, reviewer=bench.checker), bench.house.reviewer, bench.decider
        )
        return make(swapped, making.evaluated(bench.house))

    return made


def _with_everything(bench: own.Bench) -> Any:
    made = own.sent(bench)
    own.asked(bench, made.project)
    own.required(bench, made.project)
    return made.project


def _verified(bench: own.Bench) -> Any:
    project = making.disclosed(bench.house)
    made = own.sent(bench, own.drawn(bench))
    with scope_of_everything():
        accept_result(actor=bench.house.officer, examination_id=made.pk)
    return project


def _version_of(model: Any) -> Callable[[Any], dict[str, Any]]:
    return lambda _town: {"version": model.everywhere.latest("pk").version}


def oversight_rows(row: Any, *, only: Any, everybody: Any, office: tuple[str, ...]) -> dict[str, Any]:
    """Return the rows of oversight's addresses."""
    reads = only(200, *office)
    oversees = only(302, "department", "bureau")
    department, bureau, unit = only(302, "department"), only(302, "bureau"), only(302, "project")
    above = only(404, "project", "head") | dict.fromkeys(
        ("department", "bureau", "operator", "desk", "editor", "security", "auditor"), 200
    )
    return {
        "office:oversight": row(get=reads),
        "office:sampling_plans": row(get=reads),
        "office:add_sampling_plan": row(get=only(200, "department", "bureau"), post=only(200, "department", "bureau")),
        "office:sampling_plan": row(
            get=above | {"anonymous": 302},
            post=above | {"anonymous": 302, "department": 200} | _FORBIDDEN,
            fill=_fill(_plan(own.plan)),
        ),
        "office:announce_plan": row(
            post=department | {"bureau": 403}, fill=_fill(_plan(own.plan)), data=_version_of(SamplingPlan)
        ),
        "office:seed_plan": row(
            post=department, fill=_fill(_plan(own.announced)), data=lambda _town: {"text": "7", "origin": "掷骰"}
        ),
        "office:draw_plan": row(post=department, fill=_fill(_plan(own.seeded))),
        "office:examinations": row(get=reads),
        "office:examination": row(
            get=reads, post=only(403, others=403), fill=_fill(own.sent), data=_version_of(Examination)
        ),
        "office:accept_result": row(post=unit, fill=_fill(own.sent)),
        "office:object_to_result": row(post=unit, fill=_fill(own.sent), data=lambda _town: {"statement": "有异议"}),
        "office:objection_files": row(post=unit, fill=_fill(own.sent)),
        "office:decide_objection": row(
            post=bureau, fill=_fill(_by_bureau(own.objected)), data=lambda _town: {"grounds": "维持"}
        ),
        "office:verify_project": row(post=department, fill=_project(making.evaluated)),
        "office:evaluations": row(get=reads),
        "office:evaluation": row(get=reads, post=department, fill=_fill(own.asked), data=_version_of(Evaluation)),
        "office:evaluation_sheet": row(get=reads, fill=_fill(own.asked)),
        "office:evaluation_report_file": row(get=reads, fill=lambda town: {**_fill(own.asked)(town), "kind": "docx"}),
        "office:reply_to_evaluation": row(post=unit, fill=_fill(own.asked), data=lambda _town: {"text": "没有意见"}),
        "office:submit_evaluation": row(post=department, fill=_fill(own.replied), data=_version_of(Evaluation)),
        "office:confirm_evaluation": row(post=department, fill=_fill(_by_checker(own.submitted))),
        "office:return_evaluation": row(
            post=department, fill=_fill(_by_checker(own.submitted)), data=lambda _town: {"text": "请补充依据"}
        ),
        "office:take_back_evaluation": row(post=department, fill=_fill(own.submitted)),
        "office:confirm_review": row(post=department, fill=_fill(_by_checker(own.submitted_review))),
        "office:return_review": row(
            post=department, fill=_fill(_by_checker(own.submitted_review)), data=lambda _town: {"text": "请补充依据"}
        ),
        "office:take_back_review": row(post=department, fill=_fill(own.submitted_review)),
        "office:evaluate_project": row(post=oversees, fill=_project(making.evaluated)),
        "office:project_oversight": row(get=reads, fill=_fill(_with_everything)),
        "office:rectifications": row(get=reads),
        "office:rectification": row(get=reads, fill=_fill(own.required)),
        "office:answer_rectification": row(post=unit, fill=_fill(own.required), data=lambda _town: {"text": "已整改"}),
        "office:rectification_files": row(post=unit, fill=_fill(own.required)),
        "office:accept_rectification": row(post=department, fill=_fill(own.answered)),
        "office:return_rectification": row(
            post=department, fill=_fill(own.answered), data=lambda _town: {"text": "请补充"}
        ),
        "office:require_rectification": row(
            get=only(200, "department", "bureau"),
            post=only(200, "department", "bureau"),
            fill=_project(making.approved),
        ),
        "office:budget_advice": row(get=reads),
        "office:budget_advice_csv": row(get=reads),
        "office:decide_advice": row(
            post=bureau, fill=_project(making.evaluated), data=lambda _town: {"decided": "keep", "grounds": "支持"}
        ),
        "office:score_gaps": row(get=reads),
        "portal:verified_scores": row(get=everybody(), fill=_fill(_verified)),
        "portal:draws": row(get=everybody()),
        "portal:draw": row(get=everybody(), fill=_fill(_plan(own.seeded))),
        "portal:draw_frame": row(get=everybody(), fill=_fill(_plan(own.announced))),
    }


_FORBIDDEN = dict.fromkeys(("bureau", "operator", "desk", "editor", "security", "auditor"), 403)
