"""A project's year as people live it: declared from last year's Word file, returned, mended, approved, evaluated, read by the public."""

import re
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from scripts.browser import PHONE, enter
from tests.servicecloud.browser.conftest import keep_picture
from tests.servicecloud.performance.making import House, a_register

from plumbline.forms.model import FundRow, Indicator, PrintedFund, PrintedIndicator, SelfEvaluation
from plumbline.forms.places import Cell
from plumbline.forms.value_grammar import parse_actual, parse_target
from plumbline.forms.writers import write
from servicecloud.identity.models import Organisation, User
from servicecloud.ledger.facts import civil_date

ROWS = (
    ("产出指标", "数量指标", "培训企业家次", "≥4(家次)", "60"),
    ("效益指标", "社会效益指标", "培训有效率", "≥75%", "20"),
    ("满意度指标", "服务对象满意度指标", "参训企业满意度", "≥75%", "10"),
)


@pytest.fixture
def house(site: str) -> House:
    """The demonstration's own people, with a register of trainings of last year."""
    who = {name: User.objects.get(username=name) for name in ("project", "head", "department", "bureau")}
    at = {code: Organisation.everywhere.get(code=code) for code in ("LJ-QF", "LJ-JX", "LJ-CZ")}
    house = House(at["LJ-QF"], at["LJ-JX"], at["LJ-CZ"], who["project"], who["head"], who["department"], who["bureau"])
    a_register(house, year=civil_date(timezone.now()).year - 1)
    return house


def last_years_file() -> bytes:
    """Return a self-evaluation of last year as Word."""
    cell = Cell("x", "t", 1, 1)
    rows = tuple(
        Indicator(
            level1=level1,
            level2=level2,
            level3=level3,
            shifted=False,
            cell=Cell("x", "t", number, 1),
            printed=PrintedIndicator(),
            target=parse_target(target),
            actual=parse_actual(target.strip("≥")),
            weight=Decimal(weight),
            claimed_score=Decimal(weight),
        )
        for number, (level1, level2, level3, target, weight) in enumerate(ROWS, start=1)
    )
    amount = Decimal("100.00")
    fund = FundRow("年度资金总额", cell, PrintedFund(), amount, amount, amount, Decimal(10), Decimal(100), Decimal(10))
    form = SelfEvaluation(
        source="x",
        ordinal=1,
        layout="shanghai-self-evaluation",
        year=2025,
        project_name="企业培训",
        money_unit_label="万元",
        supervising_department="经信局",
        implementing_unit="服务中心",
        expected_goal="全年培训企业不少于4家次，满意度不低于75%。",
        actual_completion="已完成。",
        funds=(fund,),
        indicators=rows,
        total_weight_printed="100",
        total_score_printed="100",
        grade_printed="优",
    )
    return write(form, to="docx")


def confirm(page: Page, text: str) -> None:
    page.locator("main button", has_text=text).click()
    page.locator("#confirm button[value=yes]").click()


def bind(page: Page, row: int, *, share: bool) -> None:
    page.locator(f"#said-{row} a").first.click()
    page.select_option("#id_measure", label="培训到场（家次）")
    page.locator("button[name=look]").click()
    if share:
        page.select_option("#id_how", "share")
        page.get_by_role("group", name="占比的分子").get_by_label("满意", exact=True).check()
    page.locator("button[name=look]").click()
    expect(page.locator("aside.panel")).to_contain_text("到场参训的企业")
    page.locator("button[name=keep]").click()
    page.wait_for_url("**/target/edit/")


def decide(open_page, who: str, address: str, *, act: str, comment: str = "") -> None:
    page = open_page()
    enter(page, who)
    expect(page.locator(".inbox")).to_contain_text("企业培训")
    page.goto(address)
    if comment:
        page.fill("#comment", comment)
    page.locator("#decision button", has_text=act).click()
    page.wait_for_load_state()


