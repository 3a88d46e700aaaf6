"""The treasury's file of payments: every row with its verdict, written in one go."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.servicecloud.performance import making

from servicecloud.directory.errors import UnreadableTableError
from servicecloud.performance.enums import FundSource
from servicecloud.performance.models import Payment
from servicecloud.performance.selectors.money import funds_of
from servicecloud.performance.services import payment_reading
from servicecloud.performance.services.payment_files import import_payments

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
    verdicts = taken(house, project, SHEET)

    assert [(verdict.number, verdict.outcome) for verdict in verdicts] == [
        (3, "written"),
        (4, "refused"),
        (5, "refused"),
        (6, "refused"),
    ]
    assert "A-1" in verdicts[1].problem
    assert "昨天" in verdicts[2].problem
    assert funds_of(project).executed_yuan == Decimal("12500.00")


def test_every_row_of_a_long_file_has_its_verdict_and_is_written_without_a_query_of_its_own(house, project):
    text = HEAD + "".join(f"2024-03-01,1.50,A-{number},\n" for number in range(2300))

    with CaptureQueriesContext(
        connection,
    ) as queries:
        verdicts = taken(house, project, text)

    assert [verdict.outcome for verdict in verdicts] == ["written"] * 2300
    assert Payment.objects.count() == 2300
    assert len(queries) < 30
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
    assert taken(house, project, f"{HEAD}{text},1,A-1,\n")[0].outcome == "written"
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
    verdict = taken(house, project, f"{HEAD}{row}\n")[0]

    assert verdict.outcome == "refused"
    assert said in verdict.problem
    assert not Payment.objects.exists()


@pytest.mark.parametrize("row", ["合计,5,,", "2024-03-31,5,本页 合计,", ",5,,总计：", "小计,5,A-9,"])
def test_a_total_is_left_out_by_its_name(house, project, row):
    verdicts = taken(house, project, f"{HEAD}2024-03-01,5,A-1,合计\n{row}\n")

    assert [verdict.outcome for verdict in verdicts] == ["written", "total"]
