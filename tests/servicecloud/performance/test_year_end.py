"""Midnight of 31 December in China: what is done a second before belongs to the old year, what is done at midnight to the new one."""

from datetime import UTC, date, datetime
from unittest import mock

import pytest
from django.utils import timezone
from tests.servicecloud.performance import making

from servicecloud.ledger.errors import FutureDateError
from servicecloud.ledger.facts import civil_date
from servicecloud.ledger.selectors.browsing import year_rule
from servicecloud.ledger.selectors.counting import Count
from servicecloud.ledger.selectors.figures import figure_of
from servicecloud.ledger.services.registers import add_row, register_rule, register_versions
from servicecloud.performance.enums import Document
from servicecloud.performance.models import Deadline, Project
from servicecloud.performance.reporting_errors import PeriodToComeError, YearNotOverError
from servicecloud.performance.selectors.bindings import bound_rows, figures_for
from servicecloud.performance.selectors.deadlines import due_and_late, standings_of_many
from servicecloud.performance.selectors.overdue import Overdue
from servicecloud.performance.services.evaluation_building import build_evaluation
from servicecloud.performance.services.monitoring import build_monitoring
from servicecloud.performance.values import EvaluationContent, MonitoringContent, from_json

LAST = datetime(2025, 12, 31, 15, 59, 59, tzinfo=UTC)
FIRST = datetime(2025, 12, 31, 16, 0, 0, tzinfo=UTC)
NEW_YEARS_EVE, NEW_YEARS_DAY = date(2025, 12, 31), date(2026, 1, 1)


def at(moment):
    """Let the clock stand at a moment."""
    return mock.patch.object(timezone, "now", return_value=moment)


def due(house, document, *, month=0):
    return Deadline.objects.create(
        setter=house.department, year=2025, document=document, due_on=NEW_YEARS_EVE, end_month=month
    )


def known_since(project, moment):
    Project.objects.filter(pk=project.pk).update(created_at=moment)
    return Project.objects.select_related("target__latest", "evaluation__latest").get(pk=project.pk)


def test_the_two_moments_lie_in_two_years_in_china_and_in_one_by_the_clock_of_the_machine():
    assert [civil_date(moment) for moment in (LAST, FIRST)] == [NEW_YEARS_EVE, NEW_YEARS_DAY]
    assert {moment.date() for moment in (LAST, FIRST)} == {NEW_YEARS_EVE}


def test_a_register_entry_counts_in_the_year_of_its_day_and_that_of_tomorrow_is_refused(house):
    register = making.a_register(house, year=2025)
    enter = {"actor": house.officer, "register_id": register.pk}

    with at(LAST):
        add_row(**enter, values={"happened_on": NEW_YEARS_EVE, "dimensions": {"d1": "满意"}})
        with pytest.raises(FutureDateError):
            add_row(**enter, values={"happened_on": NEW_YEARS_DAY, "dimensions": {"d1": "满意"}})
    with at(FIRST):
        add_row(**enter, values={"happened_on": NEW_YEARS_DAY, "dimensions": {"d1": "满意"}})

    rule, versions = register_rule(register), register_versions(register)
    counted = {
        year: figure_of(Count(year_rule(rule, year=year), date(year, 12, 31), None, versions)).number
        for year in (2025, 2026)
    }
    assert counted == {2025: 6, 2026: 1}


@pytest.mark.parametrize("moment", [LAST, FIRST])
def test_a_project_of_the_old_year_counts_the_old_year_on_either_side_of_midnight(house, moment):
    project = making.declared(house, year=2025)
    register = making.a_register(house, year=2025)
    for day in (NEW_YEARS_EVE, NEW_YEARS_DAY):
        values = {"happened_on": day, "dimensions": {"d1": "满意"}}
        add_row(actor=house.officer, register_id=register.pk, values=values)

    with at(moment):
        bound = bound_rows(project, making.content_of(project).rows)
        assert figures_for(project, bound)[0].number == 6