def set_up(officer: Page) -> str:
    """Set the project up with its budget; return its address."""
    officer.goto("/office/projects/new/")
    officer.fill("#id_name", "企业培训")
    year = civil_date(timezone.now()).year - 1  # a year is evaluated when it has ended
    for name, text in (("year", str(year)), ("starts_on", f"{year}-01-01"), ("ends_on", f"{year}-12-31")):
        officer.fill(f"#id_{name}", text)
    officer.locator("main button", has_text="保存").click()
    officer.wait_for_url(re.compile(r"/office/projects/\d+/$"))
    address = officer.url
    officer.goto(f"{address}money/")
    officer.fill("#id_initial-amount_yuan", "1000000")
    officer.locator("form:has(input[value=initial]) button").click()
    return address


def declare(officer: Page, address: str) -> None:
    """Take the rows over from the Word file, bind each to the ledger, submit."""
    officer.goto(f"{address}target/edit/")
    officer.locator("summary", has_text="读入").click()
    word = {"name": "去年自评表.docx", "mimeType": "application/octet-stream", "buffer": last_years_file()}
    officer.set_input_files("#id_file", word)
    officer.locator("button", has_text="读入").click()
    officer.wait_for_load_state()
    assert [cell.input_value() for cell in officer.locator("input[name=level3]").all()[:3]] == [row[2] for row in ROWS]
    for number in range(3):
        bind(officer, number, share=number > 0)
    keep_picture(officer, "target-editor")
    confirm(officer, "保存并提交")
    officer.wait_for_url("**/target/")


def mend(officer: Page, address: str) -> None:
    """Read the comment, mend with the keyboard, submit again."""
    officer.goto(f"{address}target/edit/")
    expect(officer.locator(".note-warn", has_text="提高到5家次")).to_be_visible()
    officer.locator("input[name=target]").first.fill("≥5(家次)")
    officer.keyboard.press("Enter")
    expect(officer.locator("#target-state")).to_contain_text("已自动保存")
    confirm(officer, "保存并提交")
    officer.wait_for_url("**/target/")


def evaluate(officer: Page, address: str) -> None:
    """Build the form, say a word where it is asked for, type no number, submit."""
    officer.goto(address)
    officer.locator("main button", has_text="由台账生成自评表").click()
    officer.wait_for_url("**/evaluation/")
    expect(officer.locator(".indicators tbody tr").first).to_contain_text("5(家次)")
    officer.fill("#funds_deviation", "款项按合同在第四季度支付，目前尚未到付款期。")
    for box in officer.locator("input[name^=word-]").all():
        box.fill("已核实，情况属实。")
    keep_picture(officer, "self-evaluation")
    confirm(officer, "保存并提交")
    officer.wait_for_load_state()
    assert officer.locator("h1").inner_text() == "绩效自评表", officer.locator("main").inner_text()


def test_a_projects_year_from_last_years_word_file_to_the_public_page(open_page, house):
    officer = open_page()
    enter(officer, "project")
    address = set_up(officer)

    declare(officer, address)
    decide(open_page, "head", f"{address}target/", act="退回修改", comment="培训家次请提高到5家次。")
    mend(officer, address)
    for who in ("head", "department", "bureau"):
        decide(open_page, who, f"{address}target/", act="同意")
    evaluate(officer, address)
    for who in ("head", "department"):
        decide(open_page, who, f"{address}evaluation/", act="同意")
    department = open_page()
    enter(department, "department")
    department.goto(address)
    confirm(department, "公开")
    department.wait_for_load_state()

    public = open_page(viewport=PHONE)
    public.goto("/performance/")
    public.locator("main a", has_text="企业培训").click()
    keep_picture(public, "disclosed-project-phone")
    expect(public.locator("main")).to_contain_text("5(家次)")
    expect(public.locator("main")).to_contain_text("统计到场参训的企业")
    public.locator("a", has_text="去查验").click()
    expect(public.locator("h1")).to_be_visible()
