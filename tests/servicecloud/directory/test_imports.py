"""Importing: every row gets a verdict, nothing is written before confirmation, everything can be taken back."""

import hashlib
import io
from pathlib import Path

import pytest
import xlsxwriter
from tests.servicecloud.factories import (
    EnterpriseFactory,
    FiguresFactory,
    MembershipFactory,
    OrganisationFactory,
    RegionFactory,
)

from servicecloud.directory.enums import ImportState, Verdict
from servicecloud.directory.errors import ImportNotReadyError, UnreadableTableError
from servicecloud.directory.models import Enterprise, ImportRow, ImportRun
from servicecloud.directory.problems import in_words
from servicecloud.directory.reading import read_rows
from servicecloud.directory.services import imports
from servicecloud.directory.services.entries import edit_enterprise
from servicecloud.identity.enums import OrganisationKind, Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything", "folder")]
HEADING = "统一社会信用代码,企业名称,所在区,行业代码,成立日期,联系电话"


@pytest.fixture
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def keeper():
    RegionFactory()
    centre = OrganisationFactory(kind=OrganisationKind.OPERATOR)
    return MembershipFactory(organisation=centre, role=Role.OPERATOR).user


def fresh_code() -> str:
    return EnterpriseFactory.build().credit_code


def checked(keeper, *lines: str, heading: str = HEADING, encoding: str = "utf-8") -> ImportRun:
    content = "\n".join([heading, *lines]).encode(encoding)
    digest = hashlib.sha256(content).hexdigest()
    run = imports.start_import(actor=keeper, file_name="企业.csv", content=content, sha256=digest)
    run.refresh_from_db()
    return run


def written(keeper, *lines: str) -> ImportRun:
    run = checked(keeper, *lines)
    imports.confirm_import(actor=keeper, run_id=run.pk)
    run.refresh_from_db()
    return run


def undone(keeper, run: ImportRun) -> ImportRun:
    imports.undo_import(actor=keeper, run_id=run.pk)
    run.refresh_from_db()
    return run


def test_checking_gives_every_row_its_verdict_and_writes_nothing(keeper):
    known = EnterpriseFactory(name_zh="澜川市旧名机械有限公司")
    same = EnterpriseFactory()

    run = checked(
        keeper,
        f"{fresh_code()},澜川市新设软件有限公司,望潮区,6513,2020-01-31,19900000001",
        f"{known.credit_code},澜川市新名机械有限公司,R1,3411,,",
        f"{same.credit_code},{same.name_zh},望潮区,3411,,19900001234",
        "91999900MB1000186X,澜川市错码有限公司,望潮区,3411,,",
    )

    assert run.state == ImportState.CHECKED
    assert run.counts == {Verdict.NEW: 1, Verdict.CHANGED: 1, Verdict.SAME: 1, Verdict.REFUSED: 1}
    assert Enterprise.everywhere.count() == 2
    known.refresh_from_db()
    assert known.name_zh == "澜川市旧名机械有限公司"


@pytest.mark.parametrize(
    ("line", "column", "code"),
    [
        ("{code},,望潮区,3411,,", "name_zh", "blank"),
        ("{code},某公司,火星区,3411,,", "region", "unknown_region"),
        ("{code},某公司,望潮区,9999,,", "industry", "unknown_industry"),
        ("{code},某公司,望潮区,3411,去年,", "established_on", "date"),
        ("{code},某公司,望潮区,3411,2023-02-30,", "established_on", "date"),
        ("9.1999900E+17,某公司,望潮区,3411,,", "credit_code", "number"),
        ("123,某公司,望潮区,3411,,", "credit_code", "check_digit"),
        ("{code}," + "长" * 121 + ",望潮区,3411,,", "name_zh", "too_long"),
    ],
)
def test_a_wrong_cell_is_named_with_its_column_and_advice(keeper, line, column, code):
    run = checked(keeper, line.format(code=fresh_code()))

    (problem,) = ImportRow.objects.get(run=run).problems
    assert (problem["column"], problem["code"]) == (column, code)
    assert in_words(problem).advice


def test_the_second_of_two_equal_codes_is_refused_with_the_row_of_the_first(keeper):
    code = fresh_code()

    run = checked(keeper, f"{code},甲公司,望潮区,3411,,", f"{code},乙公司,望潮区,3411,,")

    assert run.counts == {Verdict.NEW: 1, Verdict.REFUSED: 1}
    assert "第2行" in in_words(ImportRow.objects.get(run=run, verdict=Verdict.REFUSED).problems[0]).advice


def test_codes_and_dates_are_read_as_people_write_them(keeper):
    code = fresh_code()

    run = written(keeper, f" {code[:8].lower()} {code[8:]} ,某公司,Wangchao District,1,2020年1月3日,")

    entry = Enterprise.everywhere.get(credit_code=code)
    assert run.counts == {Verdict.NEW: 1}
    assert (entry.industry, entry.section, entry.established_on.isoformat()) == ("01", "A", "2020-01-03")


def test_confirming_writes_the_accepted_rows_with_their_size_class(keeper):
    known = EnterpriseFactory(industry="3411")
    FiguresFactory(enterprise=known, staff=150, revenue_wan=1200)
    code = fresh_code()

    run = written(
        keeper,
        f"{code},澜川市新设软件有限公司,望潮区,6513,,19900000001",
        f"{known.credit_code},{known.name_zh},望潮区,6513,,",
    )

    fresh = Enterprise.everywhere.get(credit_code=code)
    known.refresh_from_db()
    assert run.state == ImportState.APPLIED
    assert fresh.contact_phone.reveal() == "19900000001"
    assert (known.section, known.size_class, known.version) == ("I", "medium", 2)


