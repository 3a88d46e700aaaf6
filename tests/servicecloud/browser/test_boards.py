"""August: an officer monitors, sees red, adjusts; the department follows on a board, on a phone, in English, and every figure opens."""

import re
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from scripts.browser import PHONE, enter
from tests.servicecloud.browser.conftest import keep_picture
from tests.servicecloud.browser.test_cycle import house
from tests.servicecloud.performance import making

from servicecloud.boards.services.renewing import renew_due
from servicecloud.identity.standing import scope_of_everything
from servicecloud.ledger.facts import civil_date
from servicecloud.performance.models import Project

__all__ = ["house"]


@pytest.fixture
def project(house: making.House) -> Project:
    """A running project of this year that promised far more than its five trainings."""
    return making.approved(house, name="企业培训", first_target="≥100(家次)")


def monitor(officer: Page, project: Project) -> None:
    """Build the table of the months so far, see red, say why, send."""
    officer.goto(f"/office/projects/{project.pk}/")
    officer.locator("main button", has_text="由台账生成监控表").click()
    officer.wait_for_url("**/monitoring/*/")
    row = officer.locator(".indicators tbody tr").first
    expect(row).to_contain_text("红灯")
    expect(row).to_contain_text("5(家次)")
    row.get_by_label("人员保障").check()
    row.get_by_label("完成目标可能性").select_option("impossible")
    row.get_by_label("原因说明和措施").fill("场地改造，培训推迟；下半年每周增加两场，并申请调整指标值。")
    officer.locator(".indicators tbody tr").nth(1).get_by_label("执行情况").select_option("部分达成")
    for other in (1, 2):
        line = officer.locator(".indicators tbody tr").nth(other)
        line.get_by_label("完成目标可能性").select_option("certain")
    officer.locator("button", has_text="保存").first.click()
    officer.wait_for_load_state()
    for box in officer.locator("input[name^=word-]").all():
        box.fill("已核实，情况属实。")
    keep_picture(officer, "monitoring-red")
    officer.locator("button[name=send]").click()
    officer.wait_for_load_state()
    expect(officer.locator(".page-head")).to_contain_text("报送")


def adjust(officer: Page, project: Project) -> None:
    """Open the approved target for a change, with the reason."""
    officer.goto(f"/office/projects/{project.pk}/target/")
    officer.locator("summary", has_text="调整").click()
    officer.locator("[name=reason]").fill("场地改造，培训推迟。")
    officer.locator("form[action$='/adjust/'] button").click()
    officer.wait_for_url("**/target/edit/")
    officer.locator("input[name=target]").first.fill("≥60(家次)")
    officer.keyboard.press("Enter")
    expect(officer.locator("#target-state")).to_contain_text("已自动保存")


def figures_of(board: Page) -> list[str]:
    """Return where the figures of a board lead."""
    links = board.locator("main dl.figures a, main .board-lists a, main .chart-table a").all()
    return sorted({str(link.get_attribute("href")) for link in links})


def test_an_officer_monitors_sees_red_and_adjusts_and_the_department_reads_it_on_a_phone(open_page, house, project):
    officer = open_page()
    enter(officer, "project")
    monitor(officer, project)
    adjust(officer, project)
    with scope_of_everything():
        renew_due()

    phone = open_page(viewport=PHONE)
    enter(phone, "department")
    phone.goto("/office/")
    phone.locator(".phone-menu summary").click()
    phone.locator(".phone-menu").get_by_text("English").click()
    phone.wait_for_load_state()
    year = civil_date(timezone.now()).year
    phone.locator("a", has_text=f"Performance in {year}").click()
    expect(phone.locator("h1")).to_contain_text(f"board of {year}")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    keep_picture(phone, "board-phone")
    links = figures_of(phone)
    assert len(links) > 10
    for link in links:
        answer = phone.request.get(link)
        assert answer.status == 200, link
    phone.goto(f"/office/boards/indicators/?year={year}&light=red")
    expect(phone.locator("main tbody")).to_contain_text("培训企业家次")
    phone.locator("main tbody a", has_text=re.compile(r"^5\(家次\)$")).first.click()
    expect(phone.locator("main")).to_contain_text("5")


def test_the_wall_renews_itself_without_a_hand(open_page, house, project):
    wall = open_page(viewport={"width": 1920, "height": 1080}, scheme="dark")
    enter(wall, "bureau")
    wall.goto("/office/boards/wall/")
    keep_picture(wall, "wall")

    assert wall.locator("meta[http-equiv=refresh]").get_attribute("content") == "60"
    assert wall.locator("nav").count() == 0
    assert wall.evaluate("document.documentElement.scrollHeight") <= 1080
    assert wall.evaluate("getComputedStyle(document.querySelector('.wall-figures dd')).fontSize") >= "40px"
    shown = datetime.fromisoformat(str(wall.locator("header time").get_attribute("datetime")))
    assert abs(timezone.now() - shown) < timedelta(minutes=1)