def test_monitoring_of_january_begins_at_midnight_and_that_of_december_ends_there(house):
    old, new = making.approved(house, name="旧年", year=2025), making.approved(house, name="新年", year=2026)
    of_january = {"actor": house.officer, "project_id": new.pk, "end_month": 1}
    of_december = {"actor": house.officer, "project_id": old.pk, "end_month": 12}

    with at(LAST):
        with pytest.raises(PeriodToComeError):
            build_monitoring(**of_january)
        before = from_json(build_monitoring(**of_december).content, MonitoringContent)
    with at(FIRST):
        begun = from_json(build_monitoring(**of_january).content, MonitoringContent)
        after = from_json(build_monitoring(**of_december).content, MonitoringContent)

    assert (begun.as_of, begun.start_month, begun.end_month) == (NEW_YEARS_DAY, 1, 1)
    assert [content.as_of for content in (before, after)] == [NEW_YEARS_EVE, NEW_YEARS_EVE]
    assert [content.rows[0].actual for content in (before, after)] == ["5(家次)", "5(家次)"]


def test_a_year_is_evaluated_from_its_first_second_after_midnight_as_of_its_last_day(house):
    project = making.approved(house, year=2025)
    act = {"actor": house.officer, "project_id": project.pk}

    with at(LAST), pytest.raises(YearNotOverError):
        build_evaluation(**act)
    with at(FIRST):
        found = build_evaluation(**act)

    assert from_json(found.content, EvaluationContent).as_of == NEW_YEARS_EVE


@pytest.mark.parametrize(
    ("document", "month"), [(Document.TARGET, 0), (Document.MONITORING, 11), (Document.SELF_EVALUATION, 0)]
)
def test_the_last_day_of_every_document_ends_at_midnight(house, document, month):
    due(house, document, month=month)
    project = known_since(making.a_project(house, year=2025), datetime(2025, 1, 5, tzinfo=UTC))

    found = [due_and_late(project, document, moment=moment, end_month=month) for moment in (LAST, FIRST)]

    assert found == [(NEW_YEARS_EVE, 0), (NEW_YEARS_EVE, 1)]


def test_what_is_open_a_second_before_is_late_at_midnight_in_the_list_and_on_the_boards(house):
    due(house, Document.TARGET)
    project = known_since(making.a_project(house, year=2025), datetime(2025, 1, 5, tzinfo=UTC))
    found = []
    for moment in (LAST, FIRST):
        today = civil_date(moment)
        standing = standings_of_many([project], today=today)[project.pk][0]
        overdue = Project.objects.filter(Overdue(today=today).of(Document.TARGET)).exists()
        found.append((standing.light, standing.days, overdue))

    assert found == [("soon", 0, False), ("late", 1, True)]


@pytest.mark.parametrize(("moment", "is_late"), [(LAST, True), (FIRST, False)])
def test_what_was_set_up_on_the_last_day_is_late_and_what_was_set_up_at_midnight_is_not(house, moment, is_late):
    due(house, Document.TARGET)
    project = known_since(making.a_project(house, year=2025), moment)
    today = date(2026, 1, 10)

    lights = [each.due.document for each in standings_of_many([project], today=today)[project.pk]]

    assert (Document.TARGET in lights) is is_late
    assert Project.objects.filter(Overdue(today=today).of(Document.TARGET)).exists() is is_late


@pytest.mark.parametrize(("moment", "shown"), [(LAST, "旧年的项目"), (FIRST, "新年的项目")])
def test_the_list_of_what_is_due_opens_with_the_year_that_has_begun(house, sign_in, moment, shown):
    for name, year in (("旧年的项目", 2025), ("新年的项目", 2026)):
        known_since(making.a_project(house, name=name, year=year), datetime(2024, 1, 5, tzinfo=UTC))
    page = sign_in(house.reviewer)

    with at(moment):
        text = page.get("/office/projects/late/?light=all").content.decode()

    assert [name in text for name in ("旧年的项目", "新年的项目")] == [shown == "旧年的项目", shown == "新年的项目"]
