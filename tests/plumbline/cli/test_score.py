"""`plumbline score` as a person uses it."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from tests.plumbline.scoring.builders import form, fund, row

from plumbline.cli.files import NamedFile, Unreadable
from plumbline.cli.score import make_score_command
from plumbline.errors import Lang
from plumbline.forms.model import Form, TargetTable
from plumbline.forms.reading import Reading

RIGHT = form(row("≥90%", "88%", 90, "88"), funds=(fund("10", "10", "100.00", "10"),), total="98", grade="优")
WRONG = form(row("≥90%", "88%", 90, "85"), funds=(fund("10", "10", "100.00", "10"),), total="95", grade="优")


def _run(tmp_path: Path, forms: tuple[Form, ...], *options: str, lang: Lang = "zh", unreadable: bool = False) -> Result:
    file = tmp_path / "示例.txt"
    file.write_text("示例", "utf-8")

    def read(files: Sequence[NamedFile]) -> Iterator[Reading | Unreadable]:
        for named in files:
            yield (
                Unreadable(named.name, "empty", "文件是空的", "The file is empty")
                if unreadable
                else Reading(named.name, forms)
            )

    return CliRunner().invoke(make_score_command(lang, read=read), [str(file), *options])


def _json(result: Result) -> Any:
    return json.loads(result.stdout)


def test_scores_that_agree_exit_with_zero(tmp_path: Path) -> None:
    result = _run(tmp_path, (RIGHT,), "--format", "json")

    assert result.exit_code == 0
    shown = _json(result)[0]
    assert (shown["rulebook"], shown["rulebook_certain"]) == ("national-2020", True)
    assert shown["rows"][0]["computed"] == "88.00"
    assert shown["rows"][0]["difference"] == "0"
    assert shown["total"]["computed"] == "98.00"
    assert shown["grade"] == {"printed": "优", "of_claimed_total": "优", "of_computed_total": "优"}


def test_a_wrong_score_exits_with_one_and_is_explained(tmp_path: Path) -> None:
    result = _run(tmp_path, (RIGHT, WRONG), "--format", "json")

    assert result.exit_code == 1
    line = _json(result)[1]["rows"][0]
    assert (line["claimed"], line["computed"], line["difference"]) == ("85", "88.00", "-3.00")
    assert "按比例计分" in line["explanation"]


def test_the_table_shows_claims_scores_and_reasons_in_either_language(tmp_path: Path) -> None:
    chinese = _run(tmp_path, (WRONG, form(row("≥90%", None, 10), row("不适用", "不适用", 10))))
    english = _run(tmp_path, (WRONG,), lang="en")

    assert "预算执行率" in chinese.stdout
    assert "未填实际完成值" in chinese.stdout
    assert "不适用" in chinese.stdout
    assert "Budget execution" in english.stdout
    assert "in proportion" in english.stdout


def test_a_named_rulebook_is_used(tmp_path: Path) -> None:
    result = _run(tmp_path, (RIGHT,), "--rulebook", "national-2021", "--format", "json")

    shown = _json(result)[0]
    assert (shown["rulebook"], shown["rulebook_reason"]) == ("national-2021", None)
    assert shown["rows"][0]["computed"] == "85.00"


def test_a_rulebook_file_of_the_user_is_used(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("id: own\nextends: national-2020\nrounding: {row: {how: half_up, places: 0}}\n", "utf-8")

    result = _run(tmp_path, (form(row("≥90%", "88%", 20, 20)),), "--rulebook", str(own), "--format", "json")

    assert _json(result)[0]["rows"][0]["computed"] == "20"


def test_an_unknown_rulebook_is_refused_with_one_sentence(tmp_path: Path) -> None:
    from plumbline.cli.main import main

    file = tmp_path / "a.txt"
    file.write_text("示例", "utf-8")
    result = CliRunner().invoke(_as_command(main), ["score", str(file), "--rulebook", "nowhere", "--lang", "en"])

    assert result.exit_code == 2
    assert "nowhere" in result.stderr
    assert "Traceback" not in result.stderr


def _as_command(main: Any) -> Any:
    import click

    @click.command(context_settings={"ignore_unknown_options": True})
    @click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
    def whole(arguments: tuple[str, ...]) -> None:
        main(list(arguments))

    return whole


def test_an_unreadable_file_exits_with_two(tmp_path: Path) -> None:
    result = _run(tmp_path, (), unreadable=True)

    assert result.exit_code == 2
    assert "文件是空的" in result.stderr


def test_a_file_without_self_evaluations_is_said(tmp_path: Path) -> None:
    result = _run(tmp_path, (TargetTable(source="a.txt", ordinal=1, layout="t"),), "--format", "json")

    assert result.exit_code == 0
    assert "没有可评分的自评表" in result.stderr
    assert _json(result) == []


def test_a_form_that_no_rulebook_covers_exits_with_two(tmp_path: Path) -> None:
    result = _run(tmp_path, (form(year=2010),), "--format", "json")

    assert result.exit_code == 2
    assert _json(result)[0]["rulebook"] is None
    assert "2010" in _json(result)[0]["rulebook_reason"]


def test_forms_of_one_file_lend_each_other_their_rounding(tmp_path: Path) -> None:
    silent = form(department="上海市某局", year=None)
    telling = form(department="上海市某局", year=None, funds=(fund("758.11", "754.31", "99.49", "9.94"),))

    shown = _json(_run(tmp_path, (silent, telling), "--format", "json"))

    assert [one["rulebook"] for one in shown] == ["shanghai-2023", "shanghai-2023"]
    assert all(one["rulebook_certain"] for one in shown)


def test_a_form_that_does_not_show_its_rounding_is_scored_as_its_file(tmp_path: Path) -> None:
    silent = form(row("≥90%", "88%", 90, "88"), department="澜川市某局", funds=(fund("10", "10", "100.00", "10"),))
    telling = form(department="澜川市某局", funds=(fund("758.11", "754.31", "99.49", "9.94"),))

    shown = _json(_run(tmp_path, (silent, telling), "--format", "json"))
    table = _run(tmp_path, (silent, telling)).stdout

    assert [one["rounding"] for one in shown] == [
        {"used": "truncate", "origin": "file", "inferred": "undecidable"},
        {"used": "truncate", "origin": "inferred", "inferred": "truncate"},
    ]
    assert "随同一文件其他表" in table


def test_words_in_brackets_stay_as_they_are(tmp_path: Path) -> None:
    result = _run(tmp_path, (form(row("[red]有所提高", "[/red]工作开展", 10)),))

    assert result.exit_code == 0
    assert "“[/red]工作开展”" in result.stdout
