"""August: an officer sees that the money is behind, says why, answers what is found, sends the table and starts an adjustment."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect
from scripts.browser import enter
from tests.servicecloud.browser.conftest import keep_picture
from tests.servicecloud.performance import making

from servicecloud.identity.models import Organisation, User
from servicecloud.identity.standing import scope_of_everything
from servicecloud.performance.enums import FundSource
from servicecloud.performance.models import Monitoring, Project
from servicecloud.performance.services import money

REASON = "三季度付款的合同尚未验收，9月底前完成验收并付款。"


@pytest.fixture
def project(site: str) -> Project:
    """A project of the demonstration's own people whose targets are met and of whose money a quarter is spent by July."""
    who = {name: User.objects.get(username=name) for name in ("project", "head", "department", "bureau")}
    at = {code: Organisation.everywhere.get(code=code) for code in ("LJ-QF", "LJ-JX", "LJ-CZ")}
    bodies = (at["LJ-QF"], at["LJ-JX"], at["LJ-CZ"])
    house = making.House(*bodies, who["project"], who["head"], who["department"], who["bureau"])
    submitted = making.submitted(house, year=making.last_year())
    found = making.passed(house, submitted, house.head, house.reviewer, house.finance)
    with scope_of_everything():
        for week in range(28):
            values = {
                "source": FundSource.FISCAL,
                "amount_yuan": Decimal(8000 + 500 * (week % 4)),
                "paid_on": date(found.year, 1, 2) + timedelta(days=7 * week),
                "voucher": f"记-{week}",
            }
            money.record_payment(actor=house.officer, project_id=found.pk, values=values)
    return found


def fill_every_row(page: Page) -> None:
    """Every doubt has its likelihood and reason, every warning its word."""
    for chosen in page.locator("select[name^='likelihood:']").all():
        if not chosen.input_value():
            chosen.select_option("possible")
    for words in page.locator("input[name^='deviation:']").all():
        words.fill("按计划推进，年底前完成。")
    for words in page.locator("input[name^='word-']").all():
        if not words.input_value():
            words.fill("已核实，情况属实。")


def test_an_officer_monitors_in_august_sees_red_money_sends_the_table_and_starts_an_adjustment(open_page, project):
    officer = open_page()
    enter(officer, "project")
    officer.goto(f"/office/projects/{project.pk}/")
    officer.select_option("select[name=month]", "7")
    officer.locator("form:has(select[name=month]) button").click()
    officer.wait_for_url("**/monitoring/1-7/")

    spending = officer.locator("dl.figures div", has_text="预算执行")
    expect(spending).to_contain_text("红灯")
    whole = officer.locator("#money tbody tr").first
    expect(whole).to_contain_text("年度资金总额")
    expect(whole.locator("td").last).to_contain_text(re.compile(r"[\d,]+ – [\d,]+"))
    officer.locator("#money").get_by_label("其他", exact=True).check()
    officer.fill("#funds_deviation", REASON)
    fill_every_row(officer)
    officer.get_by_role("button", name="保存", exact=True).click()
    officer.wait_for_load_state()
    fill_every_row(officer)  # what the first answers brought up
    officer.get_by_role("button", name="保存并报送").click()
    officer.wait_for_url("**/monitoring/1-7/")
    expect(officer.locator(".page-head .tag-good")).to_contain_text("报送")
    keep_picture(officer, "monitoring-red-money")
    assert Monitoring.everywhere.get(project=project, start_month=1, end_month=7).sent is not None

    officer.get_by_role("link", name="调整目标").click()
    expect(officer.locator("#reason")).to_have_value(re.compile(f"预算执行.*{REASON}"))
    officer.get_by_role("button", name="申请调整").click()
    officer.wait_for_url("**/target/edit/")
    officer.goto(f"/office/projects/{project.pk}/target/")
    expect(officer.locator("main")).to_contain_text("目标调整，理由：1—7月监控进度滞后")
