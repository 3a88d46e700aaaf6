"""An audit of a folder that is killed, or repeated: what was done is not done again, and the report is that of one run."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.plumbline.cli.test_audit import GOOD, _form

from plumbline.cli import stored
from plumbline.cli.audit import make_audit_command

COMMAND = Path(sys.executable).with_name("plumbline")
FILES = 80


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    forms = tmp_path_factory.mktemp("forms")
    for number in range(FILES):
        (forms / f"{number:03}.txt").write_text(_form(**GOOD | {"name": f"第{number}专项"}), "utf-8")
    (forms / "damaged.docx").write_bytes(b"PK\x03\x04broken")
    return forms


def _audit(*arguments: object) -> Result:
    return CliRunner().invoke(make_audit_command("zh"), [*map(str, arguments), "--each", "--format", "json"])


def _results(store: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in store.rglob("*.z")}


def _killed(folder: Path, report: Path, store: Path, *options: object) -> dict[Path, int]:
    """Start the command, kill it when some results are there, and return these."""
    arguments = [COMMAND, "audit", folder, "--each", "--format", "json", "--out", report, "--jobs", "2", *options]
    environment = {**os.environ, "PLUMBLINE_LANG": "zh"}
    process = subprocess.Popen(list(map(str, arguments)), stderr=subprocess.DEVNULL, env=environment)
    while len(_results(store)) < 10 and process.poll() is None:
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    _wait_until_nothing_is_written(store)
    return _results(store)


def _wait_until_nothing_is_written(store: Path) -> None:
    """The processes of the pool notice that the run is dead a moment later."""
    before, now = -1, len(_results(store))
    while before != now:
        time.sleep(0.1)
        before, now = now, len(_results(store))


def test_a_killed_run_goes_on_where_it_stopped_and_reports_as_one_run_does(folder: Path, tmp_path: Path) -> None:
    report, whole = tmp_path / "audit.json", tmp_path / "whole.json"
    uninterrupted = _audit(folder, "--out", whole)

    done = _killed(folder, report, tmp_path / "audit.json.unfinished")
    again = _audit(folder, "--out", report, "--jobs", 2)

    assert 10 <= len(done) < FILES
    assert "接着做" in again.stderr
    assert report.read_bytes() == whole.read_bytes()
    assert again.stderr.endswith(uninterrupted.stderr)
    assert not (tmp_path / "audit.json.unfinished").exists()


def test_what_a_killed_run_had_done_is_not_done_again(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"

    done = _killed(folder, tmp_path / "audit.json", store, "--resume", store)
    _audit(folder, "--resume", store)
    after = _results(store)

    assert done.items() <= after.items()
    assert len(after) == FILES + 1


def test_a_refusal_is_kept_as_well(folder: Path, tmp_path: Path) -> None:
    first, again = (_audit(folder / "damaged.docx", "--resume", tmp_path) for _ in range(2))

    assert [path.name.split(".", 1)[1] for path in _results(tmp_path)] == ["audit.refused.z"]
    assert (again.exit_code, again.stderr) == (first.exit_code, first.stderr)


def test_a_refusal_that_says_something_of_the_run_is_tried_again(tmp_path: Path) -> None:
    for code in ("cannot_open", "needs_libreoffice", "worker_died"):
        stored.keep(tmp_path / "result.audit.z", stored.Unreadable("表.doc", code, "不行", "no"))

    assert list(tmp_path.iterdir()) == []


def test_results_of_another_program_rulebook_or_depth_are_made_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, file = tmp_path / "store", folder / "001.txt"
    counts = []
    for options in ((), ("--rulebook", "national-2021"), ("--brief",)):
        _audit(file, "--resume", store, *options)
        counts.append(len(_results(store)))
    monkeypatch.setattr("plumbline.cli.stored.engine_digest", lambda: "another")
    _audit(file, "--resume", store)

    assert [*counts, len(_results(store))] == [1, 2, 3, 4]


def test_every_source_of_the_program_counts_in_its_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "plumbline"
    for name in ("errors.py", "audit/rules/one.py", "rulebooks/national.yaml"):
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text("1")
    monkeypatch.setattr(stored.plumbline, "__file__", str(package / "__init__.py"))

    digests = set()
    for changed in ("errors.py", "audit/rules/one.py", "rulebooks/national.yaml"):
        digests.add(stored.engine_digest.__wrapped__())
        (package / changed).write_text("2")
    digests.add(stored.engine_digest.__wrapped__())

    assert len(digests) == 4
