"""`plumbline read` as a person uses it: files and folders in, tables or JSON out, complaints apart."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from plumbline.cli.main import COMMANDS, main
from plumbline.examples import FOLDER, example_files

COMMAND = Path(sys.executable).with_name("plumbline")
TARGET = FOLDER / "target-shanghai-2020.txt"
SELF_EVALUATION = FOLDER / "self-evaluation-wan.xlsx"
FORM_KEYS = [
    "source",
    "ordinal",
    "kind",
    "title_printed",
    "year",
    "project_name",
    "money_unit_label",
    "problems",
    "indicators",
]
SELF_EVALUATION_KEYS = [
    "supervising_department", "implementing_unit", "expected_goal", "actual_completion", "funds", "total_weight_printed", "total_score_printed",
    "grade_printed", "empty_level2",
]  # fmt: skip
TARGET_KEYS = [
    "declaring_unit", "project_category", "plan_start", "plan_end", "has_government_purchase", "performance_type", "overview", "basis", "necessity",
    "safeguards", "plan", "overall_goal", "budgets",
]  # fmt: skip
INDICATOR_KEYS = [
    "level1", "level2", "level3", "shifted", "cell", "printed", "target", "actual", "weight", "claimed_score", "deviation",
]  # fmt: skip


def plumbline(*arguments: object, lang: str = "zh") -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    return subprocess.run(
        [COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={"PLUMBLINE_LANG": lang, "PATH": "", "PYTHONPATH": os.environ.get("PYTHONPATH", "")},
    )


class Here:
    """The command in this process: the same words, streams and exit status without the start of Python."""

    def __init__(self, capture: pytest.CaptureFixture[str], environment: pytest.MonkeyPatch) -> None:
        self.capture, self.environment = capture, environment

    def __call__(self, *arguments: object, lang: str = "zh") -> subprocess.CompletedProcess[str]:
        self.environment.setenv("PLUMBLINE_LANG", lang)
        self.capture.readouterr()
        with pytest.raises(SystemExit) as exit_:
            main([*map(str, arguments)])
        printed = self.capture.readouterr()
        return subprocess.CompletedProcess([], exit_.value.code or 0, printed.out, printed.err)


def test_the_installed_command_says_what_the_command_in_this_process_says(here: Here) -> None:
    for arguments in (["read", TARGET, "--format", "json"], ["read", "no-such-file.docx"], ["--help"]):
        outside, inside = plumbline(*arguments), here(*arguments)
        assert (outside.returncode, outside.stderr) == (inside.returncode, inside.stderr)
        assert " ".join(outside.stdout.split()) == " ".join(inside.stdout.split())  # the terminal's width differs


def test_json_has_every_promised_key_of_a_self_evaluation(here: Here) -> None:
    done = here("read", SELF_EVALUATION, "--format", "json")

    (form,) = json.loads(done.stdout)
    assert done.returncode == 0
    assert set(FORM_KEYS + SELF_EVALUATION_KEYS) <= set(form)
    assert (form["source"], form["ordinal"], form["kind"]) == ("self-evaluation-wan.xlsx", 1, "self_evaluation")
    assert set(INDICATOR_KEYS) <= set(form["indicators"][0])
    assert set(form["indicators"][0]["printed"]) == {"target", "actual", "weight", "score", "deviation"}
    assert {"initial_budget", "annual_budget", "executed", "weight", "execution_rate", "score"} <= set(
        form["funds"][0]["printed"]
    )


def test_json_has_every_promised_key_of_a_target_table(here: Here) -> None:
    (form,) = json.loads(here("read", TARGET, "--format", "json").stdout)

    assert set(FORM_KEYS + TARGET_KEYS) <= set(form)
    assert set(form["budgets"]) == {"total", "current_year", "prior_year_budget", "prior_year_executed"}


def test_ndjson_is_one_form_a_line_and_several_processes_keep_the_order(here: Here) -> None:
    one = here("read", FOLDER, "--format", "ndjson").stdout
    several = here("read", FOLDER, "--format", "ndjson", "--jobs", "2").stdout

    assert one == several
    assert len([json.loads(line) for line in one.splitlines()]) >= len(example_files())


def test_tables_name_the_form_its_funds_and_its_indicators(here: Here) -> None:
    done = here("read", SELF_EVALUATION)

    (form,) = json.loads(here("read", SELF_EVALUATION, "--format", "json").stdout)
    assert form["project_name"] in done.stdout
    assert form["indicators"][0]["level3"] in done.stdout
    assert form["funds"][0]["printed"]["executed"] in done.stdout


def test_problems_in_the_data_give_exit_status_1_and_stay_out_of_stdout(tmp_path: Path, here: Here) -> None:
    displaced = TARGET.read_text(encoding="utf-8").replace("影响力目标\t长效管理\t回访机制\t建立", "回访机制\t\t建立\t")
    file = tmp_path / "displaced.txt"
    file.write_text(displaced, encoding="utf-8")

    done = here("read", file, "--format", "json")

    (form,) = json.loads(done.stdout)
    assert done.returncode == 1
    assert [problem["code"] for problem in form["problems"]] == ["shifted_row"]
    assert form["indicators"][-1]["shifted"] is True
    assert "1 处读取问题" in done.stderr


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty_file"), (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "unknown_type"), (b"PK\x03\x04broken", "damaged")],
)
def test_one_bad_file_never_stops_the_run(tmp_path: Path, content: bytes, code: str, here: Here) -> None:
    (tmp_path / "a.docx").write_bytes(content)
    (tmp_path / "b.txt").write_bytes(TARGET.read_bytes())

    done = here("read", tmp_path, "--format", "ndjson")

    assert done.returncode == 2
    assert [json.loads(line)["source"] for line in done.stdout.splitlines()] == ["b.txt"]
    assert "a.docx" in done.stderr
    assert code in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_without_forms_is_read_and_said(here: Here) -> None:
    done = here("read", Path(__file__), "--format", "json")

    assert (done.returncode, json.loads(done.stdout)) == (0, [])
    assert "0 张表" in done.stderr


def test_wrong_usage_gives_exit_status_2(here: Here) -> None:
    assert here("read").returncode == 2
    assert here("read", "no-such-file.docx").returncode == 2
    assert here("no-such-command").returncode == 2
    assert here("read", TARGET, "--lang", "fr").returncode == 2


def test_the_language_can_be_chosen_anywhere_in_the_command(here: Here) -> None:
    chinese, english = here("read", TARGET), here("read", TARGET, "--lang", "en")

    assert "绩效目标表" in chinese.stdout
    assert "Target table" in english.stdout
    assert "files read" in here("--lang=en", "read", TARGET).stderr
    assert "Read official forms" in here("--help", lang="en").stdout


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_listed_command_explains_itself_in_both_languages(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    def help_of(*arguments: str) -> str:
        with pytest.raises(SystemExit) as exit_:
            main([*arguments, "--help", "--lang", lang])
        printed = capsys.readouterr()
        assert (exit_.value.code, printed.err) == (0, "")
        return printed.out

    listed = help_of()
    for name in COMMANDS:
        assert name in listed
        assert ("Usage:" in help_of(name)) == (lang == "en")


def test_layouts_lists_every_recognised_layout(here: Here) -> None:
    entries = json.loads(here("layouts", "--format", "json").stdout)

    assert {entry["id"] for entry in entries} == {
        "monitoring", "shanghai-self-evaluation", "national-self-evaluation", "shanghai-target-2020", "national-target", "budget-target", "flat-table",
    }  # fmt: skip
