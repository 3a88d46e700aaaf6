"""The treasury's file of payments: every row with its verdict, written in one go."""

import dataclasses
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.servicecloud.factories import MembershipFactory, OrganisationFactory
from tests.servicecloud.performance import making

from servicecloud.activity.models import Act
from servicecloud.directory.errors import UnreadableTableError
from servicecloud.errors import NotPermittedError
from servicecloud.identity.enums import OrganisationKind, Role
from servicecloud.identity.models import Placement
from servicecloud.performance import money_errors
from servicecloud.performance.enums import FundSource
from servicecloud.performance.models import Payment
from servicecloud.performance.selectors.money import funds_of
from servicecloud.performance.services import money, payment_reading
from servicecloud.performance.services.payment_files import import_payments, import_units_payments, undo_payment_file

SHEET = "国库支付明细,,,\n支付日期,金额（万元）,凭证号,用途\n2024-03-01,1.25,A-1,会场\n2024-03-02,0.5,A-1,会场\n昨天,1,A-3,\n2024-03-05,9000,A-4,\n"
HEAD = "支付日期,金额,凭证号,用途\n"


@pytest.fixture
def project(house):
    return making.a_project(house, year=2024)


def taken(house, project, text):
    return import_payments(
        actor=house.officer, project_id=project.pk, source=FundSource.FISCAL, data=text.encode(), name="a.csv"
    )


def test_the_treasurys_spreadsheet_is_taken_row_by_row_in_the_unit_of_its_heading(house, project):
    file = taken(house, project, SHEET)

    assert file.written == 1
    assert [row["number"] for row in file.refused] == [4, 5, 6]
    assert "A-1" in file.refused[0]["zh"]
    assert "昨天" in file.refused[1]["zh"]
    assert "no date" in file.refused[1]["en"]
    assert funds_of(project).executed_yuan == Decimal("12500.00")


def test_every_row_of_a_long_file_has_its_verdict_and_is_written_without_a_query_of_its_own(house, project):
    text = HEAD + "".join(f"2024-03-01,1.50,A-{number},\n" for number in range(2300)) + "2024-03-01,x,B,\n"

    with CaptureQueriesContext(connection) as queries:
        file = taken(house, project, text)

    assert (file.written, len(file.refused)) == (2300, 1)
    assert Payment.objects.count() == 2300
    assert len(queries) < 60
    assert funds_of(project).executed_yuan == Decimal("3450.00")


def test_a_file_that_is_too_long_is_refused_before_anything_is_written(house, project, monkeypatch):
    monkeypatch.setattr(payment_reading, "MOST_ROWS", 2)
    text = HEAD + "".join(f"2024-03-01,1,A-{number},\n" for number in range(3))

    with pytest.raises(UnreadableTableError, match="超过 2 行"):
        taken(house, project, text)

    assert not Payment.objects.exists()


@pytest.mark.parametrize(
    "text", ["2024-02-02", "2024/2/2", "2024.2.2", "20240202", "2024年2月2日", "2024/2/2 10:30:00"]
)
def test_a_day_is_read_as_people_write_it(house, project, text):
    assert taken(house, project, f"{HEAD}{text},1,A-1,\n").written == 1
    assert Payment.objects.get().paid_on == date(2024, 2, 2)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2023-12-31,1,A-1,", "2024"),
        ("2025-01-01,1,A-1,", "2024"),
        ("20241301,1,A-1,", "20241301"),
        ("2024-03-01,,A-1,", "金额"),
        ("2024-03-01,1,,会场", "凭证号"),
        (",,,只有用途", "金额"),
    ],
)
def test_a_row_that_cannot_be_right_says_why(house, project, row, said):
    file = taken(house, project, f"{HEAD}{row}\n")

    assert said in file.refused[0]["zh"]
    assert not Payment.objects.exists()


def test_a_row_with_several_faults_names_them_all_at_once(house, project):
    file = taken(house, project, "支付日期,金额,凭证号,资金来源,项目名称\n2026-13-45,abc,,银行,别的项目\n")

    (refused,) = file.refused
    for named in ("2026-13-45", "abc", "凭证号", "银行", "别的项目"):
        assert named in refused["zh"]
    assert refused["en"].count(". ") >= 4


def test_a_bad_day_and_an_amount_with_too_many_decimals_are_both_named_in_a_units_file(house, project):
    sheet = f"支付日期,金额,凭证号,项目名称\n昨天,1.005,A-1,{project.name}\n"

    file = import_units_payments(
        actor=house.officer, owner_id=house.unit.pk, source=FundSource.FISCAL, data=sheet.encode(), name="a.csv"
    )

    assert "昨天" in file.refused[0]["zh"]
    assert "1.005" in file.refused[0]["zh"]


