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
from servicecloud.performance.services import targets
from servicecloud.performance.values import Binding

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


def settle(page: Page) -> None:
    """Wait until everything typed is kept: of several saves under way the first answer may belong to an earlier change."""
    for _each in range(2):
        page.wait_for_timeout(400)
        expect(page.locator("form.htmx-request")).to_have_count(0)


def focused(page: Page) -> str:
    """Return the value of the field that has the focus."""
    return page.evaluate("document.activeElement.value")


def names(page: Page) -> list[str]:
    return [cell.input_value() for cell in page.locator("input[name=level3]").all()]


def paste(page: Page, text: str) -> None:
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        text,
    )


@pytest.fixture
def editor(open_page, project, house) -> Page:
    """The editor with three rows, of which the first is bound."""
    rows = [
        dict(zip(("level1", "level2", "level3", "target", "weight"), row, strict=True))
        for row in (*making.ROWS[:2], ("产出指标", "质量指标", "合格率", "≥90%", "10"))
    ]
    with scope_of_everything():
        act = {"actor": house.officer, "project_id": project.pk}
        targets.save_target(**act, expected=1, goal="全年培训企业。", rows=rows)
        key = making.content_of(project).rows[1].key
        targets.bind_row(**act, expected=2, key=key, binding=Binding(kind="narrative", evidence="问卷汇总"))
    page = open_page()
    enter(page, "project")
    page.goto(f"/office/projects/{project.pk}/target/edit/")
    page.wait_for_load_state("networkidle")
    return page


def test_what_was_just_typed_is_kept_by_whatever_leads_away(editor, project):
    editor.locator("input[name=target]").nth(0).fill("≥7(家次)")
    editor.locator("#said-0 a").first.click()
    editor.wait_for_url("**/target/rows/**")
    assert making.content_of(project).rows[0].target == "≥7(家次)"

    editor.wait_for_load_state("networkidle")
    editor.go_back()
    editor.wait_for_load_state("networkidle")
    expect(editor.locator("input[name=target]").nth(0)).to_have_value("≥7(家次)")
    editor.locator("input[name=target]").nth(0).fill("≥8(家次)")
    editor.locator("button[value=more]").click()
    expect(editor.locator("#target-state")).to_contain_text("已自动保存")
    assert len(names(editor)) == 17
    assert making.content_of(project).rows[0].target == "≥8(家次)"

    editor.locator("input[name=level3]").nth(3).fill("新的一项")
    editor.locator("button.btn-primary[name=save]").click()
    editor.wait_for_load_state("networkidle")
    assert [row.level3 for row in making.content_of(project).rows][3:] == ["新的一项"]


def test_going_away_with_something_unsaved_warns_and_saves(editor, project):
    asked = []
    editor.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    editor.locator("input[name=target]").nth(0).click()
    press(editor, "End")
    editor.keyboard.type("9")

    editor.goto("about:blank")
    editor.wait_for_timeout(1500)

    assert asked == ["beforeunload"]
    assert making.content_of(project).rows[0].target == making.ROWS[0][3] + "9"


def test_a_save_that_does_not_get_through_says_so_and_is_tried_again(editor, browser, project):
    context = browser.new_context(storage_state=editor.context.storage_state(), locale="zh-CN")
    address, editor = editor.url, context.new_page()  # a page of its own: the browser complains of what is cut off
    editor.goto(address, wait_until="networkidle")
    editor.route("**/target/check/", lambda route: route.abort())
    editor.locator("#name-0").fill("改过的名称")
    editor.locator("#name-1").focus()
    expect(editor.locator("#unsaved")).to_be_visible()

    editor.unroute("**/target/check/")

    expect(editor.locator("#unsaved")).to_be_hidden(timeout=20_000)
    context.close()
    assert making.content_of(project).rows[0].level3 == "改过的名称"


def test_rows_are_moved_inserted_deleted_and_taken_back_by_the_keyboard(editor, project):
    told, state = editor.locator("#row-told"), editor.locator("#target-state")
    before = making.content_of(project).rows
    editor.locator("#name-1").focus()

    press(editor, "Alt+ArrowUp")
    assert focused(editor) == before[1].level3
    expect(told).to_have_text("已移到第 1 行。")
    press(editor, "Alt+Enter")
    expect(told).to_have_text("已插入空行。")
    press(editor, "Tab", "Tab")
    editor.keyboard.type("插入的一项")
    press(editor, "Enter")
    expect(state).to_contain_text("已自动保存")
    expect(editor.locator("input[name=key]").nth(1)).not_to_have_value("")
    assert [row.level3 for row in making.content_of(project).rows] == [
        before[1].level3,
        "插入的一项",
        before[0].level3,
        before[2].level3,
    ]

    editor.locator("#name-1").focus()
    press(editor, "Alt+Delete")
    expect(told).to_have_text(f"已删去“{before[1].level3}”。")
    settle(editor)
    assert before[1].key not in {row.key for row in making.content_of(project).rows}
    editor.locator("[data-undo]").press("Enter")
    settle(editor)
    assert making.content_of(project).rows[0] == before[1]
    assert editor.locator(".row-number label").all_inner_texts()[:4] == ["1", "2", "3", "4"]


def test_a_headed_block_with_a_line_break_is_put_in_and_taken_out_again(editor, project):
    editor.locator("input[name=level1]").nth(3).focus()
    with editor.expect_response("**/check/"):
        paste(editor, '三级指标\t年度指标值\t分值\t备注\n"培训\n场次"\t≥12场\t十分\t无\n辅导次数\t≥30次\t5\t无')

    expect(editor.locator("#row-told")).to_contain_text("已放入 2 行。 表中没有“备注”这一栏")
    assert names(editor)[3:5] == ["培训场次", "辅导次数"]
    expect(editor.locator("input[name=weight]").nth(3)).to_have_attribute("aria-invalid", "true")
    expect(editor.locator("#said-3")).to_contain_text("分值“十分”不是分数")
    keep_picture(editor, "target-editor-pasted")

    editor.locator("[data-undo]").click()
    settle(editor)
    assert len(making.content_of(project).rows) == 3


def test_rows_are_kept_in_order_on_a_phone(open_page, project, house):
    page = open_page(viewport=PHONE)
    enter(page, "project")
    page.goto(f"/office/projects/{project.pk}/target/edit/")
    for number, name in enumerate(("甲项", "乙项")):
        page.locator(f"#name-{number}").fill(name)

    page.locator("button[name=row][value=up]").click()

    settle(page)
    assert [row.level3 for row in making.content_of(project).rows] == ["乙项", "甲项"]
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    keep_picture(page, "target-editor-phone")


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
    paste(page, BLOCK)
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
