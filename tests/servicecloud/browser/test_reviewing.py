"""What reviewers and officers do with many tables: approving in bulk, days that are late, two tabs at once, and the evidence in January."""

import io
import re
import zipfile
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone
from playwright.sync_api import Page, expect
from scripts.browser import PHONE, enter
from tests.servicecloud.browser.conftest import keep_picture
from tests.servicecloud.browser.test_cycle import confirm, decide, house
from tests.servicecloud.performance import making

from servicecloud.identity.standing import scope_of_everything
from servicecloud.ledger.facts import ZONE, civil_date
from servicecloud.performance.enums import DocumentState, FundSource
from servicecloud.performance.models import Project
from servicecloud.performance.services import money, targets

__all__ = ["house"]


def in_english(page: Page) -> None:
    page.locator(".phone-menu summary").click()
    page.locator(".phone-menu").get_by_text("English").click()
    page.wait_for_load_state()


def test_a_head_approves_what_is_ticked_and_reads_what_came_of_each(open_page, house):
    first, moved, last = (making.submitted(house, name=name) for name in ("企业培训甲", "企业培训乙", "企业培训丙"))
    head, officer = open_page(), open_page()
    enter(head, "head")
    head.goto("/office/projects/reviews/?q=企业培训")
    head.get_by_label("全选").check()
    head.get_by_label("意见").fill("同意，请按时实施。")

    enter(officer, "project")
    officer.goto(f"/office/projects/{moved.pk}/target/")
    officer.get_by_role("button", name=re.compile("撤回")).click()
    officer.wait_for_load_state()
    confirm(head, "同意所选")
    head.wait_for_url("**/reviews/runs/*/")

    figures = head.locator("dl.figures dd").all_inner_texts()
    refused = head.locator("tbody tr", has_text=moved.name)
    assert figures[:2] == ["2", "1"]
    expect(refused).not_to_contain_text("已同意")
    expect(refused.locator("td").last).to_contain_text(re.compile("。"))
    for project in (first, last):
        expect(head.locator("tbody tr", has_text=project.name)).to_contain_text("已同意")
    keep_picture(head, "bulk-outcome")
    refused.get_by_role("link").click()
    expect(head.locator("main .tag").first).to_contain_text("填报中")
    assert making.table_of(moved).state == DocumentState.DRAFT


def test_a_department_sets_a_day_sees_who_is_late_and_the_late_table_is_marked(open_page, house):
    project = making.declared(house, name="逾期的培训")
    today = civil_date(timezone.now())
    set_up = datetime.combine(today - timedelta(days=9), datetime.min.time(), ZONE)
    Project.everywhere.filter(pk=project.pk).update(created_at=set_up)
    department = open_page()
    enter(department, "department")
    department.goto(f"/office/projects/settings/{house.department.pk}/")
    department.locator("#deadlines summary").click()
    form = department.locator("#deadlines details form")
    form.get_by_label("项目年度").fill(str(project.year))
    form.get_by_label("表", exact=True).select_option("target")
    form.get_by_label("截止日期").fill((today - timedelta(days=2)).isoformat())
    form.get_by_role("button", name="保存").click()
    department.wait_for_load_state()
    department.goto(f"/office/projects/late/?q={project.name}")
    expect(department.locator("tbody tr")).to_contain_text(re.compile(r"已逾期\s*2\s*天|逾期 2 天"))
    keep_picture(department, "late")

    officer = open_page()
    enter(officer, "project")
    officer.goto(f"/office/projects/{project.pk}/target/edit/")
    confirm(officer, "保存并提交")
    officer.wait_for_url("**/target/")
    phone = open_page(viewport=PHONE)
    enter(phone, "department")
    phone.goto("/office/")
    in_english(phone)
    phone.goto(f"/office/projects/late/?q={project.name}&light=sent_late")

    expect(phone.locator("tbody tr")).to_contain_text("2 days")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    keep_picture(phone, "late-phone-en")


def test_of_two_tabs_that_changed_one_row_the_second_chooses_and_nothing_else_is_lost(open_page, house):
    project = making.declared(house, name="两个窗口")
    first = open_page()
    enter(first, "project")
    second = first.context.new_page()
    for page in (first, second):
        page.goto(f"/office/projects/{project.pk}/target/edit/")

    first.locator("input[name=target]").first.fill("≥6(家次)")
    first.keyboard.press("Enter")
    expect(first.locator("#target-state")).to_contain_text("已自动保存")
    second.locator("input[name=target]").first.fill("≥7(家次)")
    second.fill("#goal", "全年培训企业不少于7家次。")
    second.locator("button[name=save]").last.click()
    chooser = second.locator("#clashes")
    expect(chooser).to_contain_text("≥6(家次)")
    expect(chooser).to_contain_text("≥7(家次)")
    keep_picture(second, "clash-chooser")
    chooser.get_by_label("用对方的").check()
    second.locator("button[name=save]").last.click()
    expect(chooser).to_have_count(0)

    kept = making.content_of(project)
    assert (kept.rows[0].target, kept.goal) == ("≥6(家次)", "全年培训企业不少于7家次。")
    expect(second.locator("input[name=target]").first).to_have_value("≥6(家次)")


def with_every_row_bound(house: making.House, *, year: int) -> Project:
    """A project whose approved target has a measure behind each of its rows, with its payments."""
    project = making.declared(house, name="企业培训", year=year)
    act = {"actor": house.officer, "project_id": project.pk}
    with scope_of_everything():
        content = making.content_of(project)
        names = ("key", "level1", "level2", "level3", "target", "weight")
        rows = [{name: getattr(row, name) for name in names} for row in content.rows]
        rows[1]["target"] = "≥75%"
        saved = targets.save_target(**act, expected=making.table_of(project).version, goal=content.goal, rows=rows)
        key, binding = content.rows[1].key, content.rows[2].binding
        saved = targets.bind_row(**act, expected=saved.version, key=key, binding=binding)
        targets.submit_target(**act, expected=saved.version)
    making.passed(house, project, house.head, house.reviewer, house.finance)
    paid = {
        "source": FundSource.FISCAL,
        "amount_yuan": Decimal(990_000),
        "paid_on": date(year, 1, 5),
        "voucher": "记-1",
    }
    with scope_of_everything():
        money.record_payment(**act, values=paid)
    return project


def test_in_january_a_self_evaluation_is_made_without_a_number_typed_and_its_evidence_taken_along(open_page, house):
    project = with_every_row_bound(house, year=civil_date(timezone.now()).year - 1)
    typed: list[str] = []
    officer = open_page()
    enter(officer, "project")
    address = f"/office/projects/{project.pk}/"
    officer.goto(address)
    officer.locator("main button", has_text="由台账生成自评表").click()
    officer.wait_for_url("**/evaluation/")

    def say(box, words):
        typed.append(words)
        box.fill(words)

    say(officer.locator("#funds_deviation"), "余款按合同在验收后支付。")
    for box in officer.locator("input[name^=word-]").all():
        say(box, "已核实，情况属实。")
    confirm(officer, "保存并提交")
    officer.wait_for_load_state()
    for who in ("head", "department"):
        decide(open_page, who, f"{address}evaluation/", act="同意")
    officer.goto(address)
    officer.get_by_role("link", name="证据包").click()
    with officer.expect_download() as coming:
        officer.get_by_role("link", name=re.compile("下载")).click()

    with zipfile.ZipFile(io.BytesIO(coming.value.path().read_bytes())) as pack:
        names = pack.namelist()
    assert not any(character.isdigit() for text in typed for character in text)
    assert any(name.endswith(".docx") for name in names)
    assert any("manifest" in name for name in names)
