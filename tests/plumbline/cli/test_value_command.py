import json

import click
import pytest
from click.testing import CliRunner

from plumbline.cli.value import make_value_command


def run(content: bytes | None = None, arguments: tuple[str, ...] = (), lang="zh"):
    return CliRunner().invoke(make_value_command(lang), list(arguments), input=content)


def records(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_line_gives_one_object_with_the_documented_keys_in_order():
    result = run("≥120000.00(次)\n12月底前\n".encode())

    assert result.exit_code == 0
    first, second = records(result)
    assert list(first) == ["raw", "operator", "low", "high", "unit", "kind"]
    assert first == {
        "raw": "≥120000.00(次)",
        "operator": ">=",
        "low": "120000.00",
        "high": None,
        "unit": "次",
        "kind": "number",
    }
    assert second == {
        "raw": "12月底前",
        "operator": "date",
        "low": None,
        "high": "--12-31",
        "unit": None,
        "kind": "date",
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_file_of_either_encoding_is_read(tmp_path, encoding):
    path = tmp_path / "values.txt"
    path.write_bytes("不超过75万元\r\n≥90％".encode(encoding))

    result = run(arguments=(str(path),))

    assert [(record["raw"], record["operator"], record["unit"]) for record in records(result)] == [
        ("不超过75万元", "<=", "万元"),
        ("≥90％", ">=", "%"),
    ]


def test_only_a_compound_has_parts():
    compound, single = records(run("新增5家，培育10家\n5家\n".encode()))

    assert [part["low"] for part in compound["parts"]] == ["5", "10"]
    assert "parts" not in single


def test_an_empty_line_gives_nothing_and_an_escape_stays_as_it_is():
    result = run("\n\n5家\\n\n\n".encode())

    assert [record["raw"] for record in records(result)] == ["5家\\n"]


def test_bytes_that_are_no_text_are_refused_in_one_sentence():
    result = run(b"\xff\xfe\x00\x80\xff", lang="en")

    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == "The input is neither UTF-8 nor GB18030 text. Save it as UTF-8 and try again.\n"


@pytest.mark.parametrize(("lang", "word"), [("zh", "指标值"), ("en", "printed values")])
def test_the_help_follows_the_language(lang, word):
    command = make_value_command(lang)

    assert isinstance(command, click.Command)
    assert word in run(arguments=("--help",), lang=lang).stdout.replace("\n", " ")
