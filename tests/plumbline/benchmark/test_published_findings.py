"""The published forms against the list that was made by hand before they were audited."""

from pathlib import Path

import pytest
from tests.golden.real_findings import Judgement, audits, judge


@pytest.fixture(scope="module")
def judgement(shared_forms: Path) -> Judgement:
    return judge(audits(shared_forms))


@pytest.mark.shared_forms
def test_nine_tenths_of_what_a_careful_auditor_finds_are_named(judgement: Judgement) -> None:
    assert judgement.recall >= 0.9, judgement.missed


@pytest.mark.shared_forms
def test_nearly_every_finding_is_one_that_a_careful_auditor_signs(judgement: Judgement) -> None:
    assert judgement.precision >= 0.97, judgement.false


@pytest.mark.shared_forms
def test_every_value_worked_out_by_hand_is_in_the_finding(judgement: Judgement) -> None:
    assert judgement.wrong_values == ()
