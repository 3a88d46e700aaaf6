"""Whole forms: totals, grades, rounding, and the figures of published forms (names invented)."""

from decimal import Decimal

import msgspec
import pytest
from tests.plumbline.scoring.builders import form, fund, row

from plumbline.forms.values import ActualValue, TargetValue
from plumbline.rulebooks import load_rulebook
from plumbline.scoring import infer_rounding_of, score

WORDS = "有所提高"
ACHIEVED = "达成指标"
PARTLY = "部分达成指标并具有一定效果"


def test_a_form_of_2022_with_proportional_scores_that_are_wrong() -> None:
    published = form(
        row(">90", "155", 20, 20),
        row(">=90%".replace(">=", "≥"), "88%", 20, 18),
        row(">90%", "99%", 10, 10),
        row(">0.7%", "0.3%", 15, 11, level1="效益指标"),
        row(">0.7%", "0.3%", 15, 11, level1="效益指标"),
        row(">90%", "88%", 10, 9, level1="满意度指标"),
        funds=(fund("380000.00", "250000", "65.79", "6.58", initial_budget="650000.00"),),
        unit="元",
        year=2022,
        total="85.58",
    )

    scores = score(published, load_rulebook("shanghai-2022"))

    assert [line.computed for line in scores.rows] == [
        20,
        Decimal("19.56"),
        10,
        Decimal("6.43"),
        Decimal("6.43"),
        Decimal("9.78"),
    ]
    assert scores.funds.difference == 0
    assert scores.rounding.inference.mode == "half_up"
    assert scores.rounding.origin == "inferred"
    assert (scores.total.computed, scores.claimed_sum) == (Decimal("78.78"), Decimal("85.58"))
    assert (scores.grade.of_claimed_total, scores.grade.of_computed_total) == ("良", "中")


def test_an_executed_amount_in_yuan_gets_its_true_rate_and_score() -> None:
    mixed = form(
        row("=1次", "1次", 90, 90),
        funds=(
            fund("407.48", "4063014.30", "997107.66", "10.00", initial_budget="425.80"),
            fund("407.48", "4063014.30", "997107.66", weight=None, name="其中：当年财政拨款"),
        ),
        total="100",
    )

    scores = score(mixed, load_rulebook("shanghai-2023"))

    assert [rate.computed for rate in scores.rates] == [Decimal("99.71"), Decimal("99.71")]
    mix = scores.rates[0].unit_mix
    assert mix is not None
    assert (mix.odd_field, mix.form_unit, mix.odd_unit, mix.corrected) == (
        "executed",
        "万元",
        "元",
        Decimal("406.30143"),
    )
    assert scores.funds.computed == Decimal("9.97")
    assert scores.funds.difference == Decimal("0.03")
    assert "以元填报" in scores.funds.sentence("zh")
    assert "is in 元" in scores.funds.sentence("en")


def test_the_odd_amount_is_the_annual_budget_when_the_initial_one_agrees_with_execution() -> None:
    mixed = form(funds=(fund("4074800", "406.30", initial_budget="425.80"),), unit="万元")

    mix = score(mixed, load_rulebook("shanghai-2023")).rates[0].unit_mix

    assert mix is not None
    assert (mix.odd_field, mix.odd_unit, mix.corrected) == ("annual_budget", "元", Decimal("407.48"))


def test_the_odd_amount_is_the_budget_when_the_forms_unit_is_that_of_execution() -> None:
    mixed = form(funds=(fund("425.07", "3989397.28", initial_budget="381.50"),), unit="元")

    mix = score(mixed, load_rulebook("shanghai-2023")).rates[0].unit_mix

    assert mix is not None
    assert (mix.odd_field, mix.odd_unit, mix.corrected) == ("annual_budget", "万元", Decimal(4250700))


def test_a_form_that_names_no_unit_still_shows_a_mix() -> None:
    scores = score(form(funds=(fund("407.48", "4063014.30"),), unit=None), load_rulebook("shanghai-2023"))

    mix = scores.rates[0].unit_mix
    assert mix is not None
    assert (mix.odd_field, mix.odd_unit, mix.factor) == ("executed", None, 10_000)
    assert "与预算单位不同" in scores.funds.sentence("zh")


def test_a_claim_inside_the_band_of_a_level_is_what_the_total_counts() -> None:
    scores = score(
        form(row(WORDS, ACHIEVED, 90, 75), funds=(fund("10", "10", score="10"),), total="85"),
        load_rulebook("national-2020"),
    )

    assert scores.rows[0].computed is None
    assert (scores.rows[0].computed_low, scores.rows[0].computed_high) == (72, 90)
    assert (scores.total.computed, scores.total.difference) == (85, 0)


