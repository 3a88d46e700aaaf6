"""Every figure of a board is the length of the list it leads to, and no list is longer than its reader's reach."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from tests.servicecloud.factories import MembershipFactory, OrganisationFactory
from tests.servicecloud.performance import making

from servicecloud.boards.enums import Late, Light
from servicecloud.boards.selectors import board as boards
from servicecloud.boards.selectors.board import overview
from servicecloud.boards.selectors.narrowing import EXECUTION_BANDS, NOT_GIVEN, SCORE_BANDS, Wanted, projects_of
from servicecloud.boards.selectors.places import places_in_scope
from servicecloud.boards.services.renewing import renew_due
from servicecloud.identity.enums import Role
from servicecloud.identity.standing import scope_of
from servicecloud.performance.models import Deadline, Project, SelfEvaluation
from servicecloud.performance.selectors.deadlines import standings_of_many

YEAR = 2024
TODAY = date(2025, 6, 1)


@pytest.fixture
def city(house):
    """One project in each state, all of 2024, and one of 2023."""
    found = {
        name: make(house, name=name, year=YEAR)
        for name, make in (
            ("draft", making.declared),
            ("submitted", making.submitted),
            ("running", making.approved),
            ("built", making.built),
            ("evaluated", making.evaluated),
            ("disclosed", making.disclosed),
        )
    }
    found["before"] = making.disclosed(house, name="disclosed", year=YEAR - 1)
    renew_due()
    return found


def read_board(wanted, *, today):
    return boards.read_board(wanted, today=today, places=places_in_scope())


def count(**wanted):
    return projects_of(Wanted(year=YEAR, **wanted), today=TODAY).count()


def test_every_count_of_the_board_is_the_length_of_its_list_and_leaves_nobody_out(city):
    board = read_board(Wanted(year=YEAR), today=TODAY)

    assert board.sums.projects == 6
    for name, counts, prefix, is_whole in (
        ("state", board.states, "", True),
        ("document", board.targets, "target-", True),
        ("document", board.evaluations, "evaluation-", True),
        ("grade", board.grades, "", True),
        ("light", board.sums.lights, "", True),
        ("execution", board.execution, "", True),
        ("score", board.scores, "", True),
        ("late", board.late, "", False),
        ("monitoring", board.monitoring, "", False),
    ):
        assert not is_whole or sum(counts.values()) == 6, name
        for key, number in counts.items():
            assert count(**{name: f"{prefix}{key}"}) == number, (name, key)
    assert board.rules
    for rule, _severity, _number, projects in board.rules:
        assert count(rule=rule) == projects
    assert count(late="any") == board.sums.late
    assert set(board.rows) == {*Light.values, "all"}


def test_money_is_added_up_years_stand_beside_each_other_and_blank_is_not_zero(city):
    board = read_board(Wanted(year=YEAR), today=TODAY)
    empty = read_board(Wanted(year=1999), today=TODAY)
    scores = SelfEvaluation.objects.filter(project__in=[city["evaluated"], city["disclosed"]])

    assert board.sums.annual_yuan == Decimal("6000000.00")
    assert board.sums.executed_yuan == Decimal("3960000.00")
    assert board.sums.rate == Decimal("66.00")
    assert board.scores[NOT_GIVEN] == 4
    assert board.sums.mean_score == sum(each.total_score for each in scores) / 2
    assert [(part.key, part.sums.projects, part.sums.rate) for part in board.years] == [
        (YEAR - 1, 1, Decimal("99.00")),
        (YEAR, 6, Decimal("66.00")),
    ]
    assert (empty.sums.projects, empty.sums.annual_yuan, empty.sums.rate, empty.sums.mean_score) == (
        0,
        None,
        None,
        None,
    )


def test_what_is_late(city):
    Project.everywhere.update(created_at="2022-01-10 10:00+08:00")

    assert {kind: count(late=kind) for kind in Late.values} == {
        "target": 1,
        "monitoring": 4,
        "evaluation": 2,
        "disclosure": 0,
    }
    SelfEvaluation.everywhere.filter(project=city["evaluated"]).update(approved_at="2025-05-11 10:00+08:00")
    assert count(late=Late.DISCLOSURE) == 1
    assert projects_of(Wanted(late=Late.DISCLOSURE), today=TODAY - timedelta(days=1)).count() == 0


def test_nobody_is_late_with_what_was_due_before_the_project_was_set_up(city):
    assert count(late="any") == 0


@pytest.mark.parametrize("setter", [None, "department", "bureau"])
def test_boards_and_the_list_of_deadlines_agree_on_what_is_late(city, house, setter):
    Project.everywhere.update(created_at="2022-01-10 10:00+08:00")
    if setter:
        body = getattr(house, setter)
        for document, end_month in (("target", 0), ("monitoring", 3), ("monitoring", 9), ("self_evaluation", 0)):
            due_on = date(2024, 9, 3)
            Deadline.objects.create(setter=body, year=YEAR, document=document, due_on=due_on, end_month=end_month)
    rows = Project.objects.select_related("target__latest", "evaluation__latest")
    for day in (date(2023, 8, 31), date(2023, 9, 1), date(2024, 9, 3), TODAY):
        standings = standings_of_many(list(rows), today=day)
        for kind, document in (("target", "target"), ("monitoring", "monitoring"), ("evaluation", "self_evaluation")):
            late = {
                (key, each.due.document) for key, all_of in standings.items() for each in all_of if each.light == "late"
            }
            found = projects_of(Wanted(late=kind), today=day).values_list("pk", flat=True)
            assert set(found) == {key for key, which in late if which == document}


def test_a_department_sees_units_a_bureau_with_several_sees_departments(city, house):
    one = read_board(Wanted(year=YEAR), today=TODAY)
    Project.everywhere.filter(pk=city["draft"].pk).update(department=house.bureau)

    several = read_board(Wanted(year=YEAR), today=TODAY)
    within = read_board(Wanted(year=YEAR, department=house.department.pk), today=TODAY)

    assert (one.by, [part.key for part in one.parts]) == ("owner", [house.unit.pk])
    assert several.by == "department"
    assert {part.key: part.sums.projects for part in several.parts} == {house.bureau.pk: 1, house.department.pk: 5}
    assert (within.by, within.sums.projects) == ("owner", 5)


def test_a_stranger_sees_an_empty_board(house):
    making.a_project(house, year=YEAR)
    stranger = MembershipFactory(role=Role.PROJECT_OFFICER, organisation=OrganisationFactory()).user

    with scope_of(stranger):
        board = read_board(Wanted(year=YEAR), today=TODAY)
        assert (board.sums.projects, board.rules, board.years) == (0, [], [])
        assert places_in_scope().newest_year is None


def test_a_board_takes_as_many_queries_for_seven_projects_as_for_one(house):
    making.approved(house, year=YEAR)
    renew_due()
    with CaptureQueriesContext(connection) as few:
        read_board(Wanted(year=YEAR), today=TODAY)
    for number in range(6):
        making.a_project(house, name=f"项目{number}", year=YEAR)
    renew_due()
    with CaptureQueriesContext(connection) as more:
        read_board(Wanted(year=YEAR), today=TODAY)
    with CaptureQueriesContext(connection) as least:
        overview(Wanted(year=YEAR), today=TODAY)

    assert len(more) == len(few) <= 8
    assert len(least) <= 4


@given(st.decimals(0, 10**6, places=4))
def test_each_number_lies_in_exactly_one_band(number):
    for bands in (EXECUTION_BANDS, SCORE_BANDS):
        inside = [
            band
            for band in bands
            if (band.least is None or number >= band.least) and (band.below is None or number < band.below)
        ]
        assert len(inside) == 1
