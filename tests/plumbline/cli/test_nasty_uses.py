"""The command line in bad hands: strange names, closed folders, broken pipes, interruptions, wrong words."""

import json
import os
import pickle
import shutil
import signal
import subprocess
from pathlib import Path

import pytest
from tests.plumbline.cli.test_read import COMMAND, SELF_EVALUATION, TARGET, Here

from plumbline.cli.files import find_files, read_file, shown
from plumbline.cli.main import main
from plumbline.cli.write import WriteRefusedError
from plumbline.errors import InvalidFormJsonError, PlumblineError, UnreadableFileError


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["read"], "缺少参数"),
        (["read", "没有这个文件.docx"], "不存在"),
        (["read", "--oops"], "没有 --oops 这个选项"),
        (["reed"], "没有 reed 这个命令"),
        (["read", "x", "--format", "yaml"], "不在可选之列"),
        (["read", "x", "--jobs", "0"], "不在 1<=x<=256 范围内"),
        (["read", "--jobs"], "后面要有取值"),
        (["read", "--help"], "显示本说明"),
        (["--help"], "用法"),
    ],
)
def test_the_words_of_the_command_line_are_chinese_where_chinese_is_spoken(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as exit_:
        main([*arguments, "--lang", "zh"])

    printed = "".join(capsys.readouterr())
    assert said in printed
    assert exit_.value.code == (0 if "--help" in arguments else 2)
    assert not any(
        word in printed for word in ("Usage", "Options", "Error", "Invalid", "Missing", "No such", "Show this")
    )


def test_the_words_are_english_where_english_is_spoken(here: Here) -> None:
    done = here("read", lang="en")

    assert "Usage:" in done.stderr
    assert "Missing argument" in done.stderr
    assert done.returncode == 2


def test_one_process_may_speak_first_one_language_and_then_the_other(capsys: pytest.CaptureFixture[str]) -> None:
    for lang, word in (("zh", "用法："), ("en", "Usage:"), ("zh", "用法：")):
        with pytest.raises(SystemExit) as exit_:
            main(["read", "--help", "--lang", lang])

        assert exit_.value.code == 0
        assert word in capsys.readouterr().out


@pytest.mark.parametrize("form", ["table", "json", "ndjson"])
def test_a_reader_that_goes_away_is_no_fault(form: str) -> None:
    command = [COMMAND, "read", *[SELF_EVALUATION] * 30, "--format", form]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    complaints = process.stderr.read().decode()
    process.stderr.close()

    assert process.wait() == 0
    assert "Traceback" not in complaints
    assert "Broken pipe" not in complaints


def test_an_interruption_ends_the_run_with_one_word() -> None:
    process = subprocess.Popen([COMMAND, "read", "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdin is not None
    process.stdin.write(b" " * 1_000_000)  # more than a pipe holds: once it is written, the command is reading
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    _, complaints = process.communicate()

    assert process.returncode == 130
    assert complaints.decode().strip() == "已中断。"


def test_a_file_is_read_from_standard_input() -> None:
    done = subprocess.run(
        [COMMAND, "read", "-", "--format", "json"], input=SELF_EVALUATION.read_bytes(), capture_output=True, check=False
    )

    (form,) = json.loads(done.stdout)
    assert done.returncode == 0
    assert form["source"] == "-"


def test_names_with_blanks_line_ends_and_strange_bytes_are_read_and_shown_on_one_line(
    tmp_path: Path, here: Here
) -> None:
    names = ["两 个 空格.txt", "line\nend.txt", os.fsdecode(b"gb\xb1\xed.txt")]
    for name in names:
        shutil.copy(TARGET, tmp_path / name)

    for form in ("table", "ndjson"):
        done = here("read", tmp_path, "--format", form)

        assert done.returncode == 0, done.stderr
    sources = sorted(json.loads(line)["source"] for line in done.stdout.splitlines())
    assert sources == ["gb\ufffd\ufffd.txt", "line\ufffdend.txt", "两 个 空格.txt"]


def test_links_in_circles_end(tmp_path: Path, here: Here) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    shutil.copy(TARGET, tmp_path / "inner" / "a.txt")

    done = here("read", tmp_path, "--format", "ndjson")

    assert [json.loads(line)["source"] for line in done.stdout.splitlines()] == ["inner/a.txt"]
    assert done.returncode == 2  # the link to itself cannot be opened, and is said to be so
    assert "self" in done.stderr


def test_a_folder_that_may_not_be_listed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    shutil.copy(TARGET, tmp_path / "a.txt")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    files = find_files([str(tmp_path)])

    assert sorted(file.name for file in files) == ["a.txt", "closed"]
    monkeypatch.undo()
    unreadable = read_file(next(file for file in files if file.name == "closed"))
    assert getattr(unreadable, "code", None) == "not_a_file"


def test_a_shown_name_never_breaks_a_line() -> None:
    assert shown("表\t格\r\n.docx") == "表\ufffd格\ufffd\ufffd.docx"


@pytest.mark.parametrize(
    "error",
    [
        PlumblineError("坏", "bad"),
        InvalidFormJsonError("坏", "bad"),
        UnreadableFileError("damaged", "坏", "bad"),
        WriteRefusedError("no_form", "坏", "bad"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_errors_pass_whole_between_processes(error: PlumblineError) -> None:
    again = pickle.loads(pickle.dumps(error))

    assert type(again) is type(error)
    assert (again.code, again.message("zh"), again.message("en"), str(again)) == (error.code, "坏", "bad", "坏")


def test_every_kind_of_refusal_passes_whole_between_processes() -> None:
    def kinds(kind: type[PlumblineError]) -> list[type[PlumblineError]]:
        return [kind, *(found for child in kind.__subclasses__() for found in kinds(child))]

    for kind in kinds(PlumblineError):
        if kind.__reduce__ is not PlumblineError.__reduce__:
            continue  # passes itself, and has its own test
        error = kind.__new__(kind)
        error.args = ("坏",)
        error.__dict__.update(message_zh="坏", message_en="bad", what=["x"])

        again = pickle.loads(pickle.dumps(error))

        assert (type(again), again.__dict__, again.args) == (kind, error.__dict__, error.args)
