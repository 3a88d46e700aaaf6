"""What a person would try first."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from scripts.browser import DESKTOP, MAIN_PAGES, PHONE, enter
from tests.servicecloud.browser.conftest import keep_picture

from servicecloud.directory.models import Enterprise, Institution
from servicecloud.identity.models import Organisation


def own_enterprise() -> int:
    return Enterprise.everywhere.filter(workspace__isnull=False).order_by("pk").first().pk


def test_one_click_signs_in_and_leads_to_the_desk_of_the_role(open_page):
    page = open_page()

    enter(page, "operator")

    assert page.url.endswith("/office/")
    assert page.locator("h1").inner_text() == "待办"


def test_switching_the_language_keeps_the_page_and_its_filters(open_page):
    page = open_page()
    page.goto("/enterprises/?size_class=small&sort=region")

    page.locator(".bar-tools button", has_text="English").click()

    assert page.url.endswith("/enterprises/?size_class=small&sort=region")
    assert page.locator("h1").inner_text() == "Enterprises"
    assert page.locator(".chip").inner_text().startswith("Size class: Small")


def test_the_menu_of_the_phone_opens_and_leads_on(open_page):
    page = open_page(viewport=PHONE)
    page.goto("/")

    page.locator(".phone-menu summary").click()
    keep_picture(page, "phone-menu")
    page.locator(".phone-menu a", has_text="企业名录").click()

    assert page.url.endswith("/enterprises/")


def test_a_filter_is_the_address_and_a_chip_takes_it_away(open_page):
    page = open_page()
    page.goto("/enterprises/")

    page.select_option("#id_size_class", "micro")
    page.wait_for_url("**/enterprises/?size_class=micro")
    shown = set(page.locator("tbody tr td:last-child").all_inner_texts())
    page.locator(".chip").click()

    assert shown == {"微型"}
    assert page.url.endswith("/enterprises/?")


def test_of_two_people_editing_one_record_the_second_compares_and_loses_nothing(open_page):
    first, second = open_page(), open_page()
    enter(first, "enterprise")
    enter(second, "staff")
    address = f"/workspace/enterprises/{own_enterprise()}/edit/"
    for page in (first, second):
        page.goto(address)

    first.fill("#id_address", "望潮路1号")
    first.locator("main button", has_text="保存").click()
    first.wait_for_url("**/workspace/enterprises/*/")
    second.fill("#id_address", "石桥街2号")
    second.fill("#id_website", "https://sample.example/")
    second.locator("main button", has_text="保存").click()
    keep_picture(second, "compare")

    assert second.locator("del").first.inner_text() == "望潮路1号"
    assert second.locator("ins").first.inner_text() == "石桥街2号"
    assert second.input_value("#id_address") == "石桥街2号"
    assert second.input_value("#id_website") == "https://sample.example/"

    second.locator("main button", has_text="保存").click()
    second.wait_for_url("**/workspace/enterprises/*/")
    assert "石桥街2号" in second.locator("main").inner_text()


def test_the_enterprise_of_another_does_not_exist(open_page):
    page = open_page()
    enter(page, "neighbour")

    response = page.goto(f"/workspace/enterprises/{own_enterprise()}/")

    assert response.status == 404


def test_a_telephone_number_shows_only_on_request(open_page):
    page = open_page()
    enter(page, "enterprise")
    page.goto(f"/workspace/enterprises/{own_enterprise()}/")
    masked = page.locator("#personal-contact_phone").inner_text()

    page.locator("form[action$='reveal/contact_phone/'] button").click()
    expect(page.locator("#personal-contact_phone")).not_to_contain_text("*")

    assert "****" in masked
    assert page.locator("#personal-contact_phone").inner_text().startswith("1990000")


def test_the_list_works_with_the_keyboard_alone(open_page):
    page = open_page()
    page.goto("/enterprises/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "id_q"
    page.keyboard.type("软件")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")

    assert all("软件" in name for name in page.locator("tbody th").all_inner_texts())


def test_dark_follows_the_device_until_the_person_chooses(open_page):
    page = open_page(scheme="dark")
    page.goto("/")

    assert page.locator("html").get_attribute("data-bs-theme") == "dark"


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_main_pages_pass_the_accessibility_rules_and_fit_the_screen(open_page, size):
    viewport = {"desktop": DESKTOP, "phone": PHONE}[size]
    found: list[str] = []
    pages = {}
    owned = Institution.everywhere.get(workspace__isnull=False)
    enterprise = Enterprise.everywhere.get(pk=own_enterprise())
    places = {
        "enterprise": enterprise.pk,
        "workspace": enterprise.workspace_id,
        "institution": owned.pk,
        "institution_code": owned.credit_code,
        "unit": Organisation.everywhere.get(code="LJ-CC").pk,
    }
    for name, username, address in MAIN_PAGES:
        if username not in pages:
            pages[username] = open_page(viewport=viewport)
            if username:
                enter(pages[username], username)
        page = pages[username]
        page.goto(address.format(**places))
        results = Axe().run(page)
        found += [
            f"{name}: {rule['id']} {[node['target'] for node in rule['nodes']][:3]}"
            for rule in results.response["violations"]
        ]
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found += [f"{name}: {overflow} px too wide"] if overflow > 0 else []

    assert found == []
