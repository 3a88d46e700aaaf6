"""`make screenshots`: start the site with demonstration data and take pictures of its main pages.

All of them go to artefacts/screenshots (both languages, two screens, some dark); the few that the README shows go to
docs/pictures, drawn with few colours so that each stays below 150 kB.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from scripts.browser import DESKTOP, MAIN_PAGES, PHONE, MainPage, enter, started

ROOT = Path(__file__).parents[1]
ARTEFACTS = ROOT / "artefacts" / "screenshots"
PICTURES = ROOT / "docs" / "pictures"
FOR_README = ("published-form", "disclosed-project", "evaluation", "number", "sign-in", "own-enterprise")
MORE_PAGES = (
    MainPage("published-form", "", "/published/{published}/"),
    MainPage("disclosed-project", "", "/performance/{disclosed}/"),
    MainPage("evaluation", "project", "/office/projects/{disclosed}/evaluation/"),
    MainPage("number", "auditor", "{number}"),
)
LARGEST = 150_000
SCREENS = {"desktop": DESKTOP, "phone": PHONE}
LANGUAGES = {"zh": "zh-hans", "en": "en"}
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
DARK = {"home", "enterprises", "own-enterprise", "inbox", "styleguide"}


def main() -> None:
    """Take every picture."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, site(Path(folder)) as address, started(Path(folder)) as browser:
        places = _places(browser, address)
        for language in LANGUAGES:
            for screen in SCREENS:
                _take_all(browser, address, language=language, screen=screen, places=places)
    sys.stdout.write(f"{len(list(ARTEFACTS.glob('*.png')))} pictures in {ARTEFACTS}\n")


@contextmanager
def site(folder: Path) -> Iterator[str]:
    """Run the site on a free port with data of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "servicecloud.cli", "run", "--port", str(port), "--workers", "1"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PLUMBLINE_", "DATABASE_URL"))}
    with (folder / "site.log").open("wb") as log:
        environment = {**kept, "PLUMBLINE_VAR": str(folder / "var")}
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT, cwd=ROOT)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address, process, Path(log.name))
            yield address
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _attempt in range(400):
        if process.poll() is not None:
            sys.exit(f"the site ended by itself:\n{log.read_text(encoding='utf-8')}")
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=5).close()  # noqa: S310
        except OSError:
            time.sleep(0.25)
        else:
            return
    sys.exit("the site did not answer")


def _places(browser: Browser, address: str) -> dict[str, str]:
    """Find the numbers of the demonstration's own things by walking to them as a person would."""
    found = {}
    for username, start, pattern, name in (
        ("enterprise", "/workspace/", r"/workspace/enterprises/(\d+)/", "enterprise"),
        ("enterprise", "/workspace/", r"/organisations/(\d+)/people/", "workspace"),
        ("institution", "/workspace/", r"/workspace/institutions/(\d+)/", "institution"),
        ("", "/institutions/", r"/institutions/(\w{18})/", "institution_code"),
        ("", "/demo/tour/", r"/published/(\d+)/", "published"),
        ("", "/demo/tour/", r"/performance/(\d+)/", "disclosed"),
        ("", "/demo/tour/", r'name="next" value="(/office/[^"]+)"', "number"),
        ("operator", "/office/organisations/tree/", r"/office/organisations/(\d+)/\">[^<]*产业促进中心", "unit"),
    ):
        context = _context(browser, address)
        page = context.new_page()
        if username:
            enter(page, username)
        page.goto(start)
        match = re.search(pattern, page.content())
        if match is None:
            sys.exit(f"nothing like {pattern} on {start}")
        found[name] = match[1]
        context.close()
    return found


def _context(browser: Browser, address: str, *, language: str = "zh", screen: str = "desktop") -> BrowserContext:
    context = browser.new_context(
        viewport=SCREENS[screen], base_url=address, locale=LOCALES[language], reduced_motion="reduce"
    )
    context.add_cookies([{"name": "django_language", "value": LANGUAGES[language], "url": address}])
    return context


def _take_all(browser: Browser, address: str, *, language: str, screen: str, places: dict[str, str]) -> None:
    people: dict[str, tuple[BrowserContext, Page]] = {}
    for shown in (*MAIN_PAGES, *MORE_PAGES):
        if shown.username not in people:
            context = _context(browser, address, language=language, screen=screen)
            people[shown.username] = (context, context.new_page())
            if shown.username:
                enter(people[shown.username][1], shown.username)
        _take(people[shown.username][1], shown, name=f"{shown.name}-{screen}-{language}", places=places)
    for context, _page in people.values():
        context.close()


def _take(page: Page, shown: MainPage, *, name: str, places: dict[str, str]) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(shown.address.format(**places))
    page.screenshot(path=ARTEFACTS / f"{name}.png", full_page=True)
    if shown.name in FOR_README and "desktop" in name:
        target = PICTURES / f"{shown.name}-{name[-2:]}.png"
        page.screenshot(path=target)
        _shrink(target)
    if shown.name in DARK:
        page.emulate_media(color_scheme="dark")
        page.reload()
        page.screenshot(path=ARTEFACTS / f"{name}-dark.png", full_page=True)


def _shrink(path: Path) -> None:
    """Draw a picture with as many colours as keep it below the limit."""
    from PIL import Image

    original = Image.open(path).convert("RGB")
    for colours in (256, 128, 64, 32):
        original.quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)
        if path.stat().st_size < LARGEST:
            return
    sys.exit(f"{path.name} is larger than {LARGEST} bytes")


if __name__ == "__main__":
    main()
