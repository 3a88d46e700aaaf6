"""Files, search and the pages of the services in a real browser."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from scripts.browser import DESKTOP, PHONE, enter
from tests.servicecloud.browser.conftest import keep_picture
from tests.servicecloud.factories import PNG

from servicecloud.directory.models import Enterprise
from servicecloud.identity.standing import scope_of_everything
from servicecloud.search.services import reindex

PICTURES = [
    ("search", "", "/search/?q=机械"),
    ("files", "enterprise", "/workspace/enterprises/{own}/files/"),
    ("notifications", "enterprise", "/notifications/"),
    ("notification-settings", "enterprise", "/notifications/settings/"),
    ("office-search", "operator", "/office/search/?q=机械"),
    ("queue", "operator", "/office/tasks/"),
    ("storage", "operator", "/office/storage/"),
    ("deliveries", "operator", "/office/deliveries/"),
    ("activity", "operator", "/office/activity/"),
    ("calendar", "operator", "/office/calendar/2026/"),
    ("calendar-import", "operator", "/office/calendar/2027/import/"),
]


@pytest.fixture
def indexed(site: str) -> None:
    with scope_of_everything():
        reindex()


def own_enterprise() -> int:
    return Enterprise.everywhere.filter(workspace__isnull=False).order_by("pk").first().pk


def files_page(open_page):
    page = open_page()
    enter(page, "enterprise")
    page.goto(f"/workspace/enterprises/{own_enterprise()}/files/")
    return page


def test_a_program_under_the_name_of_a_document_is_refused_with_its_reason(open_page, tmp_path: Path):
    page = files_page(open_page)
    disguised = tmp_path / "营业执照.pdf"
    disguised.write_bytes(b"MZ" + bytes(4000))

    page.set_input_files("input[type=file]", disguised)
    assert page.locator("[data-file-name]").inner_text() == "营业执照.pdf"
    page.locator("main button", has_text="上传").click()
    page.locator("ul.errors").wait_for()
    keep_picture(page, "upload-refused")

    assert "不是可以上传的类型" in page.locator("ul.errors").inner_text()
    assert page.locator("tbody tr").count() == 0


def test_a_picture_is_kept_shown_and_removed_after_a_question(open_page, tmp_path: Path):
    page = files_page(open_page)
    picture = tmp_path / "门头照片.png"
    picture.write_bytes(PNG)

    page.set_input_files("input[type=file]", picture)
    page.locator("main button", has_text="上传").click()
    page.locator("tbody th a", has_text="门头照片.png").wait_for()
    width = page.locator("img.thumb").evaluate("image => image.decode().then(() => image.naturalWidth)")
    assert width == 1
    with page.expect_download() as download:
        page.locator("tbody th a").click()
    assert Path(download.value.path()).read_bytes() == PNG

    page.locator("tbody button", has_text="删除").click()
    page.locator("dialog button", has_text="确定").click()
    page.locator(".empty").wait_for()
    assert page.locator("tbody tr").count() == 0


def test_searching_suggests_marks_and_narrows(open_page, indexed):
    page = open_page()
    page.goto("/search/")

    page.locator("#search-q").press_sequentially("机械", delay=30)
    page.locator(".suggestions a").first.wait_for()
    keep_picture(page, "search-suggestions")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    before = page.locator(".hits li").count()
    assert "机械" in page.locator(".hits mark").all_inner_texts()

    page.locator(".facets a").last.click()
    page.wait_for_url("**category=*")

    assert 0 < page.locator(".hits li").count() <= before
    page.locator(".facets a[aria-current]").click()
    page.wait_for_url(lambda url: "category" not in url)
    assert page.locator(".hits li").count() == before


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_pages_of_the_services_pass_the_accessibility_rules_and_fit_the_screen(open_page, indexed, size):
    viewport = {"desktop": DESKTOP, "phone": PHONE}[size]
    found: list[str] = []
    pages = {}
    for name, username, address in PICTURES:
        if username not in pages:
            pages[username] = open_page(viewport=viewport)
            if username:
                enter(pages[username], username)
        page = pages[username]
        page.goto(address.format(own=own_enterprise()))
        keep_picture(page, f"{name}-{size}")
        results = Axe().run(page)
        found += [
            f"{name}: {rule['id']} {[node['target'] for node in rule['nodes']][:3]}"
            for rule in results.response["violations"]
        ]
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found += [f"{name}: {overflow} px too wide"] if overflow > 0 else []

    assert found == []
