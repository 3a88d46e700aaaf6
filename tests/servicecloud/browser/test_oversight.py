"""Oversight as people live it: a department draws, finds, requires rectification, the unit answers, it is closed; anybody reads the draw."""

import re

import pytest
from playwright.sync_api import Page, expect
from scripts.browser import PHONE, enter
from tests.servicecloud.browser.conftest import keep_picture
from tests.servicecloud.oversight.making import Bench, seeded
from tests.servicecloud.performance import making

from plumbline.sampling import draw, read_frame
from servicecloud.identity.enums import Role
from servicecloud.identity.models import Membership, Organisation, User
from servicecloud.identity.standing import scope_of_everything
from servicecloud.oversight.models import Frame, Seed
from servicecloud.oversight.selectors.draws import frame_text
from servicecloud.oversight.services.sampling import draw_sample


@pytest.fixture
def house(site: str) -> making.House:
    """The demonstration's own people; the analyst helps out in the department as a second reviewer."""
    who = {name: User.objects.get(username=name) for name in ("project", "head", "department", "bureau")}
    at = {code: Organisation.everywhere.get(code=code) for code in ("LJ-QF", "LJ-JX", "LJ-CZ")}
    second = User.objects.get(username="analyst")
    Membership.everywhere.create(user=second, organisation=at["LJ-JX"], role=Role.DEPARTMENT_REVIEWER)
    house = making.House(
        at["LJ-QF"], at["LJ-JX"], at["LJ-CZ"], who["project"], who["head"], who["department"], who["bureau"]
    )
    making.evaluated(house)
    return house


def wait_for(page: Page, kind: str) -> None:
    """Open what waits in the inbox."""
    page.goto("/office/")
    page.locator(".inbox li", has_text=kind).first.get_by_role("link").click()


def it_draws(page: Page) -> None:
    page.goto("/office/oversight/")
    page.get_by_role("link", name="拟定抽查计划").click()
    page.get_by_label("项目年度").fill(str(making.last_year()))
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("种子来源").select_option("entered")
    page.get_by_label("抽取总数").fill("1")
    page.get_by_role("button", name="保存办法，重算分层").click()
    page.get_by_role("button", name="公告抽样框").click()
    page.locator("dialog button", has_text="确定").click()
    page.get_by_label("种子", exact=True).fill("5 2 6")
    page.get_by_label("产生经过").fill("局会议室当众掷骰")
    page.get_by_role("button", name="公布种子").click()
    page.get_by_role("button", name="抽取", exact=True).click()
    expect(page.get_by_role("heading", name="抽中的项目")).to_be_visible()
    keep_picture(page, "oversight-drawn")


def it_finds_and_requires(other: Page) -> None:
    wait_for(other, "待核查")
    row = other.locator("tbody tr", has_text="参训企业满意度")
    row.locator("summary").click()
    row.locator("select").first.select_option("K-01")
    row.get_by_label("核查意见").fill("没有问卷原件")
    other.get_by_role("button", name="保存并送达单位").click()
    expect(other.locator(".page-head .tag")).to_have_text("已送单位")
    keep_picture(other, "oversight-sent")
    other.get_by_role("link", name="要求整改", exact=True).click()
    expect(other.get_by_label("整改要求")).to_have_value(re.compile("参训企业满意度：没有佐证材料"))
    other.get_by_role("button", name="提出整改要求").click()
    expect(other.locator(".page-head .tag")).to_have_text("待整改")


def it_accepts_and_answers(unit: Page) -> None:
    wait_for(unit, "核查结果待确认")
    unit.get_by_role("button", name="没有异议，确认结果").click()
    unit.locator("dialog button", has_text="确定").click()
    expect(unit.locator(".page-head .tag")).to_have_text("已定论")
    wait_for(unit, "待整改")
    file = {"name": "问卷汇总.csv", "mimeType": "text/csv", "buffer": "问卷,结论\n1,满意\n".encode()}
    unit.get_by_label("佐证材料").set_input_files(file)
    unit.get_by_role("button", name="上传").click()
    expect(unit.get_by_role("link", name="问卷汇总.csv")).to_be_visible()
    unit.get_by_label("整改情况").fill("已补齐问卷原件。")
    unit.get_by_role("button", name="报送").click()
    expect(unit.locator(".page-head .tag")).to_have_text("待验收")


def test_a_department_draws_finds_and_sees_it_put_right(open_page, house):
    page, other, unit = open_page(), open_page(), open_page()
    enter(page, "department")
    it_draws(page)
    enter(other, "analyst")
    it_finds_and_requires(other)
    enter(unit, "project")
    it_accepts_and_answers(unit)

    wait_for(other, "待验收整改")
    other.get_by_role("button", name="验收通过").click()
    expect(other.locator(".page-head .tag")).to_have_text("已完成")


def test_anybody_reads_a_draw_in_english_on_a_phone_and_draws_it_again(open_page, house):

    bench = Bench(house, User.objects.get(username="analyst"), house.finance)
    made = seeded(bench)
    with scope_of_everything():
        draw_sample(actor=made.made_by, plan_id=made.pk)
    page = open_page(viewport=PHONE)
    page.goto("/draws/")
    page.get_by_text("菜单").click()
    page.get_by_role("button", name="English").click()
    page.goto("/draws/")
    page.get_by_role("link", name="自评抽查").click()

    expect(page.get_by_role("heading", name="4. Draw it again yourself")).to_be_visible()
    expect(page.get_by_text(Seed.everywhere.get().text, exact=True)).to_be_visible()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download the frame (CSV)").click()
    text = coming.value.path().read_bytes().decode()
    frame = Frame.everywhere.get()
    drawn = draw(read_frame(text), seed=Seed.everywhere.get().text, algorithm="sha256")
    assert text == frame_text(frame)
    for each in drawn:
        expect(page.get_by_text(each.number)).to_be_visible()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]
    keep_picture(page, "oversight-draw-phone-en")
