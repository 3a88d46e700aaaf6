"""The four-attribute review decides at the step declared for it, as its result demands, and is kept with the version."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import translation
from tests.servicecloud.performance import making

from plumbline.reference.four_attributes import four_attributes
from servicecloud.errors import InvalidInputError, NotPermittedError
from servicecloud.notifications.models import Notification
from servicecloud.office.performance.attributes import OpinionForm
from servicecloud.performance import errors
from servicecloud.performance.enums import Document, DocumentState, StepKey
from servicecloud.performance.models import AttributeReview, FlowSetting, Review
from servicecloud.performance.services import reviews, targets
from servicecloud.performance.services.attributes import Opinion, review_attributes

ITEMS = [item.key for item in four_attributes().items]


@pytest.fixture
def waiting(house):
    """A project whose target waits for the department's four-attribute review."""
    steps = [StepKey.UNIT, StepKey.DEPARTMENT, StepKey.FINANCE]
    FlowSetting.objects.create(
        department=house.department, document=Document.TARGET, steps=steps, attribute_steps=[StepKey.DEPARTMENT]
    )
    return making.passed(house, making.submitted(house), house.head)


def judge(actor, project, mark, *, result=None, **more):
    values = {
        "method": "grades",
        "marks": dict.fromkeys(ITEMS, mark),
        "remarks": dict.fromkeys(ITEMS, "见总体意见"),
        "result": result or mark,
        "text": "请补充成本指标",
    }
    version = making.table_of(project).version
    return review_attributes(actor=actor, project_id=project.pk, expected=version, opinion=Opinion(**(values | more)))


@pytest.mark.parametrize(
    ("mark", "state", "step", "told"),
    [
        ("excellent", DocumentState.IN_REVIEW, StepKey.FINANCE, None),
        ("good", DocumentState.IN_REVIEW, StepKey.FINANCE, None),
        ("medium", DocumentState.RETURNED, "", "performance.returned"),
        ("poor", DocumentState.DECLINED, "", "performance.declined"),
    ],
)
def test_the_result_has_its_consequence(house, waiting, mark, state, step, told):
    made = judge(house.reviewer, waiting, mark)

    table = making.table_of(waiting)
    assert (table.state, table.waiting_for) == (state, step)
    assert (made.result, made.version_id, made.step) == (mark, table.latest_id, StepKey.DEPARTMENT)
    assert Review.objects.latest("pk").comment == "请补充成本指标"
    kinds = set(Notification.objects.filter(recipient=house.officer).values_list("kind", flat=True))
    assert kinds == ({told} if told else set())


def test_by_points_the_sum_decides(house, waiting):
    marks = {item.key: str(item.points - 1) for item in four_attributes().items}

    made = judge(house.reviewer, waiting, "", method="points", marks=marks, result="")

    assert (made.score, made.result) == (92, "excellent")
    assert making.table_of(waiting).waiting_for == StepKey.FINANCE


def test_the_step_is_not_passed_without_the_review(house, waiting):
    with pytest.raises(errors.AttributesNeededError):
        making.passed(house, waiting, house.reviewer)

    assert making.table_of(waiting).waiting_for == StepKey.DEPARTMENT


def test_a_step_without_it_has_no_such_review(house):
    project = making.passed(house, making.submitted(house), house.head)

    with pytest.raises(errors.WrongStateError):
        judge(house.reviewer, project, "good")

    assert not AttributeReview.objects.exists()


def test_only_the_step_judges(house, waiting):
    with pytest.raises(NotPermittedError):
        judge(house.finance, waiting, "good")


def test_every_fault_is_named_at_its_item(house, waiting):
    marks = dict.fromkeys(ITEMS, "good") | {"form": "", "funds": "poor"}

    with pytest.raises(InvalidInputError) as refused:
        judge(house.reviewer, waiting, "", marks=marks, remarks={}, result="excellent", text="")

    assert set(refused.value.fields) == {"form", "funds", "result"}
    assert not AttributeReview.objects.exists()
    assert making.table_of(waiting).waiting_for == StepKey.DEPARTMENT


