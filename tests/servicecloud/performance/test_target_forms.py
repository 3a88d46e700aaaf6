"""The target table as the official form: the layout of the bureau's region, the money that is known, blanks where it is not."""

from decimal import Decimal

import pytest
from tests.servicecloud.performance import making

from plumbline.rulebooks import load_rulebook
from servicecloud.performance.enums import FundSource
from servicecloud.performance.models import RulebookInForce
from servicecloud.performance.selectors.projects import form_of
from servicecloud.performance.selectors.target_money import target_money
from servicecloud.performance.services import money
from servicecloud.performance.services.targets import save_target
from servicecloud.performance.target_forms import target_form

SHANGHAI, NATIONAL = "shanghai-2022", "national-2021"


def form(project, rulebook):
    book = load_rulebook(rulebook)
    return target_form(project, making.content_of(project), book=book, money=target_money(project))


def test_the_form_prints_this_years_budget_and_the_same_project_a_year_before(house):
    making.approved(house, year=2024)
    project = making.declared(house, year=2025)

    budgets = form(project, SHANGHAI).budgets

    assert (budgets.total, budgets.current_year) == ("1000000.00", "1000000.00")
    assert (budgets.prior_year_budget, budgets.prior_year_executed) == ("1000000.00", "990000.00")


def test_what_is_not_known_stays_blank(house):
    making.a_project(house, year=2024)
    project = making.declared(house, year=2025)

    assert form(project, SHANGHAI).budgets.prior_year_executed is None
    assert form(making.a_project(house, year=2025, name="新项目"), SHANGHAI).budgets.prior_year_budget is None


@pytest.mark.parametrize(("rulebook", "layout"), [(SHANGHAI, "shanghai-target-2020"), (NATIONAL, "national-target")])
def test_the_form_is_submitted_in_the_layout_of_the_bureaus_rulebook(house, rulebook, layout):
    RulebookInForce.objects.create(bureau=house.bureau, first_year=2020, rulebook=rulebook)
    project = making.submitted(house, year=2025)

    frozen = form_of(making.table_of(project).latest)

    assert frozen.layout == layout
    assert frozen.overall_goal or frozen.annual_goal


def test_weights_are_printed_in_one_way_however_they_were_typed(house):
    project = making.declared(house, year=2025)
    rows = making.cells_of(making.content_of(project))
    for row, typed in zip(rows, ("20", "10.00", "5.50"), strict=True):
        row["weight"] = typed
    version = making.table_of(project).version
    save_target(actor=house.officer, project_id=project.pk, expected=version, goal="目标", rows=rows)

    assert [str(row.weight) for row in form(project, SHANGHAI).indicators] == ["20", "10", "5.5"]


def test_the_national_form_names_the_sources(house):
    project = making.declared(house, year=2025)
    money.set_initial_budget(
        actor=house.officer, project_id=project.pk, source=FundSource.OTHER, amount_yuan=Decimal(500)
    )

    funds = form(project, NATIONAL).funds

    assert [(fund.name, fund.annual_budget) for fund in funds] == [
        ("年度资金总额", Decimal(1_000_500)),
        ("其中：财政拨款", Decimal(1_000_000)),
        ("其他资金", Decimal(500)),
    ]
