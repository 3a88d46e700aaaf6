"""What a reviewer sees beside the target: the money of two years, what was reached last year, what history advises."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.servicecloud.performance import making

YEAR = 2025


@pytest.fixture
def project(house):
    """A target that waits for the department; the year before was evaluated."""
    making.evaluated(house, year=YEAR - 1)
    return making.passed(house, making.submitted(house, year=YEAR), house.head)


def test_the_reviewer_sees_the_money_of_both_years_and_what_was_reached(house, project, sign_in):
    page = sign_in(house.reviewer)

    with CaptureQueriesContext(connection) as queries:
        shown = page.get(f"/office/projects/{project.pk}/target/")

    text = shown.content.decode()
    assert shown.context["money"].now.annual_yuan == Decimal(1_000_000)
    assert shown.context["money"].before.executed_yuan == Decimal(990_000)
    assert "上年同一项目：全年预算 1,000,000 元，执行 990,000 元" in text
    assert text.count("2024年目标") == 3
    assert "只有1年数据" in text
    asked = [query for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) <= 15, len(asked)


def test_the_form_of_the_four_attributes_has_them_too(house, project, sign_in):
    project = making.submitted(house, year=YEAR, name="另一个项目")
    making.passed(house, project, house.head)
    table = making.table_of(project)
    table.attribute_steps = ["department"]
    table.save()

    shown = sign_in(house.reviewer).get(f"/office/projects/{project.pk}/target/attributes/")

    text = shown.content.decode()
    assert shown.status_code == 200
    assert "上年没有同名项目的预算" in text
    assert "各项指标和往年情况" in text


def test_the_same_value_of_last_year_is_told_once_in_the_editor(house, sign_in):
    making.evaluated(house, year=YEAR - 1)
    project = making.declared(house, year=YEAR)

    text = sign_in(house.officer).get(f"/office/projects/{project.pk}/target/edit/").content.decode()

    assert text.count("2024年目标") == 3
    assert "历年完成" not in text
