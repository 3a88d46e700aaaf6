"""The target editor by the keyboard alone, in Chinese; what readers see of it in English on a phone."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from scripts.browser import PHONE, enter
from tests.servicecloud.browser.conftest import keep_picture
from tests.servicecloud.performance import making

from servicecloud.identity.models import Organisation, User
from servicecloud.identity.standing import scope_of_everything
from servicecloud.indicators.models import LibraryIndicator
from servicecloud.ledger.facts import civil_date
from servicecloud.performance.models import Project

BLOCK = "产出指标\t质量指标\t培训合格率\t≥90%\t20\n效益指标\t社会效益指标\t政策知晓率\t≥85%\t20"


@pytest.fixture
def house(site: str) -> making.House:
    """The demonstration's own people."""
    who = {name: User.objects.get(username=name) for name in ("project", "head", "department", "bureau")}
    at = {code: Organisation.everywhere.get(code=code) for code in ("LJ-QF", "LJ-JX", "LJ-CZ")}
    return making.House(
        at["LJ-QF"], at["LJ-JX"], at["LJ-CZ"], who["project"], who["head"], who["department"], who["bureau"]
    )


@pytest.fixture
def project(house: making.House) -> Project:
    """A project of this year whose target is still blank."""
    return making.a_project(house, name="键盘填报", year=civil_date(timezone.now()).year)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def focused(page: Page) -> str:
    """Return the value of the field that has the focus."""
    return page.evaluate("document.activeElement.value")


def names(page: Page) -> list[str]:
    return [cell.input_value() for cell in page.locator("input[name=level3]").all()]


def test_a_target_is_filled_in_from_the_library_and_a_spreadsheet_without_a_mouse(open_page, project):
    page = open_page()
    enter(page, "project")
    page.goto(f"/office/projects/{project.pk}/target/edit/")
    page.locator("#name-0").focus()

    press(page, "Alt+l")
    page.keyboard.type("处理诉求")
    expect(page.locator("#library-found")).to_contain_text("处理企业诉求数量")
    press(page, "Tab", "Tab", "Space", "Enter")
    page.wait_for_url("**/target/edit/#name-0")

    expect(page.locator("#name-0")).to_have_value("处理企业诉求数量")
    expect(page.locator("#name-0")).to_be_focused()
    expect(page.locator("#said-0")).to_contain_text("指标库第1版")
    press(page, "Tab", "Tab")
    assert focused(page) == "10"
    page.keyboard.type("50")
    press(page, "Enter")
    expect(page.locator("#target-state")).to_contain_text("已自动保存")
    expect(page.locator("#target-state dd").first).to_have_text("50")

    page.locator("input[name=level1]").nth(1).focus()
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        BLOCK,
    )
    expect(page.locator("#target-state dd").first).to_have_text("90")
    assert names(page)[:3] == ["处理企业诉求数量", "培训合格率", "政策知晓率"]
    keep_picture(page, "target-editor-keyboard")

    press(page, "Alt+l", "Escape")
    assert page.evaluate("document.activeElement.name") == "level1"
    assert [row.level3 for row in making.content_of(project).rows] == ["处理企业诉求数量", "培训合格率", "政策知晓率"]


def test_readers_find_an_indicator_in_english_on_a_phone(open_page, house):
    page = open_page(viewport=PHONE)
    enter(page, "head")
    with scope_of_everything():
        found = LibraryIndicator.objects.get(code="SMS-C-002")
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": page.url}])

    page.goto("/office/indicators/?q=培训&category=economic_cost")
    expect(page.locator("h1")).to_have_text("Indicator library")
    page.locator("main tbody a").first.click()
    page.wait_for_url(f"**/indicators/{found.pk}/")

    expect(page.locator("main")).to_contain_text("Counting rule")
    expect(page.locator("main")).to_contain_text("2021 core style")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    keep_picture(page, "indicator-phone-en")
