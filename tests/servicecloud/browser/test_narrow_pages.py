"""Oversight, library, boards and public pages on a phone and on paper: nothing scrolls sideways but a table in its box."""

import pytest
from scripts.browser import PHONE, enter
from tests.servicecloud.browser.test_cycle import house

__all__ = ["house"]

OFFICE = (
    *(
        "/office/oversight/",
        "/office/oversight/plans/",
        "/office/oversight/plans/new/",
        "/office/oversight/examinations/",
    ),
    *("/office/oversight/evaluations/", "/office/oversight/rectifications/", "/office/oversight/advice/"),
    *("/office/oversight/gaps/", "/office/indicators/", "/office/indicators/new/", "/office/indicators/import/"),
    *("/office/indicators/templates/", "/office/indicators/templates/new/", "/office/boards/", "/office/boards/wall/"),
    *("/office/boards/projects/", "/office/boards/indicators/", "/office/boards/monitoring/", "/office/boards/lights/"),
)
PUBLIC = ("/", "/performance/", "/published/", "/audit/", "/proof/", "/draws/")


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
@pytest.mark.parametrize("who", ["bureau", ""], ids=["office", "public"])
def test_no_page_scrolls_sideways_on_a_phone(who, locale, open_page, house):
    page = open_page(viewport=PHONE, locale=locale)
    if who:
        enter(page, who)

    wide = []
    for address in OFFICE if who else PUBLIC:
        assert page.goto(address).status == 200, address
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(address)

    assert wide == []


def test_paper_shows_every_column_and_no_navigation(open_page, house):
    page = open_page()
    enter(page, "bureau")
    page.emulate_media(media="print")

    for address in ("/office/oversight/advice/", "/office/boards/projects/", "/office/indicators/"):
        page.goto(address)
        assert page.locator("nav:visible").count() == 0, address
        cut = page.evaluate(
            "[...document.querySelectorAll('main .scroll')].filter(e => getComputedStyle(e).overflowX !== 'visible').length"
        )
        assert cut == 0, address
