"""`plumbline audit` and `plumbline rules` as a person uses them."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from plumbline.audit.registry import all_rules
from plumbline.audit.serialisation import audits_from_json
from plumbline.cli.audit import make_audit_command
from plumbline.cli.rules import make_rules_command
from plumbline.errors import Lang

HEAD = "项目名称\t{name}\n主管部门\t澜川市经济和信息化局\t实施单位\t澜川市企业服务中心\n"
FUNDS = "项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分数\t执行率\t得分\n\t年度资金总额\t100.00\t100.00\t{executed}\t10.00\t{rate}\t{funds}\n"
GOALS = "年度总体目标\t预期目标\t\t\t实际完成情况\n\t全年走访企业一百家，帮助企业获得融资。\t\t\t走访企业110家，促成融资560万元。\n"
ROWS = (
    "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析\n"
    "产出指标\t数量指标\t服务企业数\t≥100(家)\t110(家)\t20.00\t20.00\t\n"
    "\t质量指标\t活动举办合格率\t≥95(%)\t97(%)\t20.00\t20.00\t\n"
    "\t时效指标\t按时完成率\t≥95(%)\t96(%)\t10.00\t10.00\t\n"
    "效益指标\t经济效益指标\t企业获得融资额\t≥500(万元)\t560(万元)\t15.00\t15.00\t\n"
    "\t社会效益指标\t带动就业人数\t≥200(人)\t215(人)\t15.00\t15.00\t\n"
    "满意度指标\t服务对象满意度指标\t企业满意度\t≥96(%)\t95(%)\t10.00\t9.89\t两场活动时间冲突，部分企业未能参加，下年度提前排期。\n"
    "\t\t\t\t\t100\t{total}\n评分等级\t\t优\n"
)
GOOD = {"name": "澜川企业服务专项", "executed": "95.00", "rate": "95.00", "funds": "9.50", "total": "99.39"}
MIXED = GOOD | {
    "name": "澜川平台运维专项",
    "executed": "950,000.00",
    "rate": "950000.00",
    "funds": "10.00",
    "total": "99.89",
}


def _form(**figures: str) -> str:
    return "财政项目支出绩效自评表\n（2023年度）\n" + (HEAD + FUNDS + GOALS + ROWS).format(**figures)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A good form and one with a unit mix."""
    forms = tmp_path / "forms"
    forms.mkdir()
    (forms / "a.txt").write_text(_form(**GOOD), "utf-8")
    (forms / "b.txt").write_text(_form(**MIXED), "utf-8")
    return forms


def _audit(*arguments: object, lang: Lang = "zh") -> Result:
    return CliRunner().invoke(make_audit_command(lang), [str(one) for one in arguments])


def _json(result: Result) -> Any:
    return json.loads(result.stdout)


def test_json_is_a_list_with_one_object_a_form(folder: Path) -> None:
    result = _audit(folder, "--format", "json")

    good, mixed = _json(result)
    assert result.exit_code == 1
    assert {
        "source",
        "ordinal",
        "kind",
        "project_name",
        "rulebook",
        "rounding",
        "findings",
        "obligations",
        "scores",
    } <= set(good)
    assert [one["rule"] for one in good["findings"] if one["severity"] == "error"] == []
    (finding,) = (one for one in mixed["findings"] if one["rule"] == "U-01")
    assert {
        "severity",
        "field",
        "level3",
        "printed",
        "expected",
        "message_zh",
        "message_en",
        "cell",
        "causes",
        "consequences",
    } <= set(finding)
    assert (finding["field"], finding["printed"]) == ("executed", "950,000.00")
    assert finding["basis_zh"]
    assert "explains" not in finding
    assert {"pass", "fail", "not_applicable", "undetermined", "list"} == set(mixed["obligations"])
    assert mixed["scores"]["funds"]["computed"] == "9.50"
    assert mixed["scores"]["total"]["claimed"] == "99.89"


def test_the_table_says_problem_basis_and_advice_and_counts_the_outcomes(folder: Path) -> None:
    chinese = _audit(folder)
    english = _audit(folder, lang="en")

    assert all(word in chinese.stdout for word in ("U-01", "问题：", "依据：", "建议：", "连带：", "无法判断"))
    assert all(word in english.stdout for word in ("Problem: ", "Basis: ", "Advice: ", "undetermined"))
    assert "2 个文件，2 张表" in chinese.stderr


def test_the_exit_status_follows_what_was_asked_for(folder: Path) -> None:
    good = folder / "a.txt"
    low = folder.parent / "low.txt"
    figures = GOOD | {"executed": "85.00", "rate": "85.00", "funds": "8.50", "total": "98.39"}
    low.write_text(_form(**figures), "utf-8")

    assert _audit(good, "--fail-on", "warning").exit_code == 0
    assert _audit(low).exit_code == 0
    assert _audit(low, "--fail-on", "warning").exit_code == 1
    assert _audit(folder / "b.txt").exit_code == 1


def test_an_unreadable_file_is_named_and_the_others_are_audited(folder: Path) -> None:
    (folder / "c.txt").write_bytes(b"")

    result = _audit(folder, "--format", "json")

    assert result.exit_code == 2
    assert len(_json(result)) == 2
    assert "c.txt" in result.stderr


def test_a_report_can_be_written_to_a_file(folder: Path) -> None:
    as_json, as_text = folder.parent / "audit.json", folder.parent / "audit.txt"

    _audit(folder, "--format", "json", "--out", as_json)
    shown = _audit(folder, "--out", as_text)

    assert len(json.loads(as_json.read_text("utf-8"))) == 2
    assert "U-01" in as_text.read_text("utf-8")
    assert shown.stdout == ""


