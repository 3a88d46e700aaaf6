"""What the public does with a disclosed project, on a phone and at a desk: a number, its entries, their proof; and what a correction changed."""

import re

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, expect
from scripts.browser import DESKTOP, PHONE
from tests.servicecloud.browser.conftest import keep_picture
from tests.servicecloud.performance.making import House, a_register, corrected

from servicecloud.identity.models import Organisation, User
from servicecloud.ledger.facts import civil_date
from servicecloud.performance.models import Project

WORDS = {
    "zh": ("背后的记录", "看证明", "路径通到封存的树根", "更正了什么", "更正理由"),
    "en": (
        "See the entries behind it",
        "See the proof",
        "path leads to the sealed root",
        "What was corrected",
        "Reason",
    ),
}
LOCALES = {"zh": "zh-hans", "en": "en"}


@pytest.fixture
def house(site: str) -> House:
    """The demonstration's own people."""
    who = {name: User.objects.get(username=name) for name in ("project", "head", "department", "bureau")}
    at = {code: Organisation.everywhere.get(code=code) for code in ("LJ-QF", "LJ-JX", "LJ-CZ")}
    return House(at["LJ-QF"], at["LJ-JX"], at["LJ-CZ"], who["project"], who["head"], who["department"], who["bureau"])


def fits(page: Page) -> bool:
    """Whether nothing sticks out of the window on the right."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


SCREENS = {"zh-phone": PHONE, "en-phone": PHONE, "en-desktop": DESKTOP}


def test_the_public_follows_a_number_to_its_proof_and_reads_a_correction(house, open_page, site):
    a_register(house, year=civil_date(timezone.now()).year)
    project = corrected(house)
    for name, viewport in SCREENS.items():
        language = name[:2]
        page = open_page(viewport=viewport)
        cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": LOCALES[language], "url": site}
        page.context.add_cookies([cookie])
        read(page, project, WORDS[language], name=name)


def read(page: Page, project: Project, words: tuple[str, ...], *, name: str) -> None:
    """Find the project, open a number, its entries, one proof; then what was corrected."""
    entries, proof, leads, differs, reason = words
    page.goto("/performance/")
    page.locator("main a", has_text=project.name).first.click()

    expect(page.locator("h1")).to_contain_text("企业培训")
    assert fits(page)
    keep_picture(page, f"disclosed-{name}")
    page.get_by_role("link", name="5(家次)").first.click()
    page.get_by_role("link", name=re.compile(entries)).click()
    assert fits(page)
    page.get_by_role("link", name=re.compile(proof)).first.click()
    expect(page.locator("main")).to_contain_text(re.compile(leads, re.IGNORECASE))

    page.goto(f"/performance/{project.pk}/")
    page.get_by_role("link", name=differs).first.click()
    expect(page.locator("main")).to_contain_text("培训场次漏计")
    expect(page.locator("main")).to_contain_text(reason)
    expect(page.locator("del").first).to_be_visible()
    assert fits(page)
    keep_picture(page, f"correction-{name}")
