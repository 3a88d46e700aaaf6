"""`plumbline statistics` and `plumbline advise` as a person uses them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from plumbline.cli.advise import make_advise_command
from plumbline.cli.audit import make_audit_command
from plumbline.cli.statistics import make_statistics_command
from plumbline.errors import Lang

FORM = (
    "财政项目支出绩效自评表\n（{year}年度）\n项目名称\t{name}\n主管部门\t澜川市经济和信息化局\t实施单位\t{unit}\n"
    "项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分数\t执行率\t得分\n\t年度资金总额\t100.00\t100.00\t95.00\t10.00\t95.00\t9.50\n"
    "年度总体目标\t预期目标\t\t\t实际完成情况\n\t全年走访企业，帮助企业获得融资。\t\t\t{done}\n"
    "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析\n"
    "产出指标\t数量指标\t服务企业数\t≥{target}(家)\t{actual}(家)\t50.00\t50.00\t\n"
    "效益指标\t经济效益指标\t企业获得融资额\t≥500(万元)\t560(万元)\t30.00\t30.00\t\n"
    "满意度指标\t服务对象满意度指标\t企业满意度\t≥90(%)\t95(%)\t10.00\t10.00\t\n"
    "\t\t\t\t\t100\t99.50\n评分等级\t\t优\n"
)


def written(folder: Path, number: int, **changes: object) -> Path:
    values = {
        "year": 2023,
        "name": f"澜川服务专项{number}",
        "unit": "澜川市企业服务中心",
        "done": f"走访企业{number}家，举办对接活动{number + 3}场，服务对象反映良好，融资到位。",
        "target": 100,
        "actual": 101 + number % 9,
    }
    path = folder / f"{values['name'] if 'name' not in changes else changes['name']}-{number:02}.txt"
    path.write_text(FORM.format(**values | changes), "utf-8")
    return path


@pytest.fixture
def honest(tmp_path: Path) -> Path:
    for number in range(24):
        written(tmp_path, number)
    return tmp_path


def statistics(*arguments: object, lang: Lang = "zh") -> Result:
    return CliRunner().invoke(make_statistics_command(lang), [str(one) for one in arguments])


def advise(*arguments: object, lang: Lang = "zh") -> Result:
    return CliRunner().invoke(make_advise_command(lang), [str(one) for one in arguments])


def test_an_honest_folder_is_usual(honest: Path) -> None:
    result = statistics(honest, "--format", "json")

    found = json.loads(result.stdout)
    assert result.exit_code == 0
    assert found["forms"] == 24
    assert {one["code"]: one["outcome"] for one in found["statistics"]}["at_target"] == "usual"


def test_a_folder_of_copied_figures_is_unusual(tmp_path: Path) -> None:
    for number in range(24):
        written(tmp_path, number, actual=100)

    result = statistics(tmp_path)

    assert result.exit_code == 1
    assert "24个，" not in result.stdout
    assert "完成值恰好等于指标值" in result.stdout
    assert "24项恰好等于指标值（100%" in result.stdout
    assert "异常" in result.stdout


def test_few_forms_are_said_to_be_few_in_english_too(tmp_path: Path) -> None:
    written(tmp_path, 1)

    result = statistics(tmp_path, lang="en")

    assert (result.exit_code, "fewer than 20: nothing can be said" in result.stdout) == (0, True)


def test_an_unreadable_file_is_said_and_does_not_stop_the_rest(honest: Path) -> None:
    (honest / "broken.docx").write_bytes(b"PK\x03\x04 not a document")

    result = statistics(honest, "--format", "json")

    assert result.exit_code == 2
    assert "broken.docx" in result.stderr
    assert json.loads(result.stdout)["forms"] == 24


def test_two_processes_give_the_same_statistics(honest: Path) -> None:
    assert statistics(honest, "--jobs", "2", "--format", "json").stdout == statistics(honest, "--format", "json").stdout


def test_a_target_below_last_year_is_remarked_upon(tmp_path: Path) -> None:
    past = tmp_path / "past"
    past.mkdir()
    for year, actual in ((2020, 140), (2021, 150), (2022, 145)):
        written(past, year, name="澜川服务专项", year=year, actual=actual)
    now = written(tmp_path, 0, name="澜川服务专项", year=2023, target=100)

    result = advise(now, "--history", past, "--format", "json")

    (form,) = json.loads(result.stdout)
    counted = next(one for one in form["advice"] if one["level3"] == "服务企业数")
    assert result.exit_code == 1
    assert (form["project_name"], form["year"], form["rulebook"]) == ("澜川服务专项", 2023, "national-2020")
    assert counted["flags"] == ["below_last_actual", "never_failing"]
    assert [value["year"] for value in counted["history"]] == [2020, 2021, 2022]
    assert counted["interval"]["years"] == 3


def test_advice_is_printed_in_both_languages(tmp_path: Path) -> None:
    before = written(tmp_path, 1, name="澜川服务专项", year=2022, actual=150)
    now = written(tmp_path, 2, name="澜川服务专项", year=2023)

    assert "指标值低于2022年实际完成值，请说明依据或按2022年水平设定" in advise(now, "--history", before).stdout
    assert "less than was achieved in 2022" in advise(now, "--history", before, lang="en").stdout


def test_without_a_past_that_is_said(tmp_path: Path) -> None:
    form = written(tmp_path, 1)

    result = advise(form, "--history", form)

    assert (result.exit_code, "没有可对照的往年自评" in result.stdout) == (0, True)


def test_a_folders_report_speaks_of_it_as_a_whole(honest: Path, tmp_path: Path) -> None:
    page, book = tmp_path / "report.html", tmp_path / "report.xlsx"
    for path in (page, book):
        CliRunner().invoke(make_audit_command("zh"), [str(honest), "--format", path.suffix[1:], "--out", str(path)])

    import openpyxl

    sheet = openpyxl.load_workbook(book)["整体统计"]
    assert "整体统计" in page.read_text("utf-8")
    assert "完成值恰好等于指标值" in page.read_text("utf-8")
    assert [cell.value for cell in sheet["A"]][:3] == ["统计", "完成值恰好等于指标值", "完成值取整"]
    assert [sheet.cell(sheet.max_row, column).value for column in (1, 3, 6)] == [
        "各单位自评总分",
        "澜川市企业服务中心",
        24,
    ]


def test_a_report_of_few_forms_has_no_such_part(tmp_path: Path) -> None:
    form, page = written(tmp_path, 1), tmp_path / "report.html"

    CliRunner().invoke(make_audit_command("zh"), [str(form), "--format", "html", "--out", str(page)])

    assert "整体统计" not in page.read_text("utf-8")