def test_a_brief_report_leaves_the_obligations_out(folder: Path) -> None:
    assert _json(_audit(folder, "--format", "json", "--brief"))[0]["obligations"]["list"] is None


def test_a_rulebook_can_be_named_or_given_as_a_file(folder: Path) -> None:
    own = folder.parent / "own.yaml"
    own.write_text(
        "id: own\nextends: shanghai-2023\ntitle_zh: 本区\ntitle_en: Ours\naudit: {exclude: [U-01]}\n", "utf-8"
    )

    named = _json(_audit(folder, "--rulebook", "national-2021", "--format", "json"))
    given = _json(_audit(folder, "--rulebook", own, "--format", "json"))

    assert {one["rulebook"] for one in named} == {"national-2021"}
    assert "U-01" not in {finding["rule"] for one in given for finding in one["findings"]}


@pytest.mark.parametrize("each", [(), ("--each",)], ids=["together", "each"])
def test_stored_results_are_used_again_only_for_the_same_bytes(folder: Path, each: tuple[str, ...]) -> None:
    store = folder.parent / "store"
    options = (folder, "--format", "json", "--resume", store, *each)
    first = _json(_audit(*options))
    kept = {path: path.stat().st_mtime_ns for path in store.rglob("*.z")}

    again = _json(_audit(*options))
    (folder / "a.txt").write_text(_form(**GOOD | {"total": "90.00"}), "utf-8")
    changed = _json(_audit(*options))

    assert len(kept) == 2
    assert again == first
    assert kept.items() <= {path: path.stat().st_mtime_ns for path in store.rglob("*.z")}.items()
    assert "S-13" in {finding["rule"] for finding in changed[0]["findings"]}


def test_a_stored_result_that_was_cut_short_is_made_again(folder: Path) -> None:
    store = folder.parent / "store"
    options = (folder, "--format", "json", "--each", "--resume", store)
    first = _json(_audit(*options))
    for path in store.rglob("*.z"):
        path.write_bytes(path.read_bytes()[:40])

    assert _json(_audit(*options)) == first


@pytest.mark.parametrize("each", [(), ("--each",)], ids=["together", "each"])
def test_several_processes_give_the_same_result_in_the_same_order(folder: Path, each: tuple[str, ...]) -> None:
    for number in range(4):
        (folder / f"d{number}.txt").write_text(_form(**GOOD | {"name": f"第{number}专项"}), "utf-8")

    alone = _json(_audit(folder, "--format", "json", *each))
    together = _json(_audit(folder, "--format", "json", "--jobs", "2", *each))

    assert together == alone


def test_what_is_printed_as_json_can_be_read_back(folder: Path) -> None:
    printed = _audit(folder, "--format", "json").stdout

    audits = audits_from_json(printed.encode())

    assert [audit.source for audit in audits] == ["a.txt", "b.txt"]


def test_the_command_refuses_an_unknown_rulebook_with_one_sentence(folder: Path) -> None:
    command = Path(sys.executable).with_name("plumbline")
    done = subprocess.run(
        [command, "audit", str(folder), "--rulebook", "no-such-book"],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "", "PLUMBLINE_LANG": "zh"},
    )

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "no-such-book" in done.stderr


def test_the_catalogue_lists_every_rule_in_either_language() -> None:
    chinese = CliRunner().invoke(make_rules_command("zh"), [])
    objects = json.loads(CliRunner().invoke(make_rules_command("en"), ["--format", "json"]).stdout)

    assert chinese.exit_code == 0
    assert all(rule.id in chinese.stdout for rule in all_rules())
    assert [one["id"] for one in objects] == [rule.id for rule in all_rules()]


def test_one_rule_is_shown_in_full_and_an_unknown_one_is_refused() -> None:
    shown = CliRunner().invoke(make_rules_command("en"), ["f-03"])
    unknown = CliRunner().invoke(make_rules_command("zh"), ["Z-99"])

    assert "F-03" in shown.stdout
    assert "percentage_points" in shown.stdout
    assert "Caiyu" in shown.stdout or "财预" in shown.stdout
    assert unknown.exit_code == 2
    assert "Z-99" in unknown.stderr


def test_a_file_without_a_form_is_named_and_is_no_pass(folder: Path) -> None:
    (folder / "letter.txt").write_text("各位同事，请于月底前报送。", "utf-8")

    alone, among = _audit(folder / "letter.txt"), _audit(folder)

    assert (alone.exit_code, among.exit_code) == (2, 1)
    for result in (alone, among):
        assert "letter.txt: 没有可识别的绩效表" in result.stderr
        assert "1 个文件没有绩效表" in result.stderr


def test_an_empty_folder_is_no_pass(tmp_path: Path) -> None:
    assert _audit(tmp_path).exit_code == 2
    assert _audit(tmp_path, "--each").exit_code == 2


def test_the_rounding_that_was_taken_from_the_file_is_said(tmp_path: Path) -> None:
    silent = _form(**GOOD | {"name": "澜川展会专项", "rate": "95", "total": "99.5"}).replace(
        "≥96(%)\t95(%)\t10.00\t9.89", "≥96(%)\t97(%)\t10.00\t10.00"
    )
    (tmp_path / "two.txt").write_text(_form(**GOOD) + "\n" + silent, "utf-8")

    shown = _audit(tmp_path / "two.txt").stdout

    assert "由印出的数字推断" in shown
    assert "印出的数字看不出，随同一文件其他表" in shown
