"""Separation of duties, flows as data, frozen versions: what the review promises, and what the database itself keeps."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from tests.servicecloud.factories import MembershipFactory
from tests.servicecloud.performance import making

from servicecloud.append_only import rewriting_allowed
from servicecloud.errors import NotPermittedError
from servicecloud.identity.enums import Role
from servicecloud.notifications.models import Notification
from servicecloud.performance import errors
from servicecloud.performance.enums import Document, DocumentState, ProjectState, StepKey, Verdict
from servicecloud.performance.guards import missing_triggers
from servicecloud.performance.models import DocumentVersion, FlowSetting, Payment, Review, TargetTable
from servicecloud.performance.selectors.projects import changes_between, content_of
from servicecloud.performance.selectors.waiting import documents_waiting, waiting_reviews
from servicecloud.performance.services import reviews, targets


def approve(actor, project, *, expected=None):
    version = making.table_of(project).version if expected is None else expected
    return reviews.approve(actor=actor, kind=Document.TARGET, project_id=project.pk, expected=version)


def send_back(actor, project, **said):
    version = making.table_of(project).version
    said = {"comment": "请提高指标值"} | said
    return reviews.send_back(actor=actor, kind=Document.TARGET, project_id=project.pk, expected=version, **said)


def test_a_target_goes_through_unit_department_and_finance_and_is_then_in_force(house):
    project = making.submitted(house)
    waiting = []
    for person in (house.head, house.reviewer, house.finance):
        waiting.append(making.table_of(project).waiting_for)
        approve(person, project)

    table = making.table_of(project)
    project.refresh_from_db()
    assert waiting == [StepKey.UNIT, StepKey.DEPARTMENT, StepKey.FINANCE]
    assert (table.state, table.waiting_for) == (DocumentState.APPROVED, "")
    assert table.approved_id == table.latest_id
    assert project.state == ProjectState.RUNNING
    assert targets.target_in_force(table.approved).rows == making.content_of(project).rows


@pytest.mark.parametrize("who", ["officer", "reviewer", "finance"])
def test_only_the_person_of_the_step_decides(house, who):
    project = making.submitted(house)

    with pytest.raises(NotPermittedError):
        approve(getattr(house, who), project)

    assert making.table_of(project).waiting_for == StepKey.UNIT
    assert Review.objects.count() == 1


def test_the_author_never_approves_even_with_the_role_of_the_step(house):
    project = making.submitted(house)
    MembershipFactory(user=house.officer, organisation=house.department, role=Role.DEPARTMENT_REVIEWER)
    approve(house.head, project)
    officer = type(house.officer).objects.get(pk=house.officer.pk)

    with pytest.raises(errors.OwnWorkError):
        approve(officer, project)

    assert making.table_of(project).waiting_for == StepKey.DEPARTMENT


def a_head_who_wrote_first(house, project):
    """The head of the unit is its officer too: the head raises a target, then the officer adds two words and submits."""
    MembershipFactory(user=house.head, organisation=house.unit, role=Role.PROJECT_OFFICER)
    head = type(house.head).objects.get(pk=house.head.pk)
    for actor, target in ((head, "≥5(家次)"), (house.officer, "≥5(家次)")):
        rows = making.cells_of(making.content_of(project))
        rows[0]["target"] = target
        version = making.table_of(project).version
        goal = f"全年培训企业不少于5家次（{actor.username}）。"
        targets.save_target(actor=actor, project_id=project.pk, expected=version, goal=goal, rows=rows)
    version = making.table_of(project).version
    targets.submit_target(actor=house.officer, project_id=project.pk, expected=version)
    return head


def test_whoever_wrote_in_a_table_before_its_last_editor_does_not_decide_on_it(house):
    project = making.declared(house)
    head = a_head_who_wrote_first(house, project)

    with pytest.raises(errors.OwnWorkError):
        approve(head, project)

    assert making.table_of(project).waiting_for == StepKey.UNIT
    assert waiting_reviews(head) == []
    assert not documents_waiting(head, Document.TARGET).exists()


def test_who_wrote_before_a_withdrawal_or_a_return_is_still_an_author(house):
    project = making.declared(house)
    head = a_head_who_wrote_first(house, project)
    second = MembershipFactory(organisation=house.unit, role=Role.UNIT_HEAD).user
    act = {"kind": Document.TARGET, "project_id": project.pk}
    reviews.withdraw(actor=house.officer, expected=making.table_of(project).version, **act)
    for is_returned in (True, False):
        version = making.table_of(project).version
        targets.submit_target(actor=house.officer, project_id=project.pk, expected=version)
        with pytest.raises(errors.OwnWorkError):
            approve(head, project)
        if is_returned:
            send_back(second, project)
    approve(second, project)

    assert making.table_of(project).waiting_for == StepKey.DEPARTMENT


def test_once_a_table_is_in_force_who_wrote_it_may_decide_on_anothers_change(house):
    project = making.declared(house)
    head = a_head_who_wrote_first(house, project)
    second = MembershipFactory(organisation=house.unit, role=Role.UNIT_HEAD).user
    making.passed(house, project, second, house.reviewer, house.finance)
    act = {"actor": house.officer, "project_id": project.pk}
    targets.begin_adjustment(**act, expected=making.table_of(project).version, reason="预算调减")
    targets.submit_target(**act, expected=making.table_of(project).version)

    approve(head, project)

    assert making.table_of(project).waiting_for == StepKey.DEPARTMENT


def test_nobody_approves_twice_in_a_round(house):
    project = making.submitted(house)
    MembershipFactory(user=house.head, organisation=house.department, role=Role.DEPARTMENT_REVIEWER)
    head = type(house.head).objects.get(pk=house.head.pk)
    approve(head, project)

    with pytest.raises(errors.ActedAlreadyError):
        approve(head, project)


def test_the_database_itself_keeps_one_act_of_each_person_in_a_round(house):
    project = making.submitted(house)
    table = making.table_of(project)
    row = {"version": table.latest, "project": project, "document": "target", "round": table.round}

    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(**row, step=StepKey.UNIT, verdict=Verdict.APPROVED, actor=house.officer)


def test_a_stale_tab_decides_nothing(house):
    project = making.submitted(house)
    seen = making.table_of(project).version
    reviews.withdraw(actor=house.officer, kind=Document.TARGET, project_id=project.pk, expected=seen)
    targets.submit_target(actor=house.officer, project_id=project.pk, expected=making.table_of(project).version)

    with pytest.raises(errors.MovedOnError):
        approve(house.head, project, expected=seen)


def test_a_returned_table_is_mended_and_the_versions_can_be_compared(house):
    project = making.submitted(house)
    key = making.content_of(project).rows[0].key
    send_back(house.head, project, row_comments={key: "指标值偏低", "other": " "})
    table = making.table_of(project)
    rows = [
        {
            "key": row.key,
            "level1": row.level1,
            "level2": row.level2,
            "level3": row.level3,
            "target": row.target,
            "weight": row.weight,
        }
        for row in making.content_of(project).rows
    ]
    rows[0]["target"] = "≥5(家次)"

    targets.save_target(
        actor=house.officer, project_id=project.pk, expected=table.version, goal="全年培训企业不少于5家次。", rows=rows
    )
    targets.submit_target(actor=house.officer, project_id=project.pk, expected=making.table_of(project).version)

    first, second = DocumentVersion.objects.order_by("number")
    changed = [each for each in changes_between(content_of(first), content_of(second)) if each.is_changed]
    returned = Review.objects.get(verdict=Verdict.RETURNED)
    assert returned.row_comments == {key: "指标值偏低"}
    assert [(each.row.target, each.before) for each in changed] == [("≥5(家次)", {"target": "≥4(家次)"})]
    assert changed[0].row.binding is not None
    assert Notification.objects.filter(recipient=house.officer, kind="performance.returned").count() == 1


def test_a_return_says_what_to_change(house):
    project = making.submitted(house)

    with pytest.raises(errors.ReasonNeededError):
        send_back(house.head, project, comment=" ")

    assert making.table_of(project).state == DocumentState.IN_REVIEW


def test_a_table_is_withdrawn_only_until_somebody_decided(house):
    project = making.submitted(house)
    approve(house.head, project)

    with pytest.raises(errors.NotEditableError):
        reviews.withdraw(
            actor=house.officer,
            kind=Document.TARGET,
            project_id=project.pk,
            expected=making.table_of(project).version,
        )


def test_a_department_sets_its_own_flow_and_what_is_under_way_keeps_the_old_one(house):
    under_way = making.submitted(house)
    FlowSetting.objects.create(department=house.department, document=Document.TARGET, steps=[StepKey.DEPARTMENT])
    project = making.a_project(house, name="另一项目")
    content = making.table_of(under_way).content
    TargetTable.objects.filter(project=project).update(content=content)
    targets.submit_target(actor=house.officer, project_id=project.pk, expected=making.table_of(project).version)

    approve(house.reviewer, project)

    assert making.table_of(project).state == DocumentState.APPROVED
    assert making.table_of(under_way).flow == [StepKey.UNIT, StepKey.DEPARTMENT, StepKey.FINANCE]


def test_the_inbox_holds_what_waits_for_the_persons_own_step(house):
    project = making.submitted(house)

    assert [each.project for each in waiting_reviews(house.head)] == [project]
    assert waiting_reviews(house.reviewer) == []
    assert waiting_reviews(house.officer) == []


def test_an_incomplete_table_is_not_sent_and_everything_missing_is_named(house):
    project = making.a_project(house)
    rows = [{"level1": "产出指标", "level2": "数量指标", "level3": "培训企业", "target": "≥4家", "weight": "50"}]
    targets.save_target(actor=house.officer, project_id=project.pk, expected=1, goal="", rows=rows)

    with pytest.raises(errors.IncompleteError) as refused:
        targets.submit_target(actor=house.officer, project_id=project.pk, expected=2)

    told = " ".join(refused.value.problems)
    assert "总目标" in told
    assert "取数方式" in told
    assert "W-01" in told
    assert not DocumentVersion.objects.exists()


def test_the_triggers_are_in_place(db):
    assert missing_triggers() == []


@pytest.mark.parametrize("model", [DocumentVersion, Review, Payment])
def test_what_was_submitted_decided_and_paid_cannot_be_rewritten(house, model):
    making.approved(house)
    before = list(model.objects.values())

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.update(project_id=before[0]["project_id"])
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.all()._raw_delete(connection.alias)

    assert list(model.objects.values()) == before
    with rewriting_allowed():
        pass


def test_a_half_state_cannot_be_written(house):
    project = making.submitted(house)

    with pytest.raises(IntegrityError), transaction.atomic():
        TargetTable.objects.filter(project=project).update(waiting_for="")


def test_a_flow_that_leaves_nobody_outside_the_unit_to_decide_is_refused_with_what_to_do(house):
    project = making.declared(house)
    type(project).objects.filter(pk=project.pk).update(bureau=None)
    FlowSetting.objects.create(department=house.department, document=Document.TARGET, steps=[StepKey.FINANCE])

    with pytest.raises(errors.NoReviewStepError) as refused:
        targets.submit_target(actor=house.officer, project_id=project.pk, expected=making.table_of(project).version)

    assert "审核流程" in str(refused.value)
    assert making.table_of(project).state == DocumentState.DRAFT
    assert not DocumentVersion.objects.exists()