def test_the_telephone_numbers_of_a_file_lie_encrypted_in_the_rows(keeper):
    run = checked(keeper, f"{fresh_code()},某公司,望潮区,3411,,19900000001")

    assert "19900000001" not in str(ImportRow.objects.get(run=run).values)


def test_an_entry_edited_after_the_check_is_not_overwritten(keeper):
    known = EnterpriseFactory()
    run = checked(keeper, f"{known.credit_code},导入的名称,望潮区,3411,,")
    edit_enterprise(actor=keeper, enterprise_id=known.pk, expected=1, values={"name_zh": "他人改的名称"})

    imports.confirm_import(actor=keeper, run_id=run.pk)

    known.refresh_from_db()
    assert known.name_zh == "他人改的名称"
    assert ImportRow.objects.get(run=run).problems[0]["code"] == "changed_meanwhile"


def test_undoing_restores_what_was_and_removes_what_was_not(keeper):
    known = EnterpriseFactory(name_zh="原来的名称", address="望潮路1号")
    code = fresh_code()
    run = written(keeper, f"{code},新公司,望潮区,3411,,", f"{known.credit_code},导入的名称,望潮区,6513,,19900000009")

    undone(keeper, run)

    known.refresh_from_db()
    assert run.state == ImportState.UNDONE
    assert (known.name_zh, known.industry, known.address) == ("原来的名称", "3411", "望潮路1号")
    assert known.contact_phone.reveal() == "19900001234"
    assert not Enterprise.everywhere.filter(credit_code=code).exists()


def test_undoing_keeps_what_somebody_used_meanwhile_and_says_so(keeper):
    codes = [fresh_code() for _each in range(3)]
    run = written(keeper, *(f"{code},新公司{code[-4:]},望潮区,3411,," for code in codes))
    edited, filled, untouched = (Enterprise.everywhere.get(credit_code=code) for code in codes)
    edit_enterprise(actor=keeper, enterprise_id=edited.pk, expected=1, values={"address": "望潮路2号"})
    FiguresFactory(enterprise=filled)

    undone(keeper, run)

    assert set(Enterprise.everywhere.values_list("pk", flat=True)) == {edited.pk, filled.pk}
    assert run.counts == {Verdict.KEPT: 2, Verdict.NEW: 1}
    assert not Enterprise.everywhere.filter(pk=untouched.pk).exists()


def test_an_import_is_written_once_and_undone_once(keeper):
    run = written(keeper, f"{fresh_code()},新公司,望潮区,3411,,")

    with pytest.raises(ImportNotReadyError):
        imports.confirm_import(actor=keeper, run_id=run.pk)
    undone(keeper, run)
    with pytest.raises(ImportNotReadyError):
        imports.undo_import(actor=keeper, run_id=run.pk)


def test_work_that_is_delivered_twice_writes_once(keeper):
    run = written(keeper, f"{fresh_code()},新公司,望潮区,3411,,")

    imports.check_import(run_id=run.pk)
    imports.apply_import(run_id=run.pk, actor=keeper)

    assert Enterprise.everywhere.count() == 1


def test_a_file_without_the_headings_fails_with_what_is_missing(keeper):
    run = checked(keeper, "a,b", heading="企业名称,所在区")

    assert run.state == ImportState.FAILED
    assert "统一社会信用代码" in run.failure
    assert "行业代码" in run.failure
    assert run.failure_en.startswith("This file cannot be read: no heading")


def test_an_old_spreadsheet_encoding_is_read(keeper):
    run = checked(keeper, f"{fresh_code()},澜川市某公司,望潮区,3411,,", encoding="gb18030")

    assert run.counts == {Verdict.NEW: 1}


def workbook(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "澜川市企业名单")
        sheet.write_row(2, 0, ["行业代码", "企业名称", "统一社会信用代码", "区域"])
        sheet.write_row(3, 0, [3411, "澜川市某公司", fresh_code(), "望潮区"])
        sheet.write_row(5, 0, ["6513", "澜川市另一公司", 919999001000018600, "望潮区"])
    return path


def test_a_workbook_is_read_below_its_title_and_a_code_kept_as_a_number_is_refused(tmp_path):
    first, second = read_rows(workbook(tmp_path / "list.xlsx"), regions={"望潮区": "R1"})

    assert (first.number, first.values["industry"], first.problems) == (4, "3411", [])
    assert (second.number, second.problems[0]["code"]) == (6, "number")


@pytest.mark.parametrize("content", [b"PK\x03\x04 not a workbook", b"\x00\x01\x02\x03\xff\xfe", b""])
def test_what_is_not_a_table_is_refused_with_a_reason(tmp_path, content):
    path = tmp_path / "file"
    path.write_bytes(content)

    with pytest.raises(UnreadableTableError):
        list(read_rows(path, regions={}))


def test_a_person_uploads_sees_the_verdicts_and_confirms(sign_in, keeper):
    client = sign_in(keeper)
    file = io.BytesIO(
        f"{HEADING}\n{fresh_code()},澜川市新设软件有限公司,望潮区,6513,,\n坏码,某公司,望潮区,3411,,".encode()
    )
    file.name = "企业.csv"

    page = client.post("/office/imports/", {"file": file}, follow=True)
    confirmed = client.post(f"{page.request['PATH_INFO']}confirm/", follow=True)

    assert "不是有效的18位统一社会信用代码" in page.content.decode()
    assert "写入 1 行" in page.content.decode()
    assert "撤销这次导入" in confirmed.content.decode()
    assert Enterprise.everywhere.get().name_zh == "澜川市新设软件有限公司"
