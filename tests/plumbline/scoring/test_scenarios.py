"""Scoring cases that a finance officer wrote down: tests/scenarios/scores-*.yaml."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.plumbline.scoring.builders import form, row

from plumbline.rulebooks import load_rulebook
from plumbline.scoring import score

FOLDER = Path(__file__).parents[2] / "scenarios"
SCENARIOS: list[dict[str, Any]] = [
    scenario
    for path in sorted(FOLDER.glob("scores-*.yaml"))
    for scenario in yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
]


@pytest.mark.parametrize("scenario", [pytest.param(scenario, id=scenario["id"]) for scenario in SCENARIOS])
def test_a_scenario_scores_as_it_expects(scenario: dict[str, Any]) -> None:
    given, expect = scenario["given"], scenario["expect"]
    level1 = given.get("level1", "产出指标")
    indicator = row(given.get("target"), given.get("actual"), given["points"], given.get("claimed"), level1=level1)

    scored = score(form(indicator), load_rulebook(scenario["rulebook"])).rows[0]

    if "undetermined" in expect:
        assert (scored.outcome, scored.reason) == ("undetermined", expect["undetermined"])
        return
    low, high = expect.get("low", expect.get("score")), expect.get("high", expect.get("score"))
    assert (scored.computed_low, scored.computed_high) == (Decimal(low), Decimal(high))
    assert scored.difference == Decimal(expect["difference"])


def test_every_scenario_has_its_own_id_and_cites_an_article() -> None:
    ids = [scenario["id"] for scenario in SCENARIOS]

    assert len(ids) == len(set(ids))
    assert all(scenario["article"].strip() for scenario in SCENARIOS)
