"""The pages of money: payments as a list with filters and CSV, a file's verdicts and its undoing, an amount that is asked about twice."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.servicecloud.performance import making

from servicecloud.performance.enums import FundSource
from servicecloud.performance.models import BudgetChange, PaymentFile
from servicecloud.performance.selectors.money import funds_of
from servicecloud.performance.services.payment_files import import_payments

HEAD = "支付日期,金额,凭证号,用途\n"


@pytest.fixture
def officer(house, sign_in):
    return sign_in(house.officer)


@pytest.fixture
def project(house):
    return making.a_project(house, year=2024)


def posted(text):
    return SimpleUploadedFile("国库.csv", text.encode())


def test_payments_are_a_list_with_pages_filters_a_sum_and_csv(house, project, officer):
    text = HEAD + "".join(f"2024-03-{1 + number % 28:02d},10,A-{number:03d},会场{number}\n" for number in range(120))
    file = import_payments(
        actor=house.officer, project_id=project.pk, source=FundSource.FISCAL, data=text.encode(), name="a.csv"
    )
    address = f"/office/projects/{project.pk}/payments/"

    with CaptureQueriesContext(connection) as queries:
        whole = officer.get(address).content.decode()
    last = officer.get(f"{address}?page=5&file={file.pk}").content.decode()
    narrowed = officer.get(f"{address}?q=A-007").content.decode()
    lines = officer.get(f"{address}list.csv?days_from=2024-03-01&days_until=2024-03-01").content_of_stream.decode(
        "utf-8-sig"
    )

    assert len(queries) <= 12
    assert "合计 1,200 元" in whole
    assert whole.count("<tr>") == 26
    assert last.count("<tr>") == 21
    assert "会场7" in narrowed
    assert "会场8" not in narrowed
    assert len(lines.splitlines()) == 1 + 5
    assert f'href="{address}"' in officer.get(f"/office/projects/{project.pk}/money/").content.decode()


def test_a_file_shows_each_row_that_was_not_written_and_is_undone_from_its_page(project, officer):
    sheet = posted(f"{HEAD}2024-03-01,10,A-1,会场\n2018-03-01,10,A-2,会场\n合计,20,,\n")
    sent = {"file-source": "fiscal", "file-file": sheet}

    answer = officer.post(f"/office/projects/{project.pk}/money/import/", sent)
    page = officer.get(answer["Location"]).content.decode()
    undone = officer.post(f"{answer['Location']}undo/", follow=True).content.decode()

    assert "2018-03-01 不在项目年度 2024 年内" in page
    assert "撤销这次导入" in page
    assert "已撤销" in undone
    assert "撤销这次导入" not in undone
    assert funds_of(project).executed_yuan == Decimal(0)


def test_the_file_of_a_unit_finds_its_projects_by_name(house, project, officer):
    sheet = posted("支付日期,金额,凭证号,项目名称\n2024-03-01,10,A-1,企业培训\n")
    sent = {"file-owner": house.unit.pk, "file-source": "fiscal", "file-file": sheet}

    page = officer.post("/office/projects/payments/import/", sent, follow=True).content.decode()

    assert "企业培训（2024）" in page
    assert funds_of(project).executed_yuan == Decimal(10)


def test_a_file_for_a_unit_of_others_is_not_offered(project, officer):
    stranger = making.OrganisationFactory(kind=making.OrganisationKind.UNIT)
    sent = {"file-owner": stranger.pk, "file-source": "fiscal", "file-file": posted(HEAD)}

    assert officer.post("/office/projects/payments/import/", sent).status_code == 200
    assert not PaymentFile.objects.exists()


def test_an_unusual_adjustment_is_written_once_the_box_is_ticked(project, officer):
    sent = {
        "act": "adjust",
        "adjust-source": "fiscal",
        "adjust-amount_yuan": "4000000",
        "adjust-decided_on": "2024-03-01",
        "adjust-reason": "追加",
    }
    address = f"/office/projects/{project.pk}/money/"

    asked = officer.post(address, sent).content.decode()
    before = BudgetChange.objects.count()
    officer.post(address, {**sent, "adjust-is_certain": "on"})

    assert 'type="checkbox" name="adjust-is_certain"' in asked
    assert before == 0
    assert funds_of(project).annual_yuan == Decimal(5_000_000)
