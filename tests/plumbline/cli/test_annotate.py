from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.plumbline.audit.builders import self_evaluation
from tests.plumbline.audit.faulty import audited, faulty_file

from plumbline.cli.annotate import make_annotate_command
from plumbline.cli.language import Lang
from plumbline.cli.main import main
from plumbline.errors import PlumblineError
from plumbline.forms.sources import read_document
from plumbline.forms.writers import write


def run(*arguments: object, lang: Lang = "zh"):
    return CliRunner().invoke(make_annotate_command(lang), [str(argument) for argument in arguments])


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "自评表.docx"
    path.write_bytes(faulty_file("docx"))
    return path


def test_the_copy_is_written_and_the_findings_are_counted(form: Path, tmp_path: Path):
    before = form.read_bytes()

    result = run(form, "--out", tmp_path / "批注.docx")

    assert result.exit_code == 1
    assert result.stdout == ""
    count = len(audited(before, form.name)[0].findings)
    assert f"{count} 处问题已写入 批注.docx" in result.stderr
    assert form.read_bytes() == before
    assert read_document((tmp_path / "批注.docx").read_bytes(), "x").blocks == read_document(before, "x").blocks


def test_a_form_in_order_ends_with_zero(tmp_path: Path):
    path = tmp_path / "good.docx"
    path.write_bytes(write(self_evaluation(), to="docx"))

    result = run(path, "--out", tmp_path / "copy.docx", lang="en")

    assert result.exit_code == 0
    assert "0 findings" in result.stderr


def test_a_rulebook_can_be_named(form: Path, tmp_path: Path):
    own = tmp_path / "own.yaml"
    own.write_text(
        "id: ours\nextends: shanghai-2023\ntitle_zh: 本区\ntitle_en: Ours\naudit:\n  exclude: [S, U, F]\n", "utf-8"
    )

    result = run(form, "--out", tmp_path / "copy.docx", "--rulebook", own)

    assert result.exit_code == 0


def refusal(*arguments: object) -> PlumblineError:
    result = run(*arguments)
    assert isinstance(result.exception, PlumblineError)
    return result.exception


def test_the_original_is_never_overwritten(form: Path, tmp_path: Path):
    before = form.read_bytes()
    link = tmp_path / "link.docx"
    link.symlink_to(form)

    assert refusal(form, "--out", form).code == "same_file"
    assert refusal(form, "--out", link).code == "same_file"
    assert form.read_bytes() == before


@pytest.mark.parametrize(
    ("out", "code"),
    [("copy.pdf", "wrong_suffix"), ("copy", "wrong_suffix"), ("no/such/folder/copy.docx", "unwritable")],
)
def test_a_copy_that_cannot_be_written_is_refused(form: Path, tmp_path: Path, out: str, code: str):
    assert refusal(form, "--out", tmp_path / out).code == code
    assert not (tmp_path / out).exists()


def test_a_file_without_forms_is_refused(tmp_path: Path):
    path = tmp_path / "letter.txt"
    path.write_text("这是一封信。\n", "utf-8")

    assert refusal(path, "--out", tmp_path / "copy.html").code == "no_form"


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path):
    path = tmp_path / "empty.docx"
    path.write_bytes(b"")

    assert refusal(path, "--out", tmp_path / "copy.docx").code == "empty_file"


@pytest.mark.parametrize("kind", ["html", "xlsx", "sarif"])
def test_the_audit_command_writes_reports_with_what_the_forms_say(form: Path, tmp_path: Path, kind: str):
    out = tmp_path / f"report.{kind}"

    with pytest.raises(SystemExit) as end:
        main(["audit", str(form), "--format", kind, "--out", str(out), "--lang", "zh"])

    assert end.value.code == 1
    if kind == "html":
        assert "澜川市企业服务中心" in out.read_text("utf-8")
    assert out.stat().st_size > 1000
