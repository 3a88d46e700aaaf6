"""Production as it runs: `upgrade`, `serve` with two workers, behind something that speaks https."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families as families

ROOT = Path(__file__).parents[3]
HOST = "qiye.example.cn"
PATIENCE = 600
"""Seconds that migrating from nothing may take: a slow machine is no fault of the site."""
pytestmark = [
    pytest.mark.skipif("DATABASE_URL" in os.environ, reason="serving is tested once, on its own SQLite"),
    pytest.mark.xdist_group("serving"),  # one site for the file
]


def ask(port: int, path: str, **headers: str) -> tuple[int, str]:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    try:
        with _OPENER.open(request, timeout=10) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get("Location", "")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: object) -> None:
        """Stay."""


_OPENER = urllib.request.build_opener(_NoRedirect)


@pytest.fixture(scope="module")
def var(tmp_path_factory) -> Path:
    """The var folder of a site that serves in production."""
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="module")
def port(var) -> Iterator[int]:
    """Its port; it was upgraded from nothing."""
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("PLUMBLINE_", "DJANGO_", "PROMETHEUS_"))}
    environment = {
        **kept,
        "PLUMBLINE_VAR": str(var),
        "PLUMBLINE_SECRET_KEY": "k" * 25 + "abcdefghijklmnopqrstuvwxyz0123456789",
        "PLUMBLINE_FIELD_KEYS": "k1:00112233445566778899aabbccddeeff",
        "PLUMBLINE_HOSTS": HOST,
        "PLUMBLINE_PROXIES": "127.0.0.1/32",
    }
    command = [sys.executable, "-m", "servicecloud.cli"]
    subprocess.run([*command, "upgrade"], env=environment, check=True, capture_output=True, cwd=ROOT, timeout=PATIENCE)
    (var / "metrics").mkdir(exist_ok=True)
    (var / "metrics" / "counter_1.db").write_bytes(b"left behind by an earlier start")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = free.getsockname()[1]
    with (var / "log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "serve", "--port", str(number), "--workers", "2"], env=environment, stderr=log, cwd=ROOT
        )
    try:
        for _attempt in range(120):
            assert process.poll() is None, (var / "log").read_text(encoding="utf-8")
            try:
                ask(number, "/healthz")
                break
            except OSError:
                time.sleep(0.25)
        yield number
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def test_machines_within_ask_without_https_and_people_are_led_to_it(port):
    assert ask(port, "/healthz")[0] == 200
    assert ask(port, "/readyz") == (
        200,
        '{"status": "ok", "checks": {"database": "ok", "migrations": "ok", "storage": "ok", "queue": "ok"}}',
    )
    assert ask(port, "/", Host=HOST) == (301, f"https://{HOST}/")
    assert ask(port, "/", Host="elsewhere.example")[0] == 400


def test_upgrading_from_nothing_makes_the_database_that_the_suite_copies(port, var, migrated):
    def tables_and_triggers(path: Path) -> list[tuple[str, str]]:
        with closing(sqlite3.connect(path)) as database:
            return sorted(database.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))

    assert tables_and_triggers(var / "plumbline.sqlite3") == tables_and_triggers(migrated.sqlite())


def test_requests_to_both_workers_are_added_up(port):
    https = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "198.51.100.7"}
    statuses = [ask(port, "/institutions/", **https)[0] for _number in range(40)]

    counted = [
        sample.value
        for family in families(ask(port, "/metrics")[1])
        for sample in family.samples
        if sample.name == "plumbline_requests_total" and sample.labels["route"] == "portal:institutions"
    ]

    assert statuses == [200] * 40
    assert counted == [40]


def test_the_figures_are_not_for_those_who_come_through_the_proxy(port):
    https = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "198.51.100.7"}

    assert ask(port, "/metrics", **https)[0] == 404
