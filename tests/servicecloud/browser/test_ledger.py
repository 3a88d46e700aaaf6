"""The ledger as people use it: from a register's row to its proof, an export that is cut off, the phone."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect
from scripts.browser import DESKTOP, PHONE, enter
from tests.servicecloud.browser.conftest import keep_picture

from servicecloud.identity.standing import scope_of_everything
from servicecloud.ledger.exports import export_lines
from servicecloud.ledger.models import Entry, Reconciliation, Register, SealRecord, Snapshot
from servicecloud.ledger.services.posting import reverse
from servicecloud.ledger.services.sealing import seal_waiting

PAGES = (
    "/office/ledger/measures/",
    "/office/ledger/measures/{code}/?year={year}",
    "/office/ledger/measures/{code}/figure/?year={year}",
    "/office/ledger/measures/{code}/figure/?year={year}&show=not_counted",
    "/office/ledger/entries/",
    "/office/ledger/entries/{entry}/",
    "/office/ledger/registers/",
    "/office/ledger/registers/{register}/?year={year}",
    "/office/ledger/registers/{register}/rows/new/",
    "/office/ledger/registers/{register}/import/",
    "/office/ledger/registers/{register}/edit/",
    "/office/ledger/registers/new/",
    "/office/ledger/reconciliations/{pair}/?year={year}",
    "/office/ledger/snapshots/",
    "/office/ledger/snapshots/{snapshot}/",
    "/office/ledger/snapshots/{snapshot}/entries/",
    "/office/ledger/seals/",
    "/office/ledger/seals/export/",
    "/office/ledger/verifications/",
    "/office/ledger/reconciliations/",
    "/office/ledger/periods/",
    "/proof/",
    "/proof/?entry={entry}",
    "/proof/heads/?old={count}",
)


@pytest.fixture
def register() -> Register:
    return Register.everywhere.get(title_zh="会刊印发")


def places(register: Register) -> dict[str, object]:
    entry = Entry.everywhere.filter(measure__code=register.code).latest("happened_on", "pk")
    return {
        "register": register.pk,
        "code": register.code,
        "entry": entry.pk,
        "year": entry.happened_on.year,
        "snapshot": Snapshot.everywhere.earliest("pk").pk,
        "pair": Reconciliation.everywhere.earliest("pk").pk,
        "count": SealRecord.objects.earliest("number").last,
    }


def test_a_row_is_entered_counted_sealed_proved_and_taken_back(open_page, site, register, tmp_path):
    page = open_page()
    enter(page, "project")
    page.goto(f"/office/ledger/registers/{register.pk}/rows/new/")
    page.locator("[name=happened_on]").fill(f"{timezone.localdate():%Y-%m-%d}")
    page.locator("[name=quantity]").fill("40")
    page.get_by_role("button", name="登记", exact=True).click()
    page.wait_for_url(f"**/registers/{register.pk}/")
    with scope_of_everything():
        seal_waiting()
    entry = Entry.everywhere.latest("pk").pk

    page.goto(f"/office/ledger/measures/{register.code}/figure/")
    page.locator(f"a[href='/office/ledger/entries/{entry}/']").first.click()
    with page.expect_download() as download:
        page.locator(f"a[href='/office/ledger/entries/{entry}/proof/']").first.click()
    proof = tmp_path / "entry.proof.json"
    download.value.save_as(proof)
    page.goto("/proof/")
    page.set_input_files("input[type=file]", proof)
    page.get_by_role("button", name="核验", exact=True).click()
    expect(page.get_by_text("这条记录在链上，内容与封存时一致")).to_be_visible()

    page.goto(f"/office/ledger/entries/{entry}/")
    page.locator("[name=reason]").fill("数错了")
    page.locator("button.btn-danger").click()
    page.get_by_text("确定", exact=True).click()
    expect(page.get_by_text("已冲销，原记录保留")).to_be_visible()
    page.goto(f"/office/ledger/measures/{register.code}/figure/?show=not_counted")
    row = page.locator("tr", has=page.locator(f"a[href='/office/ledger/entries/{entry}/']"))
    expect(row).to_contain_text("冲销")


def test_an_export_that_breaks_off_goes_on_behind_its_last_seal(open_page, site, register, tmp_path):
    with scope_of_everything():
        for entry in list(Entry.everywhere.filter(measure__code=register.code).order_by("pk")[:3]):
            reverse(entry.pk, reason="试", actor=entry.recorded_by)
            seal_waiting()
        whole = b"".join(export_lines(reach=None))
    page = open_page()
    enter(page, "operator")
    asked: list[str] = []

    def answer(route):
        asked.append(route.request.url)
        if len(asked) == 1:
            second = [found.end() for found in re.finditer(rb'","seal":', whole)][1]
            route.fulfill(body=whole[: second + 200], content_type="application/x-ndjson")
        else:
            route.continue_()

    page.route(re.compile("export.ndjson"), answer)
    page.goto("/office/ledger/seals/export/")
    page.locator("[data-export-begin]").click()
    expect(page.locator("[data-export-words]")).to_contain_text("连接中断")
    keep_picture(page, "ledger-export-broken")
    with page.expect_download() as download:
        page.locator("[data-export-begin]", has_text="接着导出").click()

    file = tmp_path / "evidence.ndjson"
    download.value.save_as(file)
    assert asked[1].endswith("?after=1")
    assert Path(file).read_bytes() == whole
    expect(page.locator("[data-export-words]")).to_contain_text("已完成")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pages_of_the_ledger_fit_and_pass_the_accessibility_rules(open_page, site, register, size, language):
    page = open_page(viewport=size)
    enter(page, "project")
    if language == "en":
        page.goto("/proof/")
        page.locator("form[action='/language/'] button[value=en]").first.evaluate("button => button.click()")
        page.wait_for_load_state()
    found = places(register)
    faults = []
    for address in PAGES:
        name = address.format(**found)
        assert page.goto(name).status == 200, name
        width = page.evaluate("document.documentElement.scrollWidth")
        results = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
        faults += [f"{name}: {each['id']}" for each in results.response["violations"]]
        faults += [f"{name}: {width} wide"] if width > size["width"] else []
        keep_picture(page, f"ledger-{size['width']}-{language}-{PAGES.index(address):02d}")
    assert faults == []