@pytest.mark.parametrize("points", ["", "abc", "-1", "10.001", "NaN", "999"])
def test_points_are_within_those_of_the_item(house, waiting, points):
    marks = {item.key: "5" for item in four_attributes().items} | {"form": points}

    with pytest.raises(InvalidInputError) as refused:
        judge(house.reviewer, waiting, "", method="points", marks=marks)

    assert list(refused.value.fields) == ["form"]


def test_what_is_not_excellent_says_what_to_do(house, waiting):
    with pytest.raises(InvalidInputError) as refused:
        judge(house.reviewer, waiting, "good", text=" ")

    assert list(refused.value.fields) == ["opinion"]


def test_a_declined_target_is_taken_up_again_by_the_step_that_declined_it(house, waiting):
    judge(house.reviewer, waiting, "poor")
    again = {"kind": Document.TARGET, "project_id": waiting.pk, "expected": making.table_of(waiting).version}

    with pytest.raises(NotPermittedError):
        reviews.reopen(actor=house.finance, reason="有新依据", **again)
    with pytest.raises(errors.ReasonNeededError):
        reviews.reopen(actor=house.reviewer, reason=" ", **again)
    reviews.reopen(actor=house.reviewer, reason="有新依据", **again)

    assert making.table_of(waiting).state == DocumentState.RETURNED
    targets.submit_target(actor=house.officer, project_id=waiting.pk, expected=making.table_of(waiting).version)
    assert making.table_of(waiting).waiting_for == StepKey.UNIT


def test_a_declined_adjustment_leaves_the_old_target_in_force_and_can_be_given_up(house):
    project = making.approved(house)
    FlowSetting.objects.create(
        department=house.department,
        document=Document.TARGET,
        steps=[StepKey.DEPARTMENT],
        attribute_steps=[StepKey.DEPARTMENT],
    )
    act = {"actor": house.officer, "project_id": project.pk}
    before = making.table_of(project)
    targets.begin_adjustment(**act, expected=before.version, reason="预算核减")
    targets.submit_target(**act, expected=making.table_of(project).version)
    judge(house.reviewer, project, "poor")
    assert making.table_of(project).approved_id == before.approved_id

    targets.abandon_adjustment(**act, expected=making.table_of(project).version)

    table = making.table_of(project)
    assert (table.state, table.approved_id) == (DocumentState.APPROVED, before.approved_id)


def test_a_review_is_never_rewritten(house, waiting):
    judge(house.reviewer, waiting, "good")

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AttributeReview.objects.update(result="excellent")


def test_the_reviewer_fills_in_the_page_and_the_unit_reads_and_prints_it(house, waiting, sign_in):
    page = sign_in(house.reviewer)
    address = f"/office/projects/{waiting.pk}/target/attributes/"
    version = making.table_of(waiting).version
    data = {"version": version, "method": "grades", "result": "good", "opinion": "请补充成本指标"}
    data |= {f"mark-{key}": "good" for key in ITEMS}
    missing = page.post(address, data | {"mark-funds": "poor", "remark-form": "格式规范"})

    shown = page.get(address)
    saved = page.post(address, data)

    assert shown.status_code == 200
    assert missing.status_code == 422
    assert "格式规范" in missing.content.decode()
    assert "请写明意见" in missing.content.decode()
    assert saved.status_code == 302
    made = AttributeReview.objects.get()
    page = sign_in(house.officer)
    assert "请补充成本指标" in page.get(f"/office/projects/{waiting.pk}/target/").content.decode()
    assert page.get(f"{address}{made.pk}/docx/").content.startswith(b"PK")
    assert page.get(f"{address}{made.pk}/json/").status_code == 404


def test_a_page_that_is_out_of_date_judges_nothing(house, waiting, sign_in):
    data = {"version": "1", "method": "grades", "result": "good", "opinion": "可以"}
    data |= {f"mark-{key}": "good" for key in ITEMS}

    answer = sign_in(house.reviewer).post(f"/office/projects/{waiting.pk}/target/attributes/", data)

    assert answer.status_code == 409
    assert not AttributeReview.objects.exists()


def test_the_grades_stand_in_the_readers_language():
    with translation.override("en"):
        labels = [str(label) for _value, label in OpinionForm().fields["result"].choices]

    assert labels[0] == "Excellent: goes on to the next step of the budget"
