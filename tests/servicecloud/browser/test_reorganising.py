"""A project comes under another department, a unit is taken over by another: who sees what before and after."""

import re

import pytest
from playwright.sync_api import Page, expect
from scripts.browser import enter
from tests.servicecloud.browser.conftest import keep_picture
from tests.servicecloud.browser.test_cycle import house
from tests.servicecloud.performance import making

from servicecloud.identity.enums import Role
from servicecloud.identity.models import Membership, Organisation, User

__all__ = ["house"]


def with_role(username: str, code: str, role: Role) -> Organisation:
    """Give a person of the demonstration a further role in another body."""
    body = Organisation.everywhere.get(code=code)
    Membership.everywhere.create(user=User.objects.get(username=username), organisation=body, role=role)
    return body


def waits_for(page: Page, name: str) -> bool:
    """Whether a project waits for the person's review."""
    page.goto("/office/projects/reviews/")
    return page.locator("main tbody tr", has_text=name).count() > 0


def status_of(page: Page, project: object) -> int:
    return page.request.get(f"/office/projects/{project.pk}/").status


@pytest.fixture
def commerce(house: making.House) -> Organisation:
    """The department of commerce with a reviewer of its own."""
    return with_role("visitor", "LJ-SW", Role.DEPARTMENT_REVIEWER)


def test_a_project_under_review_goes_on_in_the_new_department(open_page, house, commerce):
    project = making.passed(house, making.submitted(house, name="划转的培训"), house.head)
    old, new, bureau = open_page(), open_page(), open_page()
    enter(old, "department")
    enter(new, "visitor")
    assert (waits_for(old, project.name), waits_for(new, project.name)) == (True, False)
    assert status_of(new, project) == 404

    enter(bureau, "bureau")
    bureau.goto(f"/office/projects/{project.pk}/")
    bureau.get_by_role("link", name="划转").click()
    bureau.get_by_label("新的主管部门").select_option(label=str(commerce))
    bureau.get_by_label("理由或依据").fill("职能调整")
    bureau.get_by_role("button", name="划转").click()
    expect(bureau.locator("#moves")).to_contain_text("职能调整")
    keep_picture(bureau, "project-moved")

    assert (waits_for(old, project.name), waits_for(new, project.name)) == (False, True)
    new.locator("main tbody tr", has_text=project.name).get_by_role("link").first.click()
    expect(new.locator("main")).to_contain_text("周行之")
    new.locator("#decision button", has_text="同意").click()
    new.wait_for_load_state()
    assert not waits_for(new, project.name)
    assert waits_for(bureau, project.name)


def test_the_projects_of_a_merged_unit_go_on_where_it_went_and_the_public_still_reads_its_name(open_page, house):
    public = making.disclosed(house, name="并入前公开的培训")
    running = making.declared(house, name="并入时填报的培训")
    successor = with_role("visitor", "LJ-CC", Role.PROJECT_OFFICER)
    old, new, operator, anybody = open_page(), open_page(), open_page(), open_page()
    enter(old, "project")
    enter(new, "visitor")
    assert (status_of(old, running), status_of(new, running)) == (200, 404)

    enter(operator, "operator")
    operator.goto(f"/office/organisations/{house.unit.pk}/")
    operator.get_by_role("link", name="并入其他单位").click()
    operator.get_by_label("并入的单位").select_option(label=str(successor))
    operator.get_by_label("理由或依据").fill("机构改革")
    operator.get_by_role("button", name="合并").click()
    operator.locator("#confirm button[value=yes]").click()
    expect(operator.locator(".toast-line")).to_contain_text("单位已合并")
    keep_picture(operator, "unit-merged")

    assert status_of(old, running) in (403, 404)
    new.goto(f"/office/projects/{running.pk}/")
    new.get_by_role("link", name="填报绩效目标").click()
    expect(new.locator("input[name=level3]").first).to_have_value("培训企业家次")
    anybody.goto(f"/performance/{public.pk}/")
    expect(anybody.locator("main")).to_contain_text(
        re.compile(f"{house.unit.name_zh} 已于.*并入 {successor.name_zh}", re.DOTALL)
    )
