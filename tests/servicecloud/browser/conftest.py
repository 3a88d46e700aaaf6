"""A real browser on the running site, every CSP violation and script error kept."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page
from scripts.browser import DESKTOP, NoBrowserError, started

from servicecloud.demo.loading import load

ARTEFACTS = Path(__file__).parents[3] / "artefacts" / "screenshots"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder, and keep each file on one worker: filling its city takes longer than a test."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group(f"browser-{item.path.stem}"))
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One browser for the session; where there is none, the tests say so (in CI that is a failure)."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser's driver runs a loop in this thread
    try:
        with started(tmp_path_factory.mktemp("fonts")) as one:
            yield one
    except NoBrowserError as error:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(str(error))


@pytest.fixture(scope="session")
def loaded_city() -> list[sqlite3.Connection]:
    """A copy of the database as the first test filled it; empty until then."""
    return []


@pytest.fixture
def site(live_server: object, loaded_city: list[sqlite3.Connection]) -> str:
    """The address of the running site with a small demonstration city, filled once and copied for each test."""
    connection.ensure_connection()
    if loaded_city:
        loaded_city[0].backup(connection.connection)
    else:
        load(scale=60)
        kept = sqlite3.connect(":memory:")
        connection.connection.backup(kept)
        loaded_city.append(kept)
    return live_server.url


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[object]:
    """Return a function that opens a page of its own; at the end no page may have met a violation or an error."""
    complaints: list[str] = []
    contexts = []

    def open_one(*, viewport: dict[str, int] = DESKTOP, scheme: str = "light", locale: str = "zh-CN") -> Page:
        context = browser.new_context(viewport=viewport, base_url=site, locale=locale, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_one
    for context in contexts:
        context.close()
    unexpected = [line for line in complaints if "status of 4" not in line]
    assert unexpected == []


def keep_picture(page: Page, name: str) -> None:
    """Keep a picture of the whole page for people to look at."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=ARTEFACTS / f"{name}.png", full_page=True)