def test_a_claim_outside_of_the_band_leaves_the_total_a_band() -> None:
    scores = score(
        form(row(WORDS, PARTLY, 90, 75), funds=(fund("10", "10", score="10"),), total="85"),
        load_rulebook("national-2020"),
    )

    assert (scores.total.computed_low, scores.total.computed_high) == (64, Decimal("81.99"))
    assert scores.total.computed is None
    assert scores.total.difference == Decimal("3.01")


def test_an_undetermined_row_makes_the_total_undetermined_with_its_bounds() -> None:
    scores = score(
        form(row("≥10家", None, 40, 40), row("≥10家", "10家", 50), funds=(fund("10", "10"),)),
        load_rulebook("national-2020"),
    )

    assert (scores.total.outcome, scores.total.reason) == ("undetermined", "rows_undetermined")
    assert (scores.total.computed_low, scores.total.computed_high) == (60, 100)
    assert scores.grade.of_computed_total is None


def test_the_grade_is_known_when_every_possible_total_has_the_same() -> None:
    scores = score(
        form(row("≥10家", None, 5), row("≥10家", "10家", 85), funds=(fund("10", "10"),)), load_rulebook("national-2020")
    )

    assert scores.total.outcome == "undetermined"
    assert scores.grade.of_computed_total == "优"


def test_a_row_that_does_not_apply_is_not_scored() -> None:
    scored = score(form(row("不适用", "不适用", 10)), load_rulebook("national-2020")).rows[0]

    assert (scored.outcome, scored.reason, scored.computed) == ("not_applicable", "not_applicable", None)


def test_only_the_row_of_the_whole_budget_is_scored() -> None:
    funds = (
        fund("50", "20", weight=None, name="其中：当年财政拨款"),
        fund("100", "80", name="年度资金总额"),
        fund("0", "0", weight=None, name="其他资金"),
    )

    scores = score(form(funds=funds), load_rulebook("national-2020"))

    assert (scores.funds.name, scores.funds.computed) == ("年度资金总额", 8)
    assert [rate.computed for rate in scores.rates] == [40, 80, None]


def test_a_fund_row_without_points_takes_those_of_the_rulebook() -> None:
    scores = score(form(funds=(fund("100", "80", weight=None),)), load_rulebook("national-2020"))

    assert (scores.funds.weight, scores.funds.computed) == (10, 8)


@pytest.mark.parametrize(
    ("funds", "reason"),
    [
        ((), "no_fund_row"),
        ((fund(None, "5"),), "no_budget"),
        ((fund("5", None),), "no_executed"),
        ((fund("0", "5"),), "zero_budget"),
        ((fund("5", "-1"),), "negative_amount"),
        ((fund("5", "5", weight="-10"),), "negative_weight"),
    ],
)
def test_funds_that_cannot_be_scored_say_why(funds: tuple, reason: str) -> None:  # type: ignore[type-arg]
    scored = score(form(funds=funds), load_rulebook("national-2020")).funds

    assert (scored.outcome, scored.reason, scored.computed) == ("undetermined", reason, None)


def test_forms_of_one_file_tell_their_rounding_together() -> None:
    silent = form(funds=(fund("37.76", "37.76", "100.00", "10.00"),))
    telling = form(funds=(fund("758.11", "754.31", "99.49", "9.94"),))

    inference = infer_rounding_of((silent, telling))

    assert inference.mode == "truncate"
    assert [one.field for one in inference.evidence] == ["execution_rate", "funds_score"]


def test_a_row_score_in_proportion_tells_the_rounding() -> None:
    scores = score(form(row("≥3次", "2次", 10, "6.66")), load_rulebook("national-2020"))

    assert scores.rounding.inference.mode == "truncate"
    assert scores.rows[0].difference == 0


def test_the_rulebook_decides_when_no_figure_tells() -> None:
    scores = score(form(row("≥3次", "2次", 10, 7)), load_rulebook("shanghai-2023"))

    assert scores.rounding.origin == "rulebook"
    assert scores.rows[0].computed == Decimal("6.66")


def test_a_caller_may_give_the_rounding() -> None:
    scores = score(form(row("≥3次", "2次", 10, "6.66")), load_rulebook("shanghai-2023"), rounding="half_up")

    assert scores.rounding.origin == "given"
    assert scores.rows[0].computed == Decimal("6.67")


def test_a_claim_with_one_decimal_is_right_when_the_exact_score_rounds_to_it() -> None:
    short, wrong = score(
        form(row("≥90%", "88%", 20, "19.6"), row("≥90%", "88%", 20, "19.5")), load_rulebook("national-2020")
    ).rows

    assert not short.contradicts(Decimal("0.01"))
    assert wrong.contradicts(Decimal("0.01"))


