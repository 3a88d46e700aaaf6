"""Departments and bureaus choose how lights are given; a choice counts from its year on and is never rewritten."""

import pytest
from django.db import DatabaseError, transaction
from tests.servicecloud.performance import making

from servicecloud.boards.errors import UnknownLightsError
from servicecloud.boards.guards import missing_triggers
from servicecloud.boards.models import LightChoice, ProjectSummary
from servicecloud.boards.selectors.lights import chosen_rules
from servicecloud.boards.services.lights import choose_lights
from servicecloud.boards.services.renewing import renew
from servicecloud.errors import NotPermittedError
from servicecloud.performance.selectors.light_rules import light_rules_for


def choose(person, body, rules="double", year=2024):
    return choose_lights(actor=person, organisation=body, first_year=year, rules=rules)


def test_the_department_goes_before_the_bureau_and_the_latest_choice_counts(house):
    project = making.a_project(house, year=2024)
    assert (chosen_rules(project), light_rules_for(project).id) == (None, "usual")

    choose(house.finance, house.bureau, "calendar")
    assert light_rules_for(project).id == "calendar"

    choose(house.reviewer, house.department, "double", year=2023)
    choose(house.reviewer, house.department, "pace-blue", year=2023)
    choose(house.reviewer, house.department, "usual", year=2025)
    assert light_rules_for(project).id == "pace-blue"


def test_what_was_chosen_changes_the_light_of_the_project(house):
    project = making.approved(house, year=2024, first_target="≥100(家次)")
    renew([project.pk])
    assert ProjectSummary.objects.get().light == "red"

    choose(house.reviewer, house.department, "double")
    renew([project.pk])

    summary = ProjectSummary.objects.get()
    assert (summary.money_light, summary.goals_light, summary.light) == ("green", "red", "yellow")


@pytest.mark.parametrize("who", ["officer", "head", "finance"])
def test_nobody_else_chooses_for_a_department(house, who):
    with pytest.raises(NotPermittedError):
        choose(getattr(house, who), house.department)

    assert not LightChoice.objects.exists()


def test_a_way_that_is_not_there_is_refused(house):
    with pytest.raises(UnknownLightsError):
        choose(house.reviewer, house.department, "nonsense")

    assert not LightChoice.objects.exists()


def test_a_choice_is_never_rewritten(house):
    made = choose(house.reviewer, house.department)

    assert missing_triggers() == []
    for act in (lambda: LightChoice.everywhere.update(rules="usual"), lambda: LightChoice.everywhere.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    made.refresh_from_db()
    assert made.rules == "double"
