"""Dropping a form for audit, and letting other programs in, as a person does it."""

import base64
from zipfile import ZipFile

import pytest
from axe_playwright_python.sync_playwright import Axe
from scripts.browser import DESKTOP, PHONE, enter
from tests.servicecloud.browser.conftest import keep_picture

from plumbline.examples import FOLDER
from servicecloud.identity.models import Organisation

XLSX = FOLDER / "self-evaluation-wan.xlsx"
DROP = """([drop, name, text]) => {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], name));
    drop.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
}"""


def audit(page, path=XLSX):
    page.goto("/audit/")
    page.set_input_files("#form-file", path)
    page.locator("main button", has_text="审核").first.click()
    page.wait_for_selector("#copy")


def test_a_dropped_form_gives_findings_and_a_copy_to_take_away(open_page, tmp_path):
    page = open_page()
    page.goto("/audit/")
    drop = page.locator(".drop").element_handle()
    page.evaluate(DROP, [drop, XLSX.name, base64.b64encode(XLSX.read_bytes()).decode()])
    assert page.locator("[data-file-name]").inner_text() == XLSX.name

    page.locator("main button", has_text="审核").first.click()
    page.wait_for_selector("#copy")
    with page.expect_download() as waiting:
        page.click("#copy")
    waiting.value.save_as(tmp_path / "copy.xlsx")

    assert page.locator(".finding").count() >= 3
    assert page.title().startswith("审核结果")
    assert waiting.value.suggested_filename == "self-evaluation-wan-批注.xlsx"
    assert any("comments" in name for name in ZipFile(tmp_path / "copy.xlsx").namelist())


def test_the_same_works_without_scripts(browser, site):
    context = browser.new_context(base_url=site, locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    page.goto("/audit/")
    page.set_input_files("#form-file", XLSX)
    page.locator("main button", has_text="审核").first.click()
    page.wait_for_selector("#copy")
    with page.expect_download() as waiting:
        page.click("#workbook")

    assert waiting.value.suggested_filename == "self-evaluation-wan-问题清单.xlsx"
    context.close()


def test_a_refused_file_says_why_and_the_next_one_can_follow_at_once(open_page, tmp_path):
    (tmp_path / "photo.png").write_bytes(b"\x89PNG....")
    page = open_page()
    page.goto("/audit/")
    page.set_input_files("#form-file", tmp_path / "photo.png")
    page.locator("main button", has_text="审核").first.click()
    page.wait_for_selector("#refusal")
    keep_picture(page, "audit-refused")

    page.set_input_files("#form-file", XLSX)
    page.locator("main button", has_text="审核").first.click()
    page.wait_for_selector("#copy")

    assert page.locator("h1").inner_text() == "审核结果"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_result_and_the_pages_for_programs_fit_and_pass_the_accessibility_rules(open_page, size, language):
    page = open_page(viewport={"desktop": DESKTOP, "phone": PHONE}[size])
    enter(page, "enterprise")
    if language == "en":
        page.evaluate("document.querySelector('form[action=\"/language/\"] [value=en]').click()")
        page.wait_for_selector("html[lang=en]")
    workspace = Organisation.everywhere.get(memberships__user__username="enterprise").pk
    found = []

    def look(name):
        keep_picture(page, f"{name}-{size}-{language}")
        results = Axe().run(page)
        found.extend(
            f"{name}: {rule['id']} {[node['target'] for node in rule['nodes']][:3]}"
            for rule in results.response["violations"]
        )
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found.extend([f"{name}: {overflow} px too wide"] if overflow > 0 else [])

    page.goto("/audit/")
    look("audit")
    page.set_input_files("#form-file", XLSX)
    page.locator("main button.btn-primary").click()
    page.wait_for_selector("#copy")
    for summary in page.locator(".audited summary").all():
        summary.click()
    look("audit-result")
    page.goto("/account/tokens/")
    page.fill("#id_name", "ERP")
    page.locator("input[value='directory:read']").check()
    page.locator("main .panel button").click()
    page.wait_for_selector("#new-token")
    look("tokens")
    page.goto(f"/organisations/{workspace}/webhooks/")
    page.fill("#id_url", "https://erp.example/plumbline/events")
    page.locator("input[value='enterprise.edited']").check()
    page.locator("main .panel button").click()
    page.wait_for_selector("#new-secret")
    look("webhooks")
    page.goto("/developers/")
    look("developers")

    assert found == []
