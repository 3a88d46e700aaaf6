"""A department sets its steps and days, a bureau its rulebook: checked, logged, and what is under way stays as it was."""

from datetime import date

import pytest
from tests.servicecloud.factories import MembershipFactory
from tests.servicecloud.performance import making

from servicecloud.activity.models import Act
from servicecloud.errors import InvalidInputError, NotFoundError, NotPermittedError
from servicecloud.identity.enums import Role
from servicecloud.performance.enums import Document, StepKey
from servicecloud.performance.models import Deadline, FlowSetting, RulebookInForce
from servicecloud.performance.selectors.rulebooks import rulebook_id_for
from servicecloud.performance.services import settings as setting
from servicecloud.versioning import StaleRecordError


@pytest.fixture
def admin(house):
    return MembershipFactory(organisation=house.department, role=Role.ADMIN).user


@pytest.fixture
def treasurer(house):
    return MembershipFactory(organisation=house.bureau, role=Role.ADMIN).user


def flow(actor, house, **changes):
    values = {"document": Document.TARGET, "steps": [StepKey.FINANCE, StepKey.DEPARTMENT], "attribute_steps": []}
    return setting.set_flow(actor=actor, department_id=house.department.pk, **(values | changes))


def test_a_department_sets_its_steps_and_what_is_under_way_keeps_its_own(house, admin):
    under_way = making.submitted(house)

    row = flow(admin, house)

    making.passed(house, under_way, house.head)
    assert row.steps == [StepKey.DEPARTMENT, StepKey.FINANCE]
    assert making.table_of(under_way).waiting_for == StepKey.DEPARTMENT
    assert making.table_of(making.submitted(house, name="另一项目")).flow == [StepKey.DEPARTMENT, StepKey.FINANCE]
    assert Act.objects.filter(verb="flow.set").count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"steps": []}, "steps"),
        ({"steps": [StepKey.UNIT]}, "steps"),
        ({"attribute_steps": [StepKey.UNIT]}, "attribute_steps"),
        ({"steps": [StepKey.DEPARTMENT], "attribute_steps": [StepKey.FINANCE]}, "attribute_steps"),
        ({"document": Document.SELF_EVALUATION, "attribute_steps": [StepKey.DEPARTMENT]}, "attribute_steps"),
    ],
)
def test_steps_that_cannot_be_are_refused_at_their_field(house, admin, changes, field):
    with pytest.raises(InvalidInputError) as refused:
        flow(admin, house, **changes)

    assert list(refused.value.fields) == [field]
    assert not FlowSetting.objects.exists()


def test_only_the_bodys_own_administrator_sets(house):
    for person in (house.reviewer, house.finance, house.officer):
        with pytest.raises(NotPermittedError):
            flow(person, house)

    assert not FlowSetting.objects.exists()


def test_two_who_set_at_once_do_not_overwrite_each_other(house, admin):
    flow(admin, house)

    with pytest.raises(StaleRecordError):
        flow(admin, house, steps=[StepKey.DEPARTMENT])

    assert FlowSetting.objects.get().steps == [StepKey.DEPARTMENT, StepKey.FINANCE]
    assert flow(admin, house, steps=[StepKey.DEPARTMENT], expected=1).version == 2


def test_a_bureau_sets_the_rulebook_and_a_form_that_was_built_keeps_its_own(house, treasurer):
    project = making.built(house)
    before = making.evaluation_of(project).content["rulebook"]

    setting.set_rulebook(actor=treasurer, bureau_id=house.bureau.pk, first_year=project.year, rulebook="shanghai-2023")

    assert rulebook_id_for(project) == "shanghai-2023"
    assert making.evaluation_of(project).content["rulebook"] == before == "national-2020"


@pytest.mark.parametrize(
    ("values", "field"),
    [({"rulebook": "no-such-book"}, "rulebook"), ({"first_year": 1890}, "first_year")],
)
def test_a_rulebook_that_cannot_be_is_refused(house, treasurer, values, field):
    with pytest.raises(InvalidInputError) as refused:
        setting.set_rulebook(
            actor=treasurer,
            bureau_id=house.bureau.pk,
            **({"first_year": 2026, "rulebook": "national-2020"} | values),
        )

    assert list(refused.value.fields) == [field]
    assert not RulebookInForce.objects.exists()


def test_a_department_has_no_rulebook(house, admin):
    with pytest.raises(NotFoundError):
        setting.set_rulebook(actor=admin, bureau_id=house.department.pk, first_year=2026, rulebook="national-2020")


@pytest.mark.parametrize(
    ("values", "field"),
    [({"due_on": date(2016, 3, 1)}, "due_on"), ({"year": 1999}, "year"), ({"document": Document.MONITORING}, "end_month")],
)  # fmt: skip
def test_a_day_that_cannot_be_is_refused(house, admin, values, field):
    with pytest.raises(InvalidInputError) as refused:
        setting.set_deadline(
            actor=admin,
            setter_id=house.department.pk,
            **({"year": 2026, "document": Document.TARGET, "due_on": date(2026, 3, 1)} | values),
        )

    assert list(refused.value.fields) == [field]
    assert not Deadline.objects.exists()


def test_the_page_shows_what_holds_and_lets_the_administrator_change_it(house, admin, sign_in):
    page = sign_in(admin)
    address = f"/office/projects/settings/{house.department.pk}/"
    shown = page.get(address)
    data = {
        "act": "flow",
        "document": "target",
        "version": "0",
        "steps": ["department"],
        "attribute_steps": ["department"],
    }

    saved = page.post(address, data)
    stale = page.post(address, data)

    row = FlowSetting.objects.get()
    assert shown.status_code == 200
    assert (saved.status_code, stale.status_code) == (302, 409)
    assert (row.steps, row.attribute_steps, row.version) == (["department"], ["department"], 1)
    assert 'name="version" value="1"' in stale.content.decode()


def test_the_page_keeps_what_was_typed_when_it_is_refused(house, treasurer, sign_in):
    page = sign_in(treasurer)

    refused = page.post(
        f"/office/projects/settings/{house.bureau.pk}/",
        {"act": "deadline", "year": "2026", "document": "target", "due_on": "2016-01-31", "version": "0"},
    )

    assert refused.status_code == 422
    assert "2016-01-31" in refused.content.decode()
    assert "请核对年份" in refused.content.decode()


@pytest.mark.parametrize("address", ["/office/projects/", "/office/projects/late/"])
def test_the_settings_are_offered_only_to_those_who_have_a_body_in_reach(house, sign_in, address):
    offered = {
        name: "/office/projects/settings/" in sign_in(getattr(house, name)).get(address).content.decode()
        for name in ("officer", "head", "reviewer", "finance")
    }

    assert offered == {"officer": False, "head": False, "reviewer": True, "finance": True}


def test_who_sees_one_body_alone_is_led_to_it(house, sign_in):
    assert sign_in(house.reviewer).get("/office/projects/settings/").url.endswith(f"/{house.department.pk}/")
    assert len(sign_in(house.finance).get("/office/projects/settings/").context["bodies"]) == 2
