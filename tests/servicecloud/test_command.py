"""`plumbline-site`: settings, starting, backing up and bringing back. Each command runs as a person would run it."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import tarfile
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.skipif("DATABASE_URL" in os.environ, reason="the command is tested once, on its own SQLite"),
    pytest.mark.xdist_group("command"),  # one city for the file
]


def environment(var: Path, **changes: str) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PLUMBLINE_", "DJANGO_", "DATABASE_URL"))
    }
    return {**kept, "PLUMBLINE_VAR": str(var), **changes}


def site(*arguments: str, var: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "servicecloud.cli", *arguments]
    return subprocess.run(
        command, env=environment(var, **changes), capture_output=True, text=True, timeout=600, cwd=ROOT, check=False
    )


@pytest.fixture(scope="module")
def filled(tmp_path_factory, migrated):
    """A var folder with a small demonstration city and one uploaded file."""
    var = tmp_path_factory.mktemp("var")
    migrated.copy_to(f"sqlite://{var / 'plumbline.sqlite3'}")
    assert site("manage", "migrate", "-v0", var=var).returncode == 0
    assert site("manage", "load_demo", "--scale", "20", var=var).returncode == 0
    (var / "files").mkdir(exist_ok=True)
    (var / "files" / "letter.txt").write_text("信", encoding="utf-8")
    return var


def count(var: Path) -> int:
    with sqlite3.connect(var / "plumbline.sqlite3") as database:
        return database.execute("SELECT count(*) FROM directory_enterprise").fetchone()[0]


def test_what_was_backed_up_comes_back(filled, tmp_path):
    assert site("backup", str(tmp_path / "site.tar.gz"), var=filled).returncode == 0
    with sqlite3.connect(filled / "plumbline.sqlite3") as database:
        database.execute("DELETE FROM directory_enterprisefigures")
        database.execute("DELETE FROM directory_enterprise")
    (filled / "files" / "letter.txt").unlink()

    result = site("restore", str(tmp_path / "site.tar.gz"), "--yes", var=filled)

    assert result.returncode == 0, result.stderr
    assert count(filled) == 20
    assert (filled / "files" / "letter.txt").read_text(encoding="utf-8") == "信"


def test_a_damaged_archive_restores_nothing_and_says_which_part(filled, tmp_path):
    archive, broken = tmp_path / "site.tar.gz", tmp_path / "broken.tar.gz"
    site("backup", str(archive), var=filled)
    with tarfile.open(archive) as source:
        source.extractall(tmp_path / "parts", filter="data")
    with (tmp_path / "parts" / "database.sqlite").open("r+b") as stream:
        stream.seek(5000)
        stream.write(b"\xff\xfe")
    with tarfile.open(broken, "w:gz") as target:
        for path in sorted((tmp_path / "parts").iterdir()):
            target.add(path, path.name)

    result = site("restore", str(broken), "--yes", var=filled)

    assert result.returncode == 1
    assert "database.sqlite is missing or altered" in result.stderr
    assert count(filled) == 20


def test_sixteen_processes_that_edit_at_once_all_get_their_turn(filled):
    """Bounded: five edits each, every one with its act in the log, none refused because the database was locked."""
    command = [sys.executable, "-m", "benchmarks.writers", "16", "5"]
    settings = environment(filled, DJANGO_SETTINGS_MODULE="servicecloud.settings.dev", PLUMBLINE_LOG_LEVEL="WARNING")

    result = subprocess.run(command, env=settings, capture_output=True, text=True, timeout=600, cwd=ROOT, check=False)

    assert result.returncode == 0, result.stdout + result.stderr
    assert json.loads(result.stdout)["written"] == 80


def test_loading_the_demonstration_again_changes_nothing(filled):
    assert site("manage", "load_demo", "--scale", "20", var=filled).stdout == ""

    assert count(filled) == 20


def test_the_generated_secrets_are_private_and_stay(filled):
    path = filled / "secrets" / "plumbline_secret_key"
    before = path.read_text(encoding="ascii")
    site("check", var=filled)

    assert path.read_text(encoding="ascii") == before
    assert path.stat().st_mode & 0o077 == 0


def test_production_refuses_to_start_without_its_secrets(tmp_path):
    result = site("check", "--deploy", var=tmp_path)

    assert result.returncode != 0
    assert "PLUMBLINE_SECRET_KEY is not set" in result.stderr


def test_the_site_starts_serves_and_stops(filled, tmp_path):
    port = 18000 + os.getpid() % 4000
    command = [sys.executable, "-m", "servicecloud.cli", "run", "--port", str(port), "--workers", "1", "--scale", "20"]
    with (tmp_path / "out").open("w+") as out:
        process = subprocess.Popen(command, env=environment(filled), stdout=out, stderr=subprocess.STDOUT, cwd=ROOT)
        try:
            page = wait_for(f"http://127.0.0.1:{port}/enterprises/", process)
            style = urllib.request.urlopen(f"http://127.0.0.1:{port}/static/css/tokens.css", timeout=5).status
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)
        printed = Path(out.name).read_text(encoding="utf-8")

    assert "澜川市" in page
    assert style == 200
    assert f"http://127.0.0.1:{port}/" in printed
    assert "operator" in printed
    assert process.returncode == 0


def wait_for(address: str, process: subprocess.Popen[bytes]) -> str:
    for _attempt in range(120):
        assert process.poll() is None, "the site ended by itself"
        try:
            with urllib.request.urlopen(address, timeout=5) as response:
                return response.read().decode()
        except OSError:
            time.sleep(0.25)
    raise AssertionError(f"nothing answered at {address}")
