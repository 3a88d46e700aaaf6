"""Driving Debian's chromium: how it is started, with Chinese fonts, and which pages are the main ones."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
DESKTOP = {"width": 1366, "height": 900}
PHONE = {"width": 390, "height": 844}


class MainPage(NamedTuple):
    """A page to look at: its name, who looks (blank: a stranger), its address. `{enterprise}` and the like are filled in."""

    name: str
    username: str
    address: str


MAIN_PAGES = (
    MainPage("home", "", "/"),
    MainPage("enterprises", "", "/enterprises/"),
    MainPage("institutions", "", "/institutions/"),
    MainPage("institution", "", "/institutions/{institution_code}/"),
    MainPage("sign-in", "", "/accounts/login/"),
    MainPage("sign-up", "", "/accounts/signup/"),
    MainPage("not-found", "", "/nowhere/"),
    MainPage("audit", "", "/audit/"),
    MainPage("published", "", "/published/"),
    MainPage("disclosed", "", "/performance/"),
    MainPage("proof", "", "/proof/"),
    MainPage("tour", "", "/demo/tour/"),
    MainPage("developers", "", "/developers/"),
    MainPage("workspace", "enterprise", "/workspace/"),
    MainPage("own-enterprise", "enterprise", "/workspace/enterprises/{enterprise}/"),
    MainPage("edit", "enterprise", "/workspace/enterprises/{enterprise}/edit/"),
    MainPage("people", "enterprise", "/organisations/{workspace}/people/"),
    MainPage("account", "enterprise", "/account/"),
    MainPage("tokens", "enterprise", "/account/tokens/"),
    MainPage("two-factor", "enterprise", "/accounts/2fa/"),
    MainPage("sessions", "enterprise", "/accounts/sessions/"),
    MainPage("notifications", "enterprise", "/notifications/"),
    MainPage("own-institution", "institution", "/workspace/institutions/{institution}/"),
    MainPage("qualification", "institution", "/workspace/institutions/{institution}/qualifications/new/"),
    MainPage("inbox", "operator", "/office/"),
    MainPage("register", "operator", "/office/enterprises/"),
    MainPage("entry", "operator", "/office/enterprises/{enterprise}/"),
    MainPage("office-institutions", "operator", "/office/institutions/"),
    MainPage("office-institution", "operator", "/office/institutions/{institution}/"),
    MainPage("claims", "operator", "/office/claims/"),
    MainPage("imports", "operator", "/office/imports/"),
    MainPage("tree", "operator", "/office/organisations/tree/"),
    MainPage("organisation", "operator", "/office/organisations/{unit}/"),
    MainPage("tasks", "operator", "/office/tasks/"),
    MainPage("styleguide", "operator", "/office/styleguide/"),
    MainPage("measures", "auditor", "/office/ledger/measures/"),
    MainPage("projects", "project", "/office/projects/"),
    MainPage("collecting", "bureau", "/office/published/"),
    MainPage("security", "security", "/office/security/"),
    MainPage("organisations", "department", "/office/organisations/"),
)


class NoBrowserError(RuntimeError):
    """There is no chromium on this machine."""


@contextmanager
def started(folder: Path) -> Iterator[Browser]:
    """Start the browser; what its fonts need is written into `folder`."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        message = "no chromium on this machine; Debian's package is called chromium"
        raise NoBrowserError(message)
    environment = {**os.environ, "FONTCONFIG_FILE": str(_fonts(folder))}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS, env=environment)
        try:
            yield browser
        finally:
            browser.close()


def enter(page: Page, username: str) -> None:
    """Sign in through a door of the demonstration."""
    page.goto("/accounts/login/")
    page.locator(f"button.door[value={username}]").click()
    page.wait_for_url(lambda url: "login" not in url)


def _fonts(folder: Path) -> Path:
    spec = find_spec("noto_cjk_sans_otc")
    places = [str(Path(spec.origin).parent)] if spec and spec.origin else []
    lines = "".join(f"<dir>{place}</dir>" for place in [*places, "/usr/share/fonts"])
    target = folder / "fonts.conf"
    target.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig>{lines}<cachedir>{folder}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return target
