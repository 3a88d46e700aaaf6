import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.examples import forms as examples

from plumbline.cli.schema import make_schema_command
from plumbline.cli.write import make_write_command
from plumbline.forms.serialisation import from_json, json_schema, to_json

MAGIC = {"docx": b"PK\x03\x04", "xlsx": b"PK\x03\x04", "pdf": b"%PDF", "html": b"<!DOCTYPE html>"}


@pytest.fixture
def one(tmp_path: Path) -> Path:
    path = tmp_path / "form.json"
    path.write_bytes(to_json(examples.MONITORING))
    return path


@pytest.fixture
def many(tmp_path: Path) -> Path:
    path = tmp_path / "forms.json"
    path.write_bytes(b"[" + to_json(examples.MONITORING) + b"," + to_json(examples.NATIONAL_TARGET) + b"]")
    return path


def run(*arguments: object, lang="zh", standard_input: bytes | None = None):
    return CliRunner().invoke(make_write_command(lang), [str(argument) for argument in arguments], input=standard_input)


@pytest.mark.parametrize("kind", list(MAGIC))
def test_a_form_is_written_into_a_file(one: Path, tmp_path: Path, kind: str):
    out = tmp_path / f"out.{kind}"

    result = run(one, "--to", kind, "--out", out)

    assert (result.exit_code, result.output) == (0, "")
    assert out.read_bytes().startswith(MAGIC[kind])


def test_the_suffix_tells_the_file_kind(one: Path, tmp_path: Path):
    result = run(one, "--out", tmp_path / "表.HTML")

    assert result.exit_code == 0
    assert (tmp_path / "表.HTML").read_bytes().startswith(MAGIC["html"])


def test_a_form_from_standard_input_goes_to_standard_output():
    result = run("-", "--to", "json", standard_input=to_json(examples.MONITORING))

    assert result.exit_code == 0
    assert from_json(result.stdout_bytes) == examples.MONITORING


def test_one_form_of_a_list_is_chosen_by_its_ordinal(many: Path):
    result = run(many, "--ordinal", 2, "--to", "json")

    assert from_json(result.stdout_bytes) == examples.NATIONAL_TARGET


def test_footer_lines_are_printed(one: Path):
    assert "账簿摘要" in run(one, "--to", "html", "--footer", "账簿摘要 5f2c").stdout


@pytest.mark.parametrize("arguments", [(), ("--ordinal", 3)])
def test_a_list_without_a_choice_is_refused_with_the_choices(many: Path, arguments: tuple[object, ...]):
    result = run(many, "--to", "html", *arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "--ordinal" in result.stderr
    assert "专精特新企业培育项目" in result.stderr


@pytest.mark.parametrize(
    ("content", "zh", "en"),
    [
        (b"{", "不是完整的 JSON", "Not well-formed JSON"),
        (b'{"kind": "target"}', "缺少必填的键 source", "missing required field `source`"),
        (b"[]", "列表中没有表格", "holds no form"),
    ],
)
def test_a_faulty_file_is_refused_in_one_sentence(tmp_path: Path, content: bytes, zh: str, en: str):
    path = tmp_path / "form.json"
    path.write_bytes(content)

    for lang, words in (("zh", zh), ("en", en)):
        result = run(path, "--to", "html", lang=lang)
        assert (result.exit_code, result.stdout) == (2, "")
        assert words in result.stderr


def test_what_cannot_be_read_or_written_is_named(one: Path, tmp_path: Path):
    missing = run(tmp_path / "fehlt.json", "--to", "html")
    folder = run(one, "--to", "html", "--out", tmp_path / "no" / "such" / "folder.html")

    assert (missing.exit_code, folder.exit_code) == (2, 2)
    assert "fehlt.json" in missing.stderr
    assert "folder.html" in folder.stderr


def test_without_a_file_kind_the_command_says_which_there_are(one: Path):
    result = run(one, lang="en")

    assert result.exit_code == 2
    assert "--to: docx, xlsx, pdf, html, json" in result.stderr


@pytest.mark.parametrize(("lang", "words"), [("zh", "官方版式"), ("en", "official layout")])
def test_help_speaks_both_languages(lang, words: str):
    assert words in run("--help", lang=lang).stdout.replace("\n  ", "")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_schema_is_printed(lang):
    result = CliRunner().invoke(make_schema_command(lang), [])

    assert result.exit_code == 0
    assert json.loads(result.stdout) == json_schema()
