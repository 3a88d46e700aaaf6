"""What people do together: claim, invite, import and undo, and work with the keyboard alone."""

import csv
import io
import re

from django.core import mail
from playwright.sync_api import Page, expect
from scripts.browser import enter
from tests.servicecloud.browser.conftest import keep_picture

from servicecloud.demo.city import DISTRICTS, credit_code
from servicecloud.directory.models import Enterprise, ImportRun

HEADINGS = ("统一社会信用代码", "企业名称", "所在区", "行业代码")


def press(page: Page, text: str) -> None:
    """Press a button of the page's main part."""
    page.locator("main button", has_text=text).first.click()


def tab_to(page: Page, selector: str, *, at_most: int = 60) -> None:
    """Press the tabulator until something that matches has the focus."""
    for _step in range(at_most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} was not reached with {at_most} presses of the tabulator")


def table_of(*rows: tuple[str, ...]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([HEADINGS, *rows])
    return text.getvalue().encode("utf-8-sig")


def drop(page: Page, name: str, content: bytes) -> None:
    """Let a file fall on the drop area, as from the desktop."""
    page.evaluate(
        """([name, bytes]) => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(bytes)], name));
            for (const kind of ["dragenter", "dragover", "drop"])
                document.querySelector(".drop").dispatchEvent(
                    new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data }));
        }""",
        [name, list(content)],
    )


def test_an_enterprise_is_claimed_verified_and_opens_to_its_claimant(open_page):
    wanted = Enterprise.everywhere.get(credit_code=credit_code(1_000_020))
    visitor, operator = open_page(), open_page()
    enter(visitor, "visitor")
    visitor.goto(f"/enterprises/?q={wanted.credit_code}")
    visitor.locator("tbody a").click()
    visitor.get_by_role("link", name="认领企业").click()
    visitor.fill("#id_statement", "本人为公司法定代表人，可拨打总机核实。")
    press(visitor, "提交认领申请")

    enter(operator, "operator")
    operator.locator(".inbox a", has_text=wanted.name_zh).click()
    operator.fill("#id_reason", "已电话核实。")
    press(operator, "核验通过")
    visitor.goto("/workspace/")
    keep_picture(visitor, "claim-approved")
    visitor.locator("main .panel", has_text="我的企业").get_by_role("link", name=wanted.name_zh).click()

    expect(visitor.locator("h1")).to_have_text(wanted.name_zh)
    expect(visitor.get_by_role("link", name="修改信息")).to_be_visible()
    expect(visitor.locator(".bar-tools")).to_contain_text("通知 1")


def test_a_colleague_is_invited_by_letter_and_joins_with_an_account_of_their_own(open_page):
    owner, colleague = open_page(), open_page()
    enter(owner, "enterprise")
    owner.locator("main a", has_text="人员与邀请").click()
    owner.fill("#id_email", "new.colleague@example.com")
    owner.select_option("#id_role", "enterprise_staff")
    press(owner, "发送邀请")
    expect(owner.locator(".toast-line")).to_contain_text("new.colleague@example.com")
    link = re.search(r"http://\S+/invitations/\S+/", mail.outbox[-1].body).group()

    colleague.goto(link)
    colleague.fill("#id_username", "newcolleague")
    colleague.fill("#id_display_name", "新同事")
    colleague.fill("#id_password", "short")
    press(colleague, "接受邀请")
    expect(colleague.locator(".errors").first).to_be_visible()
    colleague.fill("#id_password", "Correct-Horse-1")
    press(colleague, "接受邀请")

    colleague.wait_for_url("**/workspace/")
    expect(colleague.locator("main")).to_contain_text("我的企业")
    owner.reload()
    expect(owner.locator("main table")).to_contain_text("新同事")
    expect(owner.locator("main")).to_contain_text("没有等待接受的邀请")


def test_an_import_names_what_is_wrong_writes_the_rest_and_can_be_undone(open_page):
    before = Enterprise.everywhere.count()
    page = open_page()
    enter(page, "operator")
    page.goto("/office/imports/")
    good, wrong = credit_code(3_000_001), "91999900MB0000000X"
    district = DISTRICTS[0][1]
    content = table_of(
        (good, "澜川市导入样例有限公司", district, "3411"), (wrong, "抄错代码的企业", "没有这个区", "3411")
    )
    drop(page, "名单.csv", content)
    expect(page.locator("[data-file-name]")).to_have_text("名单.csv")
    press(page, "上传并检查")

    expect(page.locator("tbody tr", has_text="抄错代码的企业")).to_contain_text("不是有效的18位统一社会信用代码")
    expect(page.locator("tbody tr", has_text="抄错代码的企业")).to_contain_text("没有“没有这个区”这个区")
    keep_picture(page, "import-checked")
    assert Enterprise.everywhere.count() == before

    press(page, "写入 1 行")
    expect(page.locator(".page-head .tag")).to_have_text("已写入")
    assert Enterprise.everywhere.filter(credit_code=good).exists()
    assert Enterprise.everywhere.count() == before + 1

    press(page, "撤销这次导入")
    page.locator("dialog button", has_text="确定").click()
    expect(page.locator(".page-head .tag")).to_have_text("已撤销")
    assert Enterprise.everywhere.count() == before


def test_a_file_that_is_no_table_is_refused_where_it_was_dropped(open_page):
    page = open_page()
    enter(page, "operator")
    page.goto("/office/imports/")

    drop(page, "照片.png", b"\x89PNG\r\n\x1a\n" + bytes(200))
    press(page, "上传并检查")

    expect(page.locator(".errors")).to_contain_text("不是 Excel 工作簿")
    expect(page.locator(".drop")).to_be_visible()
    keep_picture(page, "import-refused")
    assert not ImportRun.objects.exists()


def test_from_the_list_through_the_form_to_the_saved_entry_with_the_keyboard_alone(open_page):
    wanted = Enterprise.everywhere.order_by("name_zh", "pk").first()
    page = open_page()
    enter(page, "operator")
    page.goto("/office/enterprises/")

    tab_to(page, "tbody th a")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/office/enterprises/{wanted.pk}/")
    tab_to(page, "a[href$='/edit/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/edit/")
    tab_to(page, "#id_address")
    page.keyboard.type("石桥街9号")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/office/enterprises/{wanted.pk}/")

    expect(page.locator("main")).to_contain_text("石桥街9号")


def test_an_institution_renews_a_qualification_and_the_office_verifies_it(open_page):
    institution, operator = open_page(), open_page()
    enter(institution, "institution")
    institution.locator("main .panel", has_text="我的服务机构").locator("a").first.click()
    row = institution.locator("#qualifications tr", has_text="示范平台")
    row.get_by_role("link", name="续期").click()
    institution.fill("#id_valid_from", "2030-01-01")
    institution.fill("#id_valid_to", "2032-12-31")
    press(institution, "保存")
    waiting = institution.locator("#qualifications tr", has_text="2032-12-31")
    expect(waiting).to_contain_text("待核验")

    enter(operator, "operator")
    operator.locator(".inbox a", has_text="示范平台").click()
    operator.locator("#qualifications tr", has_text="2032-12-31").get_by_role("button", name="核验通过").click()

    expect(operator.locator("#qualifications tr", has_text="2032-12-31")).not_to_contain_text("待核验")
    expect(operator.locator("#qualifications tr", has_text="已续期")).to_have_count(1)


def test_the_tree_of_organisations_is_changed_and_looked_at_as_it_was(open_page):
    page = open_page()
    enter(page, "operator")
    page.goto("/office/organisations/tree/")
    page.locator(".tree a", has_text="贸易发展中心").click()
    page.select_option("#id_parent", label="澜川市经济和信息化局")
    page.fill("#move #id_since", "2024-07-01")
    press(page, "调整")
    expect(page.locator("main table")).to_contain_text("2024-07-01")

    page.goto("/office/organisations/tree/")
    page.fill("#id_on", "2024-06-30")
    press(page, "查看")

    commerce = page.locator(".tree li li", has_text="澜川市商务局")
    expect(commerce).to_contain_text("贸易发展中心")
    page.get_by_role("link", name="回到今天").click()
    expect(commerce).not_to_contain_text("贸易发展中心")