def test_an_explanation_is_data_and_a_sentence_in_two_languages() -> None:
    scored = score(form(row("≥90%", "88%", 20, 18)), load_rulebook("national-2020")).rows[0]

    explanation = scored.explanation
    assert explanation.formula == "proportional"
    assert explanation.inputs == {
        "target_printed": "≥90%",
        "actual_printed": "88%",
        "weight": 20,
        "target": 90,
        "actual": 88,
    }
    assert explanation.rounding is not None
    assert (explanation.rounding.how, explanation.rounding.places) == ("half_up", 2)
    assert explanation.source is not None
    assert (explanation.source.number, explanation.source.article) == ("财预〔2020〕10号", "第十六条")
    assert scored.sentence("zh") == (
        "完成值88%未达到指标值≥90%，按比例计分：20×88÷90＝19.55555555…，四舍五入保留2位得19.56分（依据：财预〔2020〕10号 第十六条）。"
    )
    assert scored.sentence("en").startswith(
        "88% is short of ≥90%, scored in proportion: 20 × 88 / 90 = 19.55555555…, rounded half up"
    )


def test_a_blank_unit_is_said_in_the_explanation() -> None:
    scored = score(form(row("≥95%", "94.5", 10)), load_rulebook("national-2020")).rows[0]

    assert scored.explanation.inputs["unit_relation"] == "missing"
    assert "一方未写单位" in scored.sentence("zh")
    assert "one unit is blank" in scored.sentence("en")


@pytest.mark.parametrize(
    ("aimed", "reached", "expected"),
    [
        (">=增长", "增长", Decimal("6.00")),
        (">=增长", "下降", Decimal(0)),
        (">=下降", "下降", Decimal("6.00")),
        (">=下降", "增长", Decimal(0)),
        (">=增长", "", Decimal("6.00")),
        (">=", "增长", Decimal("6.00")),
        ("<=下降", "增长", Decimal(10)),
    ],
)
def test_a_change_counts_in_the_direction_of_its_target(aimed: str, reached: str, expected: Decimal) -> None:
    operator, way = aimed[:2], aimed[2:]
    low, high = ("5", None) if operator == ">=" else (None, "5")
    target = TargetValue(f"{way}5%", operator, low, high, "%", "change" if way else "percent")  # type: ignore[arg-type]
    actual = ActualValue(f"{reached}3%", "=", "3", "3", "%", "change" if reached else "percent")

    assert score(form(row(target, actual, 10)), load_rulebook("national-2020")).rows[0].computed == expected


def test_a_decrease_beside_a_target_without_direction_stays_open() -> None:
    target = TargetValue("≥5%", ">=", "5", None, "%", "percent")
    actual = ActualValue("下降6%", "=", "6", "6", "%", "change")

    assert score(form(row(target, actual, 10)), load_rulebook("national-2020")).rows[0].reason == "unknown_direction"


@pytest.mark.parametrize("note", ["expression", "impossible_date", "spreadsheet_error", "contradicting_bounds"])
def test_figures_that_reading_did_not_understand_are_not_scored(note: str) -> None:
    aimed = TargetValue("≥?家", ">=", "5", None, "家", note=note)  # type: ignore[arg-type]

    assert score(form(row(aimed, "6家", 10)), load_rulebook("national-2020")).rows[0].reason == "unreadable_number"


def test_a_deadline_in_the_next_year_is_read_there() -> None:
    deadline = TargetValue("次年3月底前", "date", None, "--03-31", None, "date", note="next_year")

    lines = score(
        form(row(deadline, "2024-03-20", 10), row(deadline, "2024-04-02", 10), year=2023),
        load_rulebook("national-2020"),
    ).rows

    assert [line.computed for line in lines] == [10, 0]


def test_about_so_many_is_no_exact_number() -> None:
    done = ActualValue("约300家", "=", "300", "300", "家", note="approximate")

    assert score(form(row("≥200家", done, 10)), load_rulebook("national-2020")).rows[0].reason == "inexact_actual"


@pytest.mark.parametrize(
    ("deadline", "low", "high", "expected"),
    [
        ("2023-11-30", "2023-01-01", "2023-12-31", "date_too_coarse"),
        ("2023-12-31", "2023-01-01", "2023-12-31", None),
        ("2023-03-31", "2023-04-01", "2023-06-30", "late"),
        ("2023-11-30", None, "--11-30", None),
        ("2023-10-31", None, "--11-30", "date_too_coarse"),
        (None, "2023-11-01", "2023-11-01", "no_deadline"),
    ],
)
def test_a_span_of_dates_is_on_time_by_its_end_and_late_by_its_beginning(
    deadline: str | None, low: str | None, high: str, expected: str | None
) -> None:
    target = TargetValue("期限", "date", "2023-01-01", deadline, None, "date")
    actual = ActualValue("完成日期", "date", low, high, None, "date")

    scored = score(form(row(target, actual, 10)), load_rulebook("national-2020")).rows[0]

    if expected == "late":
        assert (scored.computed, scored.explanation.formula) == (0, "late")
    else:
        assert scored.reason == expected


