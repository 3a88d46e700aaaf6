import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.plumbline.evidence.chains import Ledger, make_entry
from tests.plumbline.evidence.test_merkle import ListStore

from plumbline.cli.verify import make_verify_command
from plumbline.evidence.proof import proof_bytes, prove_consistency, prove_inclusion
from plumbline.evidence.seal import head_of

LEDGER = Ledger([4, 1, 7])
HEAD = ["--head", LEDGER.head.digest, "--count", "12"]


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "export.ndjson"
    path.write_bytes(b"".join(LEDGER.lines))
    return path


@pytest.fixture
def altered(tmp_path: Path) -> Path:
    lines = list(LEDGER.lines)
    lines[LEDGER.line_of_entry[6]] = LEDGER.entry_text(make_entry(500), 7)
    path = tmp_path / "altered.ndjson"
    path.write_bytes(b"".join(lines))
    return path


def run(*arguments: str | Path, lang: str = "zh") -> Result:
    return CliRunner().invoke(make_verify_command(lang), [str(each) for each in arguments])


def test_an_unaltered_export_exits_0(export: Path):
    result = run(export, *HEAD)

    assert result.exit_code == 0
    assert result.stdout == "完好：12 条记录、3 次封存与公布的链首一致。\n"
    assert result.stderr == ""


def test_an_altered_export_exits_1_and_names_the_entry(altered: Path):
    result = run(altered, *HEAD, lang="en")

    assert result.exit_code == 1
    assert "entry 7 was edited" in result.stdout


def test_json_holds_the_findings(altered: Path):
    result = run(altered, *HEAD, "--format", "json")

    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert [(each["kind"], each["entry"]) for each in report["findings"]] == [("edited_entry", 7)]


def test_an_older_head_says_how_much_lies_beyond(export: Path):
    older = head_of(LEDGER.seals[1])

    result = run(export, "--head", older.digest.upper(), "--count", "5")

    assert result.exit_code == 0
    assert "5 条记录" in result.stdout
    assert "另有 7 条" in result.stdout


def test_a_file_that_is_no_export_exits_2(tmp_path: Path):
    path = tmp_path / "other.txt"
    path.write_text("你好\n", encoding="utf-8")

    result = run(path, *HEAD)

    assert result.exit_code == 2
    assert "导出" in result.stderr
    assert result.stdout == ""


def test_wrong_usage_exits_2(export: Path, tmp_path: Path):
    assert run(export).exit_code == 2
    assert run(*HEAD).exit_code == 2
    assert run(export, "--head", "abc", "--count", "12").exit_code == 2
    assert run(export, "--head", LEDGER.head.digest, "--count", "0").exit_code == 2
    assert run(tmp_path / "absent.ndjson", *HEAD).exit_code == 2
    assert run(export, *HEAD, "--proof", export).exit_code == 2


def test_a_single_entry_is_proved_offline(tmp_path: Path):
    store = ListStore(LEDGER.digests(), keep=False)
    path = tmp_path / "proof.json"
    path.write_bytes(proof_bytes(prove_inclusion(store, LEDGER.entries[6], sequence=7, seal=LEDGER.seals[2])))

    assert run("--proof", path, *HEAD).stdout == "证明成立。\n"
    path.write_bytes(path.read_bytes().replace(b"appeal:7", b"appeal:8"))
    altered = run("--proof", path, *HEAD, "--format", "json")
    assert altered.exit_code == 1
    assert json.loads(altered.stdout)["findings"][0]["kind"] == "proof_mismatch"


def test_two_heads_are_shown_to_agree_offline(tmp_path: Path):
    store = ListStore(LEDGER.digests(), keep=False)
    path = tmp_path / "proof.json"
    path.write_bytes(proof_bytes(prove_consistency(store, old=LEDGER.seals[0], new=LEDGER.seals[2])))
    old = head_of(LEDGER.seals[0])

    assert run("--proof", path, *HEAD, "--old-head", old.digest, "--old-count", "4").exit_code == 0
    assert run("--proof", path, *HEAD, "--old-head", old.digest, "--old-count", "5").exit_code == 1
    assert run("--proof", path, *HEAD).exit_code == 2
