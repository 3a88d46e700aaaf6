"""Statistics of folders: what they count, and how often they are wrong."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plumbline.audit.builders import benefit, row, self_evaluation, target_table

from plumbline.audit import AuditedForm
from plumbline.audit.corpus.samples import gather
from plumbline.audit.corpus.simulation import alarms
from plumbline.audit.corpus.statistics import CorpusStatistics, Statistic, corpus_statistics
from plumbline.audit.corpus.tests_of_chance import binomial_tail, rank_sum
from plumbline.forms.model import Form
from plumbline.rulebooks import load_rulebook

BOOK = load_rulebook("shanghai-2023")
PAGE = Path(__file__).parents[4] / "docs/explanation/corpus-statistics.md"


def statistics(*forms: Form) -> CorpusStatistics:
    return corpus_statistics(AuditedForm(form, BOOK) for form in forms)


def one(found: CorpusStatistics, code: str) -> Statistic:
    return next(statistic for statistic in found.statistics if statistic.code == code)


def numbered(number: int, actual: int = 117, **changes: object):
    text = f"走访企业{number}家，协调解决用工、用地、融资等诉求{number * 3}件，形成问题清单。"
    rows = (row("服务企业数", "≥100(家)", f"{actual}(家)"),)
    return self_evaluation(*rows, project_name=f"项目{number}", **{"actual_completion": text, **changes})


def test_a_folder_of_targets_entered_as_reached_is_unusual():
    found = one(statistics(*(numbered(number, 100) for number in range(30))), "at_target")

    assert (found.outcome, found.cases, found.counted) == ("unusual", 30, 30)
    assert found.chance is not None
    assert found.chance < 1e-20


def test_a_folder_of_counted_figures_is_usual():
    found = statistics(*(numbered(number, 101 + number * 7 % 90) for number in range(60)))

    assert not found.unusual
    assert one(found, "round_numbers").outcome == "usual"


def test_few_cases_are_not_judged():
    found = statistics(*(numbered(number, 100) for number in range(19)))

    assert one(found, "at_target").outcome == "too_few"
    assert one(found, "at_target").share is None


def test_figures_rounded_to_tens_are_unusual():
    found = one(statistics(*(numbered(number, 110 + number * 10) for number in range(25))), "round_numbers")

    assert (found.outcome, found.share) == ("unusual", 1.0)


def test_copied_completions_are_unusual():
    copied = "完成全年走访企业和协调解决诉求的各项工作任务。"

    found = one(
        statistics(*(numbered(number, actual_completion=copied) for number in range(20))), "repeated_completion"
    )

    assert (found.outcome, found.counted) == ("unusual", 20)


def test_a_unit_that_scores_itself_higher_than_all_others_is_named():
    high = [numbered(number, total="99.9", implementing_unit="澜川市甲中心") for number in range(8)]
    others = [numbered(number, total=f"{88 + number % 7}.5", implementing_unit=f"澜川市{number % 4}所") for number in range(8, 40)]  # fmt: skip

    found = statistics(*high, *others)

    assert [statistic.unit for statistic in found.unusual] == ["澜川市甲中心"]
    assert found.quartiles is not None
    assert {unit.unit: unit.median for unit in found.units}["澜川市甲中心"] == 99.9


def test_only_large_counts_with_a_lower_limit_are_looked_at():
    form = self_evaluation(
        row("服务企业数", "≥100(家)", "100(家)"),
        row("举办培训", "≥1(次)", "1(次)"),
        row("访问量", "=5000(次)", "5000(次)"),
        benefit("融资额", "≥500(万元)", "500(万元)"),
        row("合格率", "≥100(%)", "100(%)"),
    )

    samples = gather([AuditedForm(form, BOOK), AuditedForm(target_table(), BOOK)])

    assert samples.counts == ((100, 100),)
    assert len(samples.forms) == 1


def test_the_sentences_hold_the_figures_in_both_languages():
    found = one(statistics(*(numbered(number, 100) for number in range(30))), "at_target")

    assert "30" in found.sentence_zh
    assert "30" in found.sentence_en
    assert re.search(r"[\u4e00-\u9fff]", found.sentence_en) is None


def _rows_of_page() -> list[tuple[str, int, int]]:
    cells = re.findall(r"^\| `(\w+)` \| (\d+) \| (\d+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return [(code, int(clean), int(planted)) for code, clean, planted in cells]


def test_the_false_alarms_of_the_page_are_the_measured_ones():
    assert {code: clean for code, clean, _ in _rows_of_page()} == alarms(100)


@pytest.mark.parametrize(("code", "found"), [(code, planted) for code, _, planted in _rows_of_page()])
def test_the_planted_habits_of_the_page_are_found_as_often_as_it_says(code: str, found: int):
    assert alarms(20, planted=code)[code] == found  # type: ignore[arg-type,index]


def test_no_statistic_accuses_more_than_one_honest_folder_in_fifty():
    assert all(clean <= 2 for _, clean, _ in _rows_of_page())


@given(st.integers(0, 60), st.integers(1, 60), st.floats(0.01, 0.99))
def test_the_tail_falls_with_the_number_of_successes(successes: int, trials: int, chance: float):
    successes = min(successes, trials)

    assert 0 <= binomial_tail(successes + 1, trials, chance) <= binomial_tail(successes, trials, chance) <= 1


def test_the_tail_of_ten_throws_is_the_counted_one():
    assert binomial_tail(8, 10, 0.5) == pytest.approx(56 / 1024)


@given(st.lists(st.integers(0, 100), min_size=5, max_size=30), st.lists(st.integers(0, 100), min_size=5, max_size=30))
def test_the_rank_sum_knows_no_side_and_no_scale(own: list[float], others: list[float]):
    chance = rank_sum(own, others)

    assert 0 <= chance <= 1
    assert rank_sum(others, own) == pytest.approx(chance)
    assert rank_sum([value * 3 + 1 for value in own], [value * 3 + 1 for value in others]) == pytest.approx(chance)


def test_equal_totals_everywhere_are_no_difference():
    assert rank_sum([100.0] * 8, [100.0] * 20) == 1.0