@pytest.mark.parametrize("printed", ["", "未评分", "100分", " 1,00.5 "])
def test_a_printed_total_is_read_or_left_open(printed: str) -> None:
    claimed = score(form(total=printed), load_rulebook("national-2020")).total.claimed

    assert claimed == {"": None, "未评分": None, "100分": Decimal(100), " 1,00.5 ": Decimal("100.5")}[printed]


@pytest.mark.parametrize(
    ("printed", "meant"), [("优", "优"), ("优秀", "优"), ("合格", "中"), ("甲等", None), (None, None)]
)
def test_a_printed_grade_is_one_of_the_rulebooks_or_none(printed: str | None, meant: str | None) -> None:
    graded = score(form(grade=printed), load_rulebook("national-2020")).grade

    assert (graded.printed, graded.claimed) == (printed, meant)


def test_scoring_a_rulebook_that_applies_deductions_lowers_the_score() -> None:
    from plumbline.rulebooks import rulebook_from_yaml

    strict = rulebook_from_yaml("id: strict\nextends: national-2020\nover_completion: {mode: apply}\n")

    scored = score(form(row("≥500家次", "2384家次", 10)), strict).rows[0]

    assert (scored.computed_low, scored.computed_high, scored.explanation.formula) == (8, 8, "over_completion")


@pytest.mark.parametrize(
    ("section", "target", "actual", "reason"),
    [
        ("equality: {above: undetermined}", "=360天", "363天", "above_equal_target"),
        ("zero_target: {at_least: undetermined}", "≥0起", "1起", "zero_target"),
        ("zero_target: {equal: undetermined}", "=0起", "0起", "zero_target"),
        ("zero_target: {at_most: undetermined}", "≤0起", "0起", "zero_target"),
        ("zero_target: {at_most: undetermined}", "≤0起", "1起", "zero_target"),
        ("range: {outside: undetermined}", "5~10天", "11天", "outside_range"),
        ("date: {late: undetermined}", "2023-11-30", "2023-12-01", "late_date"),
        ("date: {year_from_form: false}", "--11-30", "--11-20", "date_without_year"),
    ],
)
def test_a_rulebook_may_leave_a_case_to_a_person(section: str, target: str, actual: str, reason: str) -> None:
    from plumbline.rulebooks import rulebook_from_yaml

    book = rulebook_from_yaml(f"id: careful\nextends: national-2020\n{section}\n")

    scored = score(form(row(target, actual, 10)), book).rows[0]

    assert (scored.outcome, scored.reason) == ("undetermined", reason)


def test_a_rulebook_may_score_all_or_nothing() -> None:
    from plumbline.rulebooks import rulebook_from_yaml

    book = rulebook_from_yaml(
        "id: direct\nextends: national-2020\nmethods: {quantitative: {method: direct}}\nrange: {outside: nothing}\n"
    )

    missed, met, outside = score(form(row("≥10家", "9家"), row("≥10家", "10家"), row("5~10天", "11天")), book).rows

    assert [missed.computed, met.computed, outside.computed] == [0, 10, 0]
    assert [missed.explanation.formula, outside.explanation.formula] == ["direct_missed", "direct_missed"]


def test_a_stated_completion_goes_before_what_the_rows_tell_and_is_named_in_the_sentence() -> None:
    book = load_rulebook("national-2021")
    short = form(row("≥10家", "9家"), funds=(fund("100", "95"),))
    silent, said = short, msgspec.structs.replace(short, other_fields={"项目是否完成": "是"})

    before, after = score(silent, book).funds, score(said, book).funds

    assert (before.computed, after.computed) == (Decimal(7), Decimal(10))
    assert "据单位说明，项目完成" in after.sentence("zh")
    assert "As the unit states, the project is complete" in after.sentence("en")
    assert "据单位说明" not in before.sentence("zh")


@pytest.mark.parametrize("text", ["", "不适用", "见附件"])
def test_a_statement_that_says_neither_is_none(text: str) -> None:
    book = load_rulebook("national-2021")
    silent = form(row("≥10家", "10家"), funds=(fund("100", "95"),))

    said = msgspec.structs.replace(silent, other_fields={"项目是否完成": text})

    assert score(said, book).funds.computed == score(silent, book).funds.computed
