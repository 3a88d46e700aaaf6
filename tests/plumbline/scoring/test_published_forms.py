"""The five published files, read and scored: the figures a person found in them."""

from decimal import Decimal
from pathlib import Path

import pytest

from plumbline.forms.model import SelfEvaluation
from plumbline.forms.reading import read_forms
from plumbline.rulebooks.choose import choose_rulebook
from plumbline.scoring import FormScores, infer_rounding, infer_rounding_of, score

UNIT_MIXES = {4: "9.97", 5: "9.92", 6: "9.88", 7: "9.77", 8: "9.98", 9: "9.99", 10: "9.96", 11: "9.38"}


def _evaluations(folder: Path, number: str) -> list[SelfEvaluation]:
    path = next(folder.glob(f"{number}_*.txt"))
    return [form for form in read_forms(path.read_bytes(), path.name).forms if isinstance(form, SelfEvaluation)]


def _scored(folder: Path, number: str) -> list[FormScores]:
    forms = _evaluations(folder, number)
    of_file = infer_rounding_of(forms).how
    books = [choose_rulebook(form, rounding=infer_rounding(form).how or of_file).rulebook for form in forms]
    return [score(form, book) for form, book in zip(forms, books, strict=True) if book is not None]


@pytest.mark.shared_forms
def test_2022_rounds_and_2023_cuts_off(shared_forms: Path) -> None:
    modes = {number: infer_rounding_of(_evaluations(shared_forms, number)).mode for number in ("001", "002", "004")}

    assert modes == {"001": "half_up", "002": "truncate", "004": "truncate"}


@pytest.mark.shared_forms
def test_each_form_falls_under_the_book_of_its_year(shared_forms: Path) -> None:
    books = {number: {scores.rulebook for scores in _scored(shared_forms, number)} for number in ("001", "002", "004")}

    assert books == {"001": {"shanghai-2022"}, "002": {"shanghai-2023"}, "004": {"shanghai-2023"}}


@pytest.mark.shared_forms
def test_the_eight_unit_mixes_get_their_true_scores(shared_forms: Path) -> None:
    found = {
        ordinal: str(scores.funds.computed)
        for ordinal, scores in enumerate(_scored(shared_forms, "004"), start=1)
        if scores.rates[0].unit_mix is not None
    }

    assert found == UNIT_MIXES


@pytest.mark.shared_forms
def test_right_funds_scores_are_left_alone(shared_forms: Path) -> None:
    lines = [scores.funds for number in ("001", "002") for scores in _scored(shared_forms, number)]

    assert [line.difference for line in lines] == [0] * 6


@pytest.mark.shared_forms
def test_the_wrong_proportional_scores_are_found_with_the_right_ones(shared_forms: Path) -> None:
    wrong = [
        (number, str(line.claimed), str(line.computed))
        for number in ("001", "002", "004")
        for scores in _scored(shared_forms, number)
        for line in scores.rows
        if line.contradicts(Decimal("0.01"))
    ]

    assert wrong == [
        ("001", "18", "19.56"),
        ("001", "11", "6.43"),
        ("001", "11", "6.43"),
        ("001", "9", "9.78"),
        ("001", "14", "12.86"),
        ("001", "10", "6.43"),
        ("004", "12.00", "14.84"),
        ("004", "7.00", "9.69"),
        ("004", "9.00", "9.94"),
    ]
