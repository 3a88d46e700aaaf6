"""Who gets what at the addresses of the performance cycle; `access.py` takes these rows into its table."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from tests.servicecloud.factories import MembershipFactory
from tests.servicecloud.indicators.making import a_template
from tests.servicecloud.performance import making

from plumbline.reference.four_attributes import four_attributes
from servicecloud.identity.enums import OrganisationKind, Role
from servicecloud.identity.models import Organisation, Placement
from servicecloud.identity.standing import scope_of_everything
from servicecloud.indicators.models import TargetTemplate
from servicecloud.performance.models import (
    AttributeReview,
    FlowSetting,
    Monitoring,
    Project,
    SelfEvaluation,
    TargetTable,
)
from servicecloud.performance.services.attributes import Opinion, review_attributes
from servicecloud.performance.services.bulk import Chosen, approve_many
from servicecloud.performance.services.corrections import begin_correction
from servicecloud.performance.services.monitoring import build_monitoring
from servicecloud.performance.services.packs import ask_for_pack, build_pack
from servicecloud.performance.services.targets import begin_adjustment

Make = Callable[[making.House], Project]


def _fill(make: Make, **more: Any) -> Callable[[Any], dict[str, Any]]:
    return lambda town: {"pk": make(making.house_of_town(town)).pk, **more}


def _at_department(house: making.House) -> Project:
    return making.passed(house, making.submitted(house), house.head)


def _row_key(town: Any) -> dict[str, Any]:
    project = making.declared(making.house_of_town(town))
    return {"pk": project.pk, "key": making.content_of(project).rows[0].key}


def _table(_town: Any) -> dict[str, Any]:
    return {"version": TargetTable.everywhere.get().version, "comment": "请补充说明"}


def _evaluation(_town: Any) -> dict[str, Any]:
    return {"version": SelfEvaluation.everywhere.get().version}


def _of_last_year(house: making.House) -> Project:
    return making.approved(house, year=making.last_year())


def _adjusting(house: making.House) -> Project:
    project = making.approved(house)
    with scope_of_everything():
        version = making.table_of(project).version
        begin_adjustment(actor=house.officer, project_id=project.pk, expected=version, reason="预算核减")
    return project


def _monitored(house: making.House) -> Project:
    project = making.approved(house)
    with scope_of_everything():
        build_monitoring(actor=house.officer, project_id=project.pk, end_month=1)
    return project


def _monitoring(_town: Any) -> dict[str, Any]:
    return {"version": Monitoring.everywhere.get().version}


def _administered(town: Any) -> dict[str, Any]:
    house = making.house_of_town(town)
    MembershipFactory(user=house.reviewer, organisation=house.department, role=Role.ADMIN)
    return {"pk": house.department.pk}


def _flow(_town: Any) -> dict[str, Any]:
    return {"act": "flow", "document": "target", "version": "0", "steps": ["department"]}


def _judging(house: making.House) -> Project:
    with scope_of_everything():
        FlowSetting.objects.create(
            department=house.department,
            document="target",
            steps=["unit", "department"],
            attribute_steps=["department"],
        )
    return _at_department(house)


def _opinion(_town: Any) -> dict[str, Any]:
    marks = {f"mark-{item.key}": "poor" for item in four_attributes().items}
    remarks = {f"remark-{item.key}": "不足" for item in four_attributes().items}
    version = TargetTable.everywhere.get().version
    return {**marks, **remarks, "result": "poor", "opinion": "不足", "method": "grades", "version": version}


def _judged(house: making.House) -> Project:
    project = _judging(house)
    keys = [item.key for item in four_attributes().items]
    opinion = Opinion("grades", dict.fromkeys(keys, "poor"), dict.fromkeys(keys, "不足"), result="poor", text="不足")
    with scope_of_everything():
        version = making.table_of(project).version
        review_attributes(actor=house.reviewer, project_id=project.pk, expected=version, opinion=opinion)
    return project


def _bulk(town: Any) -> dict[str, Any]:
    house = making.house_of_town(town)
    project = _at_department(house)
    with scope_of_everything():
        chosen = Chosen("target", project.pk, making.table_of(project).version)
        return {"pk": approve_many(actor=house.reviewer, chosen=[chosen]).pk}


def _movable(town: Any) -> dict[str, Any]:
    house = making.house_of_town(town)
    other = making.OrganisationFactory(kind=OrganisationKind.DEPARTMENT, name_zh="另一主管部门")
    Placement.everywhere.create(organisation=other, parent=house.bureau, valid_from=date(2020, 1, 1))
    return {"pk": making.a_project(house).pk}


def _move(_town: Any) -> dict[str, Any]:
    department = Organisation.everywhere.get(name_zh="另一主管部门")
    return {"department": department.pk, "effective_on": timezone.localdate(), "reason": "职能调整", "version": 1}


def _mergeable(town: Any) -> dict[str, Any]:
    house = making.house_of_town(town)
    making.a_project(house)
    other = making.OrganisationFactory(kind=OrganisationKind.UNIT, name_zh="另一单位")
    Placement.everywhere.create(organisation=other, parent=house.department, valid_from=date(2020, 1, 1))
    return {"pk": house.unit.pk}


def _merge(_town: Any) -> dict[str, Any]:
    successor = Organisation.everywhere.get(name_zh="另一单位")
    return {"successor": successor.pk, "on": timezone.localdate() + timedelta(days=1), "reason": "机构改革"}


def _printed(town: Any) -> dict[str, Any]:
    project = _judged(making.house_of_town(town))
    return {"pk": project.pk, "review": AttributeReview.everywhere.get().pk, "kind": "docx"}


def _correcting(house: making.House) -> Project:
    project = making.disclosed(house)
    with scope_of_everything():
        version = making.evaluation_of(project).version
        begin_correction(actor=house.officer, project_id=project.pk, expected=version, reason="数字有误")
    return project


def _packed(house: making.House) -> Project:
    project = making.evaluated(house)
    with scope_of_everything():
        build_pack(
            pack_id=ask_for_pack(actor=house.officer, project_id=project.pk, address="http://testserver/proof/").pk
        )
    return project


def _evaluated_row(town: Any) -> dict[str, Any]:
    project = making.built(making.house_of_town(town))
    return {"pk": project.pk, "key": making.target_of(project).rows[1].key}


def _with_file(town: Any) -> dict[str, Any]:
    house = making.house_of_town(town)
    project = making.built(house)
    file = making.attach(house, project, row=1)
    return {"pk": project.pk, "key": making.target_of(project).rows[1].key, "file": file.pk}


def _department(town: Any) -> dict[str, Any]:
    return {"pk": making.disclosed(making.house_of_town(town)).department_id}


def _after_a_year(town: Any) -> dict[str, Any]:
    house = making.house_of_town(town)
    year = making.a_project(house).year
    making.approved(house, year=year - 1)
    return {"pk": Project.everywhere.get(year=year).pk}


def _table_of_this_year(_town: Any) -> dict[str, Any]:
    return {"version": TargetTable.everywhere.latest("project__year").version, "source": ""}


def _with_template(town: Any) -> dict[str, Any]:
    house = making.house_of_town(town)
    a_template(house.unit, house.officer)
    return {"pk": making.a_project(house).pk}


def _template(_town: Any) -> dict[str, Any]:
    return {"version": TargetTable.everywhere.get().version, "template": TargetTemplate.everywhere.get().pk}


def _payment_file(town: Any) -> dict[str, Any]:
    house = making.house_of_town(town)
    return {"pk": making.a_payment_file(house, making.a_project(house)).pk}


def performance_rows(row: Any, *, only: Any, everybody: Any, office: tuple[str, ...]) -> dict[str, Any]:
    """Return the rows of the cycle's addresses."""
    reads, own, sent = only(200, *office), only(200, "project"), only(302, "project")
    project, declared, built = _fill(making.a_project), _fill(making.declared), _fill(making.built)
    public = _fill(making.disclosed)
    return {
        "office:projects": row(get=reads, fill=lambda town: project(town) and {}),
        "office:add_project": row(get=own, post=own),
        "office:project": row(get=reads, fill=built),
        "office:change_project": row(get=own, post=own, fill=project),
        "office:project_money": row(get=reads, post=own, fill=_fill(making.approved)),
        "office:import_payments": row(post=own, fill=project),
        "office:payments": row(get=reads, fill=_fill(making.approved)),
        "office:payments_csv": row(get=reads, fill=_fill(making.approved)),
        "office:import_units_payments": row(get=own, post=own),
        "office:payment_file": row(get=reads, fill=_payment_file),
        "office:undo_payment_file": row(post=sent, fill=_payment_file),
        "office:target": row(get=reads, fill=_fill(_at_department)),
        "office:edit_target": row(get=own, post=sent, fill=declared, data=_table),
        "office:adjust_target": row(
            post=sent, fill=_fill(making.approved), data=lambda town: _table(town) | {"reason": "预算核减"}
        ),
        "office:keep_target": row(post=sent, fill=_fill(_adjusting), data=_table),
        "office:review_settings_bodies": row(get=only(200, *office, department=302)),
        "office:review_settings": row(
            get=only(200, *office, project=404, head=404),
            post=only(403, department=302, project=404, head=404),
            fill=_administered,
            data=_flow,
        ),
        "office:attributes": row(
            get=only(200, "department"), post=only(302, "department"), fill=_fill(_judging), data=_opinion
        ),
        "office:attribute_file": row(get=reads, fill=_printed),
        "office:reopen_target": row(
            post=only(302, "department"), fill=_fill(_judged), data=lambda town: _table(town) | {"reason": "有新依据"}
        ),
        "office:reviews_waiting": row(get=only(200, "department", "bureau")),
        "office:bulk_approve": row(post=only(302, "department", "bureau"), fill=lambda town: project(town) and {}),
        "office:bulk_outcome": row(get=only(404, others=403, department=200, bureau=404), fill=_bulk),
        "office:late": row(get=reads, fill=lambda town: project(town) and {}),
        "office:late_csv": row(get=reads, fill=lambda town: project(town) and {}),
        "office:compare_versions": row(get=reads, fill=_fill(making.submitted, document="target")),
        "office:due": row(get=reads, fill=built),
        "office:move_project": row(
            get=only(200, "bureau", "operator", "security"),
            post=only(302, "bureau", "operator", "security"),
            fill=_movable,
            data=_move,
        ),
        "office:merge_unit": row(
            get=only(200, "operator", "security"), post=only(302, "operator", "security"), fill=_mergeable, data=_merge
        ),
        "office:check_target": row(post=own, fill=declared, data=_table),
        "office:read_pasted": row(post=reads, data=lambda _town: {"text": "培训\t≥1次\t5"}),
        "office:pick_indicators": row(get=own, fill=project),
        "office:target_starts": row(get=own, fill=project),
        "office:target_running": row(get=own, fill=declared),
        "office:copy_target": row(post=sent, fill=_after_a_year, data=_table_of_this_year),
        "office:use_template": row(post=sent, fill=_with_template, data=_template),
        "office:upload_target": row(post=sent, fill=project),
        "office:bind_row": row(get=own, post=own, fill=_row_key),
        "office:target_file": row(get=reads, fill=_fill(making.submitted, kind="xlsx")),
        "office:self_evaluation": row(get=reads, post=sent, fill=built, data=_evaluation),
        "office:build_evaluation": row(post=sent, fill=_fill(_of_last_year)),
        "office:discard_evaluation": row(post=sent, fill=built, data=_evaluation),
        "office:evaluation_file": row(get=reads, fill=_fill(making.built, kind="docx")),
        "office:build_monitoring": row(post=sent, fill=_fill(making.approved), data=lambda _town: {"month": "1"}),
        "office:monitoring": row(get=reads, post=sent, fill=_fill(_monitored, first=1, month=1), data=_monitoring),
        "office:monitoring_up_to": row(get=only(302, *office), fill=_fill(_monitored, month=1)),
        "office:monitoring_file_up_to": row(get=only(302, *office), fill=_fill(_monitored, month=1, kind="docx")),
        "office:monitoring_file": row(get=reads, fill=_fill(_monitored, first=1, month=1, kind="json")),
        "office:disclose": row(post=only(302, "department"), fill=_fill(making.evaluated)),
        "office:evidence_pack": row(get=reads, post=only(302, *office), fill=_fill(making.evaluated)),
        "office:download_pack": row(get=reads, fill=_fill(_packed)),
        "office:row_evidence": row(get=reads, post=own, fill=_evaluated_row),
        "office:remove_row_evidence": row(post=sent, fill=_with_file),
        "office:correct_evaluation": row(
            post=only(302, "project", "department"),
            fill=public,
            data=lambda town: _evaluation(town) | {"reason": "数字有误"},
        ),
        "office:keep_evaluation": row(post=sent, fill=_fill(_correcting), data=_evaluation),
        "office:due_disclosures": row(get=reads, fill=lambda town: public(town) and {}),
        "office:submit_document": row(post=sent, fill=_fill(making.declared, document="target"), data=_table),
        "office:approve_document": row(
            post=only(302, "department"), fill=_fill(_at_department, document="target"), data=_table
        ),
        "office:return_document": row(
            post=only(302, "department"), fill=_fill(_at_department, document="target"), data=_table
        ),
        "office:withdraw_document": row(post=sent, fill=_fill(making.submitted, document="target"), data=_table),
        "portal:disclosed": row(get=everybody(), fill=lambda town: public(town) and {}),
        "portal:disclosed_csv": row(get=everybody(), fill=lambda town: public(town) and {}),
        "portal:disclosed_json": row(get=everybody(), fill=lambda town: public(town) and {}),
        "portal:disclosed_package": row(get=everybody()),
        "portal:data_catalogue": row(get=everybody()),
        "portal:disclosed_indicators": row(get=everybody(), fill=lambda town: public(town) and {}),
        "portal:disclosed_department": row(get=everybody(), fill=_department),
        "portal:disclosed_compare": row(get=everybody(404), fill=lambda town: public(town) and {}),
        "portal:disclosed_publication": row(get=everybody(), fill=_fill(making.disclosed, number=1)),
        "portal:disclosed_publication_file": row(get=everybody(), fill=_fill(making.disclosed, number=1, kind="json")),
        "portal:disclosed_correction": row(get=everybody(404), fill=_fill(making.disclosed, number=1)),
        "portal:disclosed_row": row(get=everybody(), fill=_fill(making.disclosed, place=1)),
        "portal:disclosed_entries": row(get=everybody(), fill=_fill(making.disclosed, place=1)),
        "portal:disclosed_project": row(get=everybody(), fill=public),
        "portal:disclosed_file": row(get=everybody(), fill=_fill(making.disclosed, kind="json")),
    }
