"""Which rulebook a form falls under."""

import pytest
from tests.plumbline.scoring.builders import form, fund

from plumbline.forms.model import MonitoringTable, SelfEvaluation, TargetTable
from plumbline.rulebooks.choose import choose_rulebook


def _chosen(evaluation: SelfEvaluation, **hints: str) -> tuple[str | None, bool]:
    choice = choose_rulebook(evaluation, **hints)  # type: ignore[arg-type]
    assert choice.reason_zh.endswith("。")
    assert choice.reason_en.endswith(".")
    return choice.rulebook.id if choice.rulebook else None, choice.certain


@pytest.mark.parametrize(
    ("department", "year", "expected"),
    [
        ("上海市澜川委员会", 2022, "shanghai-2022"),
        ("上海市澜川委员会", 2023, "shanghai-2023"),
        ("上海市澜川委员会", 2026, "shanghai-2023"),
        ("上海市澜川委员会", 2020, "national-2020"),
        ("澜川省工业和信息化厅", 2023, "national-2020"),
        ("澜川市工业和信息化局", 2019, "national-2020"),
        (None, 2023, "national-2020"),
        ("澜川省委宣传部", 2023, "national-2020"),
        ("文化和旅游部", 2020, "national-2020"),
    ],
)
def test_region_and_year_choose(department: str | None, year: int, expected: str) -> None:
    assert _chosen(form(department=department, year=year)) == (expected, True)


@pytest.mark.parametrize("department", ["上海市澜川委员会", "澜川市财政局", "国家澜川局"])
def test_a_year_before_all_books_has_none(department: str) -> None:
    choice = choose_rulebook(form(department=department, year=2015))

    assert (choice.rulebook, choice.candidates) == (None, ())
    assert "2015" in choice.reason_zh


def test_the_unit_tells_the_region_when_the_department_names_none() -> None:
    evaluation = SelfEvaluation(source="a.txt", ordinal=1, layout="test", year=2023, implementing_unit="上海市澜川中心")

    assert _chosen(evaluation) == ("shanghai-2023", True)


def test_a_unit_in_shanghai_of_a_ministry_is_not_of_the_city() -> None:
    evaluation = SelfEvaluation(
        source="a.txt", ordinal=1, layout="test", year=2021, supervising_department="教育部", implementing_unit="上海澜川大学"
    )  # fmt: skip

    assert _chosen(evaluation) == ("national-2020", True)


def test_a_missing_year_is_read_from_the_title_the_file_name_or_the_goals() -> None:
    titled = SelfEvaluation(
        source="a.txt", ordinal=1, layout="t", title_printed="自评表（2022年度）", supervising_department="上海市某局"
    )
    filed = SelfEvaluation(source="2022年自评.docx", ordinal=1, layout="t", supervising_department="上海市某局")
    told = form(department="上海市某局", year=None, goal="2023年新增服务，较2022年增长；2023年全年完成")

    assert _chosen(titled) == ("shanghai-2022", True)
    assert _chosen(filed) == ("shanghai-2022", True)
    assert _chosen(told) == ("shanghai-2023", True)


def test_without_a_year_the_printed_figures_may_tell() -> None:
    assert _chosen(form(department="上海市某局", year=None), rounding="truncate") == ("shanghai-2023", True)
    assert _chosen(form(department="上海市某局", year=None), rounding="half_up") == ("shanghai-2022", True)


def test_an_open_choice_is_said_and_names_its_candidates() -> None:
    choice = choose_rulebook(form(department="上海市某局", year=None, goal="2022年与2023年"))

    assert choice.rulebook is not None
    assert (choice.rulebook.id, choice.certain) == ("shanghai-2023", False)
    assert [book.id for book in choice.candidates] == ["shanghai-2022", "shanghai-2023"]
    assert "不能确定" in choice.reason_zh
    assert "stays open" in choice.reason_en


def test_a_central_department_since_2022_is_open_between_two_regimes() -> None:
    choice = choose_rulebook(form(department="文化和旅游部", year=2023))

    assert not choice.certain
    assert [book.id for book in choice.candidates] == ["national-2020", "national-2021"]


@pytest.mark.parametrize(("score", "expected"), [("7", "national-2021"), ("9.5", "national-2020")])
def test_the_funds_score_tells_the_regime_of_a_central_department(score: str, expected: str) -> None:
    evaluation = form(department="文化和旅游部", year=2023, funds=(fund("100", "95", score=score),))

    assert _chosen(evaluation) == (expected, True)


@pytest.mark.parametrize(("executed", "score"), [("95", "8"), ("100", "10"), ("70", "7")])
def test_a_funds_score_that_fits_neither_or_both_regimes_tells_nothing(executed: str, score: str) -> None:
    evaluation = form(department="文化和旅游部", year=2023, funds=(fund("100", executed, score=score),))

    assert not choose_rulebook(evaluation).certain


def test_target_and_monitoring_tables_have_a_rulebook_too() -> None:
    target = TargetTable(source="a.txt", ordinal=1, layout="t", year=2020, declaring_unit="上海市澜川中心")
    monitoring = MonitoringTable(source="a.txt", ordinal=1, layout="t", year=2023, implementing_unit="上海市澜川中心")

    assert choose_rulebook(target).rulebook is not None
    assert [choose_rulebook(one).rulebook.id for one in (target, monitoring)] == ["national-2020", "shanghai-2023"]  # type: ignore[union-attr]
