"""Approving many at once: every item has its outcome, one that is refused holds no other back, nothing is done twice."""

import pytest
from tests.servicecloud.factories import MembershipFactory
from tests.servicecloud.performance import making

from servicecloud.errors import NotFoundError, NotPermittedError
from servicecloud.identity.enums import OrganisationKind, Role
from servicecloud.identity.models import Placement
from servicecloud.performance.enums import BulkOutcome, Document, StepKey
from servicecloud.performance.errors import NothingChosenError
from servicecloud.performance.models import BulkApproval, BulkItem, DraftEditor, FlowSetting, Review
from servicecloud.performance.selectors.waiting import bulk_of, documents_waiting, outcomes_of
from servicecloud.performance.services import bulk, reviews
from servicecloud.performance.services.bulk import Chosen, approve_many, work_through


def chosen(*projects):
    return [Chosen(Document.TARGET, project.pk, making.table_of(project).version) for project in projects]


def outcomes(run):
    return {item.project.name: (item.outcome, item.code) for item in run.items.all()}


def test_each_document_has_its_own_outcome_and_the_refused_say_why(house):
    fine, moved, own = (making.submitted(house, name=name) for name in ("甲", "乙", "丙"))
    ticked = chosen(fine, moved, own)
    reviews.withdraw(
        actor=house.officer, kind=Document.TARGET, project_id=moved.pk, expected=making.table_of(moved).version
    )
    DraftEditor.objects.create(project=own, document=Document.TARGET, person=house.head)

    run = approve_many(actor=house.head, chosen=ticked, comment="同意")

    assert outcomes(run) == {
        "甲": (BulkOutcome.APPROVED, ""),
        "乙": (BulkOutcome.REFUSED, "act_not_possible"),
        "丙": (BulkOutcome.REFUSED, "own_work"),
    }
    assert making.table_of(fine).waiting_for == StepKey.DEPARTMENT
    assert Review.objects.get(step=StepKey.UNIT).comment == "同意"
    lines, counts = outcomes_of(run)
    assert counts == {BulkOutcome.APPROVED: 1, BulkOutcome.REFUSED: 2}
    assert "不能由您审核" in next(reason for item, reason in lines if item.project == own)


def test_a_step_that_judges_by_four_attributes_is_not_passed_in_bulk(house):
    FlowSetting.objects.create(
        department=house.department,
        document=Document.TARGET,
        steps=[StepKey.DEPARTMENT],
        attribute_steps=[StepKey.DEPARTMENT],
    )
    project = making.submitted(house)

    run = approve_many(actor=house.reviewer, chosen=chosen(project))

    assert outcomes(run) == {"企业培训": (BulkOutcome.REFUSED, "attributes_needed")}


def test_working_through_again_does_nothing_twice(house):
    run = approve_many(actor=house.head, chosen=chosen(making.submitted(house)))

    assert work_through(run_id=run.pk) == 0
    assert Review.objects.filter(step=StepKey.UNIT).count() == 1


def test_many_go_through_the_queue(house, monkeypatch):
    monkeypatch.setattr(bulk, "AT_ONCE", 2)
    projects = [making.submitted(house, name=f"项目{number}") for number in range(3)]

    run = approve_many(actor=house.head, chosen=chosen(*projects))

    assert {outcome for outcome, _code in outcomes(run).values()} == {BulkOutcome.APPROVED}


def test_nothing_chosen_says_so(house):
    with pytest.raises(NothingChosenError):
        approve_many(actor=house.head, chosen=[])

    assert not BulkApproval.objects.exists()


def test_who_decides_nowhere_approves_nothing(house):
    with pytest.raises(NotPermittedError):
        approve_many(actor=house.officer, chosen=chosen(making.submitted(house)))


def test_projects_of_others_do_not_exist(house, in_scope_of):
    project = making.submitted(house)
    other = MembershipFactory(role=Role.UNIT_HEAD, organisation__kind=OrganisationKind.UNIT).user
    ticked = chosen(project)
    in_scope_of(other)

    with pytest.raises(NothingChosenError):
        approve_many(actor=other, chosen=ticked)


def test_outcomes_are_their_authors_alone(house):
    run = approve_many(actor=house.head, chosen=chosen(making.submitted(house)))

    assert bulk_of(house.head, run.pk) == run
    with pytest.raises(NotFoundError):
        bulk_of(house.reviewer, run.pk)


def test_the_list_holds_what_the_person_may_decide(house):
    mine, filled_in, passed = (making.submitted(house, name=name) for name in ("甲", "乙", "丙"))
    DraftEditor.objects.create(project=filled_in, document=Document.TARGET, person=house.head)
    MembershipFactory(user=house.head, organisation=house.department, role=Role.DEPARTMENT_REVIEWER)
    making.passed(house, passed, house.head)
    head = type(house.head).objects.get(pk=house.head.pk)

    assert [row.project for row in documents_waiting(head, Document.TARGET)] == [mine]


def test_the_page_lists_approves_and_tells(house, sign_in, django_assert_max_num_queries):
    projects = [making.submitted(house, name=f"项目{number}") for number in range(4)]
    page = sign_in(house.head)
    page.get("/office/projects/reviews/")

    with django_assert_max_num_queries(12):
        shown = page.get("/office/projects/reviews/?kind=target").content.decode()
    ticks = [f"target:{project.pk}:{making.table_of(project).version}" for project in projects[:2]]
    answer = page.post("/office/projects/reviews/approve/", {"chosen": [*ticks, "nonsense", "target:x:1"]}, follow=True)

    assert all(f'value="{tick}"' in shown for tick in ticks)
    assert BulkItem.objects.filter(outcome=BulkOutcome.APPROVED).count() == 2
    assert "项目0" in answer.content.decode()
    assert "请先勾选" in page.post("/office/projects/reviews/approve/", {}, follow=True).content.decode()


def test_a_department_decides_on_its_project_wherever_the_unit_stands_now(house, in_scope_of):
    """The unit moved to another department in the year; what it sent before is still this department's."""
    project = making.passed(house, making.submitted(house), house.head)
    other = making.OrganisationFactory(kind=OrganisationKind.DEPARTMENT)
    Placement.everywhere.filter(organisation=house.unit).update(parent=other)
    in_scope_of(house.reviewer)

    run = approve_many(actor=house.reviewer, chosen=chosen(project))

    assert outcomes(run)["企业培训"][0] == BulkOutcome.APPROVED


def test_what_belongs_to_a_project_is_reached_from_it_within_a_scope(house, in_scope_of):
    project = making.passed(house, making.submitted(house), house.head)
    in_scope_of(house.reviewer)

    assert project.versions.count() == 1
    assert project.reviews.count() == 2
    assert project.lines.get().changes.count() == 0
