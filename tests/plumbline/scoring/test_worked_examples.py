"""The numbers in the documentation are what the engine computes."""

from decimal import Decimal

import msgspec
import pytest
from tests.plumbline.scoring.builders import form, fund, row
from tests.plumbline.scoring.worked_tables import FOLDER, Example, examples

from plumbline.rulebooks import load_rulebook
from plumbline.scoring import Score, find_unit_mix, infer_rounding, reconcile_units, score
from plumbline.scoring.numbers import round_to

INDICATORS = list(examples("Rulebook", "Target", "Actual", "Points", "Score", "Formula"))
FUNDS = list(examples("Rulebook", "Unit", "Budget", "Executed", "Complete", "Points", "Rate", "Score"))
ROUNDINGS = list(examples("Exact", "Places", "Half up", "Half even", "Truncated"))
INFERENCES = list(examples("Budget", "Executed", "Printed rate", "Printed score", "Inferred"))
UNITS = list(examples("Target unit", "Actual unit", "Relation", "Factor"))
MIXES = list(examples("Unit", "Budget", "Executed", "Odd amount", "Read in", "Rate", "Score"))
GRADES = list(examples("Rulebook", "Total", "Grade"))


def _params(rows: list[tuple[str, Example]]) -> list[object]:
    return [pytest.param(example, id=place) for place, example in rows]


def _assert_score(scored: Score, expected: str) -> None:
    if expected.startswith("open: "):
        assert scored.outcome == "undetermined"
        assert scored.reason == expected.removeprefix("open: ")
        return
    low, _, high = expected.partition("~")
    assert scored.outcome == "computed"
    assert (scored.computed_low, scored.computed_high) == (Decimal(low), Decimal(high or low))


@pytest.mark.parametrize("example", _params(INDICATORS))
def test_an_indicator_scores_what_its_page_says(example: Example, request: pytest.FixtureRequest) -> None:
    level1 = "满意度指标" if "satisfaction-bands:" in request.node.name else "产出指标"

    scored = score(
        form(row(example["Target"], example["Actual"], example["Points"], level1=level1)),
        load_rulebook(example["Rulebook"]),
    )

    _assert_score(scored.rows[0], example["Score"])
    assert scored.rows[0].explanation.formula == (example["Formula"] or None)


@pytest.mark.parametrize("example", _params(FUNDS))
def test_budget_execution_scores_what_its_page_says(example: Example) -> None:
    full, short = (row("≥10家", "10家"),), (row("≥10家", "9家"),)
    rows, said = {
        "yes": (full, {}),
        "no": (short, {}),
        "open": ((), {}),
        "stated yes": (short, {"项目是否完成": "是"}),
        "stated no": (full, {"项目是否完成": "否：顺延至次年"}),
    }[example["Complete"]]
    funds = (fund(example["Budget"], example["Executed"], weight=example["Points"]),)

    filled = msgspec.structs.replace(form(*rows, funds=funds, unit=example["Unit"]), other_fields=said)
    scored = score(filled, load_rulebook(example["Rulebook"]))

    _assert_score(scored.funds, example["Score"])
    assert scored.rates[0].computed == (Decimal(example["Rate"]) if example["Rate"] else None)


@pytest.mark.parametrize("example", _params(ROUNDINGS))
def test_numbers_round_as_the_page_says(example: Example) -> None:
    exact, places = Decimal(example["Exact"]), int(example["Places"])

    assert str(round_to(exact, "half_up", places)) == example["Half up"]
    assert str(round_to(exact, "half_even", places)) == example["Half even"]
    assert str(round_to(exact, "truncate", places)) == example["Truncated"]


@pytest.mark.parametrize("example", _params(INFERENCES))
def test_a_form_shows_how_it_rounds_as_the_page_says(example: Example) -> None:
    funds = (fund(example["Budget"], example["Executed"], example["Printed rate"], example["Printed score"]),)

    assert infer_rounding(form(funds=funds)).mode == example["Inferred"]


@pytest.mark.parametrize("example", _params(UNITS))
def test_units_relate_as_the_page_says(example: Example) -> None:
    match = reconcile_units(example["Target unit"] or None, example["Actual unit"] or None)

    assert match.relation == example["Relation"]
    assert match.factor == Decimal(example["Factor"])


@pytest.mark.parametrize("example", _params(MIXES))
def test_a_mix_of_money_units_is_told_as_the_page_says(example: Example) -> None:
    executed, budget = Decimal(example["Executed"]), Decimal(example["Budget"])

    mix = find_unit_mix(executed, budget, unit_label=example["Unit"])
    scored = score(
        form(funds=(fund(str(budget), str(executed)),), unit=example["Unit"]), load_rulebook("shanghai-2023")
    )

    assert (mix.odd_field if mix else "none") == example["Odd amount"]
    assert (mix.odd_unit if mix else None) == (example["Read in"] or None)
    assert scored.rates[0].computed == Decimal(example["Rate"])
    _assert_score(scored.funds, example["Score"])


@pytest.mark.parametrize("example", _params(GRADES))
def test_a_total_has_the_grade_its_page_says(example: Example) -> None:
    graded = score(form(total=example["Total"]), load_rulebook(example["Rulebook"])).grade

    assert graded.of_claimed_total == (example["Grade"] or None)


def test_every_page_has_examples_and_stands_in_the_list() -> None:
    pages = {page.stem for page in FOLDER.glob("*.md")} - {"README"}
    shown = {
        place.partition(":")[0]
        for rows in (INDICATORS, FUNDS, ROUNDINGS, INFERENCES, UNITS, MIXES, GRADES)
        for place, _ in rows
    }
    listed = (FOLDER / "README.md").read_text("utf-8")

    assert pages == shown
    assert all(f"({page}.md)" in listed for page in pages)
