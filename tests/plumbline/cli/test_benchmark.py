"""`plumbline benchmark`: make, score, run."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from plumbline.benchmark.truth_file import FILE, TruthFileError, truths
from plumbline.cli.benchmark import make_benchmark_command

COMMAND: click.Command = make_benchmark_command("en")


def call(*arguments: str) -> Result:
    return CliRunner().invoke(COMMAND, arguments)


def test_what_is_generated_is_scored_from_its_files(tmp_path: Path) -> None:
    made = call("generate", "--seed", "4", "--forms", "9", "--out", str(tmp_path))
    scored = call("score", str(tmp_path), "--format", "json")

    assert made.exit_code == 0
    lines = (tmp_path / FILE).read_bytes().splitlines()
    assert json.loads(lines[0]) == {
        "benchmark": "plumbline",
        "version": "1",
        "licence": "CC0-1.0",
        "seed": 4,
        "cases": 9,
    }
    known = list(truths(lines))
    assert all((tmp_path / "000" / form.file).is_file() for truth in known for form in truth.forms)
    result = json.loads(scored.stdout)
    assert (result["cases"], result["unread"]) == (9, 0)
    assert result["total"]["labels"] == sum(len(truth.labels) for truth in known)


def test_a_run_in_memory_counts_the_same_as_the_folder(tmp_path: Path) -> None:
    call("generate", "--seed", "4", "--forms", "9", "--out", str(tmp_path))

    assert (
        call("run", "--seed", "4", "--forms", "9", "--format", "json").stdout
        == call("score", str(tmp_path), "--format", "json").stdout
    )


def test_two_processes_count_the_same_as_one() -> None:
    alone = call("run", "--seed", "4", "--forms", "6", "--format", "json")

    assert call("run", "--seed", "4", "--forms", "6", "--format", "json", "--jobs", "2").stdout == alone.stdout


def test_the_exit_status_says_whether_the_goals_are_reached() -> None:
    good = call("run", "--seed", "4", "--forms", "5")

    assert good.exit_code == 0
    assert "precision" in good.stdout


def test_the_tables_are_chinese_first() -> None:
    result = CliRunner().invoke(make_benchmark_command("zh"), ["run", "--seed", "4", "--forms", "6"])

    assert "精确率" in result.stdout
    assert "错误种类" in result.stdout


def test_a_folder_without_truth_is_refused(tmp_path: Path) -> None:
    result = call("score", str(tmp_path))

    assert result.exit_code == 2
    assert FILE in result.output


def test_a_missing_file_counts_as_missed(tmp_path: Path) -> None:
    call("generate", "--seed", "4", "--forms", "3", "--out", str(tmp_path))
    gone = next((tmp_path / "000").iterdir())
    gone.unlink()

    result = json.loads(call("score", str(tmp_path), "--format", "json").stdout)

    assert result["unread"] == 1


def test_a_broken_line_of_the_truth_is_named() -> None:
    with pytest.raises(TruthFileError) as refused:
        list(truths([b"{}", b'{"case": 3}']))

    assert (refused.value.code, refused.value.line) == ("benchmark_truth", 2)