@pytest.mark.parametrize("row", ["合计,5,,", "2024-03-31,5,本页 合计,", ",5,,总计：", "小计,5,A-9,"])
def test_a_total_is_left_out_by_its_name(house, project, row):
    file = taken(house, project, f"{HEAD}2024-03-01,5,A-1,合计\n{row}\n")

    assert (file.written, file.totals, file.refused) == (1, 1, [])


def test_a_file_is_undone_as_a_whole_by_opposite_payments_and_can_come_again(house, project):
    text = f"{HEAD}2024-03-01,100,A-1,\n2024-04-01,200,A-2,\n"
    file = taken(house, project, text)

    undo_payment_file(actor=house.officer, file_id=file.pk)

    assert funds_of(project).executed_yuan == Decimal(0)
    assert funds_of(project, until=date(2024, 3, 2)).executed_yuan == Decimal(0)
    assert Payment.objects.filter(reverses__isnull=False).count() == 2
    assert Act.objects.filter(verb="payments.undone", object_id=str(project.pk)).count() == 1
    assert taken(house, project, text).written == 2
    assert taken(house, project, text).written == 0


def test_a_file_is_not_undone_twice_nor_below_zero_nor_by_others(house, project):
    file = taken(house, project, f"{HEAD}2024-03-01,100,A-1,\n")
    with pytest.raises(NotPermittedError):
        undo_payment_file(actor=house.reviewer, file_id=file.pk)
    refund = taken(house, project, f"{HEAD}2024-03-02,-10,A-2,\n")
    with pytest.raises(money_errors.BelowZeroError):
        undo_payment_file(actor=house.officer, file_id=file.pk)

    undo_payment_file(actor=house.officer, file_id=refund.pk)
    undo_payment_file(actor=house.officer, file_id=file.pk)

    with pytest.raises(money_errors.FileUndoneError):
        undo_payment_file(actor=house.officer, file_id=file.pk)
    assert Payment.objects.count() == 4


def test_one_file_holds_the_payments_of_several_projects_and_sources(house, project):
    other = making.a_project(house, year=2024, name="企业诊断")
    money.set_initial_budget(
        actor=house.officer, project_id=other.pk, source=FundSource.CARRIED_OVER, amount_yuan=Decimal(500)
    )
    stranger = making.a_project(dataclasses.replace(house, **_another_unit(house)), year=2024, name="邻家项目")
    rows = (
        "2024-03-01,10,A-1,企业培训,",
        "2024-03-01,20,A-2,企业诊断,上年结转资金",
        "2024-03-01,30,A-3,企业诊断,彩票公益金",
        f"2024-03-01,40,A-4,{stranger.name},",
        "2023-03-01,50,A-5,企业培训,",
        "2024-03-01,60,A-6,,",
    )
    text = "支付日期,金额,凭证号,项目名称,资金来源\n" + "\n".join(rows)

    file = import_units_payments(
        actor=house.officer, owner_id=house.unit.pk, source=FundSource.FISCAL, data=text.encode(), name="a.csv"
    )

    assert [row["number"] for row in file.refused] == [4, 5, 6, 7]
    said = [row["zh"] for row in file.refused]
    assert ["彩票公益金" in said[0], "邻家项目" in said[1], "2023" in said[2], "项目名称" in said[3]] == [True] * 4
    assert funds_of(project).executed_yuan == Decimal(10)
    assert {fund.source: fund.executed_yuan for fund in funds_of(other).lines}[FundSource.CARRIED_OVER] == Decimal(20)
    assert not Payment.objects.filter(project=stranger).exists()


def test_a_file_for_a_unit_is_taken_from_those_who_keep_its_money_only(house, project):
    with pytest.raises(NotPermittedError):
        import_units_payments(
            actor=house.reviewer, owner_id=house.unit.pk, source=FundSource.FISCAL, data=HEAD.encode(), name="a.csv"
        )


def test_a_row_that_names_another_project_is_not_booked_on_this_one(house, project):
    file = taken(
        house, project, "支付日期,金额,凭证号,项目名称\n2024-03-01,1,A-1,别的项目\n2024-03-01,1,A-2,企业培训\n"
    )

    assert file.written == 1
    assert "别的项目" in file.refused[0]["zh"]


def _another_unit(house):
    unit = OrganisationFactory(kind=OrganisationKind.UNIT)
    Placement.everywhere.create(organisation=unit, parent=house.department, valid_from=date(2020, 1, 1))
    officer = MembershipFactory(user__username="stranger", organisation=unit, role=Role.PROJECT_OFFICER).user
    return {"unit": unit, "officer": officer}
