"""Changing a target that is in force: a reason, the whole review again, both versions kept, the old one valid until then."""

import pytest
from tests.servicecloud.performance import making

from servicecloud.performance import errors, reporting_errors
from servicecloud.performance.enums import DocumentState, ProjectState
from servicecloud.performance.models import DocumentVersion
from servicecloud.performance.selectors.projects import changes_between, content_of
from servicecloud.performance.services import evaluation_building, targets


@pytest.fixture
def project(house):
    return making.approved(house, year=making.last_year())


def begin(house, project, reason="政策调整，培训改为线上"):
    version = making.table_of(project).version
    return targets.begin_adjustment(actor=house.officer, project_id=project.pk, expected=version, reason=reason)


def changed(house, project):
    begin(house, project)
    rows = [
        {name: getattr(row, name) for name in ("key", "level1", "level2", "level3", "target", "weight")}
        for row in making.content_of(project).rows
    ]
    rows[0]["target"] = "≥5(家次)"
    save = {"actor": house.officer, "project_id": project.pk}
    targets.save_target(**save, expected=making.table_of(project).version, goal="全年培训企业不少于5家次。", rows=rows)
    targets.submit_target(**save, expected=making.table_of(project).version)


def test_the_old_version_stays_in_force_until_all_have_approved_the_new_one(house, project):
    before = making.table_of(project).approved_id
    changed(house, project)
    making.passed(house, project, house.head, house.reviewer)
    half_way = making.table_of(project).approved_id
    making.passed(house, project, house.finance)

    table = making.table_of(project)
    first, second = DocumentVersion.objects.filter(document="target").order_by("number")
    project.refresh_from_db()
    assert half_way == before == first.pk
    assert table.approved_id == second.pk
    assert (table.state, table.adjustment_reason, project.state) == (DocumentState.APPROVED, "", ProjectState.RUNNING)
    assert [each.before for each in changes_between(content_of(first), content_of(second)) if each.is_changed] == [
        {"target": "≥4(家次)"}
    ]
    assert "政策调整" in second.content


def test_a_self_evaluation_waits_until_the_change_of_its_target_is_decided(house, project):
    changed(house, project)

    with pytest.raises(reporting_errors.AdjustmentUnderWayError):
        evaluation_building.build_evaluation(actor=house.officer, project_id=project.pk)

    making.passed(house, project, house.head, house.reviewer, house.finance)
    evaluation_building.build_evaluation(actor=house.officer, project_id=project.pk)
    assert making.target_of(project) == making.content_of(project)
    assert making.target_of(project).rows[0].target != "≥4(家次)"


def test_a_change_that_is_given_up_leaves_everything_as_it_was(house, project):
    before = making.table_of(project)
    begin(house, project)
    targets.save_target(
        actor=house.officer, project_id=project.pk, expected=making.table_of(project).version, goal="别的", rows=[]
    )

    targets.abandon_adjustment(actor=house.officer, project_id=project.pk, expected=making.table_of(project).version)

    after = making.table_of(project)
    assert (after.state, after.content, after.approved_id) == (before.state, before.content, before.approved_id)


def test_a_change_needs_a_reason(house, project):
    with pytest.raises(errors.ReasonNeededError):
        begin(house, project, reason=" ")

    assert making.table_of(project).state == DocumentState.APPROVED


def test_what_is_not_in_force_cannot_be_adjusted(house):
    project = making.submitted(house)

    with pytest.raises(errors.NotEditableError):
        begin(house, project)


def test_the_page_offers_it_to_the_officer_and_shows_the_reason_to_the_reviewers(house, project, sign_in):
    officer = sign_in(house.officer)
    page = officer.get(f"/office/projects/{project.pk}/target/").content.decode()
    assert "调整已批准的目标" in page
    officer.post(
        f"/office/projects/{project.pk}/target/adjust/",
        {"version": making.table_of(project).version, "reason": "预算核减"},
    )

    shown = sign_in(house.reviewer).get(f"/office/projects/{project.pk}/target/").content.decode()

    assert "预算核减" in shown
    assert "调整已批准的目标" not in shown
