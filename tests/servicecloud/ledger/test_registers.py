"""Registers: any duty can be kept as rows; an import is checked row by row, posted once, and taken back as a whole."""

import hashlib
import io
import os
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter
from tests.servicecloud.factories import MembershipFactory

from servicecloud.errors import InvalidInputError, NotPermittedError
from servicecloud.ledger import errors
from servicecloud.ledger.enums import ImportState, Verdict
from servicecloud.ledger.models import Entry, Measure, Register, RegisterImport, RegisterImportRow, RegisterRow
from servicecloud.ledger.register_problems import SENTENCES, problem_text
from servicecloud.ledger.selectors.figures import value
from servicecloud.ledger.services import register_imports
from servicecloud.ledger.services.checking import check_ledger
from servicecloud.ledger.services.periods import close_period
from servicecloud.ledger.services.registers import (
    add_row,
    change_register,
    define_register,
    register_rule,
    reverse_row,
)
from servicecloud.ledger.services.sealing import seal_waiting
from servicecloud.versioning import StaleRecordError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything", "folder")]
YEAR_END = date(2023, 12, 31)
DISTRICT = {"name": "district", "title_zh": "所在区", "title_en": "District", "values": ["望潮区", "石桥区"]}
VALUES = {
    "title_zh": "会刊印发",
    "title_en": "Magazines",
    "counts_zh": "已发放的会刊",
    "counts_en": "magazines handed out",
    "unit": "份",
    "counting": "sum",
    "has_subject": False,
    "evidence": "签收单",
    "dimensions": [DISTRICT],
}


@pytest.fixture
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def register(unit, officer) -> Register:
    return define_register(actor=officer, owner=unit, values=VALUES)


def number_of(register: Register) -> Decimal | None:
    register.refresh_from_db()
    return value(register_rule(register), as_of=YEAR_END).number


def imported(
    register, officer, *lines, heading="日期,份数,所在区,事项", confirm=True, with_doubles=False
) -> RegisterImport:
    content = "\n".join([heading, *lines]).encode()
    run = register_imports.start_import(
        actor=officer,
        register_id=register.pk,
        file_name="会刊.csv",
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    if confirm:
        register_imports.confirm_import(actor=officer, run_id=run.pk, with_doubles=with_doubles)
    run.refresh_from_db()
    return run


def test_a_row_entered_by_hand_is_in_the_number_at_once(register, officer):
    row = add_row(
        actor=officer,
        register_id=register.pk,
        values={"happened_on": date(2023, 3, 1), "quantity": Decimal(4660), "dimensions": {"district": "望潮区"}},
    )

    assert number_of(register) == 4660
    assert row.entry.act.startswith(f"register:{register.pk}:row:")
    assert row.entry.recorded_by == officer


def test_a_row_taken_back_leaves_both_entries_and_no_number(register, officer):
    row = add_row(actor=officer, register_id=register.pk, values={"happened_on": "2023-03-01", "quantity": "10"})

    reverse_row(actor=officer, row_id=row.pk, reason="填错了数量")

    assert number_of(register) == 0
    assert Entry.objects.count() == 2


def test_two_equal_rows_entered_by_hand_are_two_acts(register, officer):
    for _ in range(2):
        add_row(actor=officer, register_id=register.pk, values={"happened_on": "2023-03-01", "quantity": "10"})

    assert number_of(register) == 20


@pytest.mark.parametrize(
    "changes",
    [
        {"unit": "家", "counting": "count"},
        {"unit": "家次", "counting": "distinct", "has_subject": True},
        {"unit": "家", "counting": "distinct", "has_subject": False},
        {"unit": "%", "counting": "sum"},
    ],
)
def test_a_unit_that_contradicts_the_counting_is_refused(unit, officer, changes):
    with pytest.raises(InvalidInputError):
        define_register(actor=officer, owner=unit, values=VALUES | changes)

    assert Register.objects.count() == 0
    assert Measure.objects.count() == 0


def test_enterprises_are_counted_once_from_rows_in_visits(unit, officer):
    register = define_register(
        actor=officer, owner=unit, values=VALUES | {"unit": "家", "counting": "distinct", "has_subject": True}
    )
    for subject in ("甲厂", "乙厂", "甲厂"):
        add_row(actor=officer, register_id=register.pk, values={"happened_on": "2023-03-01", "subject": subject})

    assert number_of(register) == 2
    assert Measure.objects.get().unit == "家次"


def test_another_text_is_another_version_that_counts_the_earlier_rows_as_well(register, officer):
    add_row(actor=officer, register_id=register.pk, values={"happened_on": "2023-03-01", "quantity": "10"})

    change_register(actor=officer, register_id=register.pk, expected=1, values=VALUES | {"counts_zh": "有签收的会刊"})
    add_row(actor=officer, register_id=register.pk, values={"happened_on": "2023-03-02", "quantity": "5"})

    assert number_of(register) == 15
    assert sorted(Measure.objects.values_list("version", flat=True)) == [1, 2]


def test_the_unit_is_fixed_once_there_are_rows_and_a_stale_edit_is_refused(register, officer):
    add_row(actor=officer, register_id=register.pk, values={"happened_on": "2023-03-01", "quantity": "10"})

    with pytest.raises(errors.RegisterInUseError):
        change_register(actor=officer, register_id=register.pk, expected=1, values=VALUES | {"unit": "册"})
    with pytest.raises(StaleRecordError):
        change_register(actor=officer, register_id=register.pk, expected=7, values=VALUES | {"title_zh": "新名"})

    register.refresh_from_db()
    assert (register.unit, register.title_zh) == ("份", "会刊印发")


def test_a_closed_register_takes_no_rows(register, officer):
    change_register(actor=officer, register_id=register.pk, expected=1, values=VALUES | {"state": "closed"})

    with pytest.raises(errors.RegisterClosedError):
        add_row(actor=officer, register_id=register.pk, values={"happened_on": "2023-03-01"})

    assert Entry.objects.count() == 0


def test_strangers_neither_define_nor_enter(register, unit, officer):
    stranger = MembershipFactory().user

    for refused in (
        lambda: define_register(actor=stranger, owner=unit, values=VALUES | {"title_zh": "别的"}),
        lambda: add_row(actor=stranger, register_id=register.pk, values={"happened_on": "2023-03-01"}),
        lambda: imported(register, stranger, "2023-03-01,1,,"),
    ):
        with pytest.raises(NotPermittedError):
            refused()

    assert (Register.objects.count(), Entry.objects.count()) == (1, 0)


def test_a_late_row_of_a_closed_period_counts_today(register, officer, unit, clock):
    close_period(owner=unit, until=YEAR_END, reason="年度结账", actor=officer)

    with pytest.raises(errors.ClosedPeriodError):
        add_row(actor=officer, register_id=register.pk, values={"happened_on": "2023-03-01", "quantity": "3"})
    add_row(actor=officer, register_id=register.pk, values={"happened_on": "2023-03-01", "quantity": "3", "late": True})

    assert number_of(register) == 0
    assert value(register_rule(register), as_of=date(2024, 6, 1)).number == 3


def test_every_row_of_a_file_gets_its_verdict_and_nothing_is_posted_before_confirmation(register, officer, clock):
    run = imported(
        register,
        officer,
        "2023-05-01,1200,望潮区,第一期",
        '2023年6月2日,"1,460",石桥区,第二期',
        "2023-05-01,1200,望潮区,第一期",
        "2025-01-01,5,望潮区,",
        "昨天,5,望潮区,",
        "2023-05-01,很多,望潮区,",
        "2023-05-01,,望潮区,",
        "2023-05-01,5,月亮区,",
        confirm=False,
    )
    rows = RegisterImportRow.objects.filter(run=run).order_by("number")

    assert run.state == ImportState.CHECKED
    assert [row.verdict for row in rows] == [Verdict.NEW, Verdict.NEW, Verdict.DOUBLE, *[Verdict.REFUSED] * 5]
    assert [row.problems[0]["code"] for row in rows if row.problems] == [
        *("in_file", "future", "date", "quantity", "no_quantity", "dimension")
    ]
    assert all(problem_text(problem) for row in rows for problem in row.problems)
    assert Entry.objects.count() == 0


def test_confirming_posts_the_accepted_rows_and_doubles_only_on_request(register, officer):
    imported(register, officer, "2023-05-01,1200,望潮区,一", "2023-05-01,1200,望潮区,一")
    assert number_of(register) == 1200

    again = imported(register, officer, "2023-05-01,1200,望潮区,一", with_doubles=True)

    assert again.counts == {"double": 1}
    assert number_of(register) == 2400
    assert RegisterRow.objects.count() == 2


def test_a_workbook_reads_like_a_text_file(register, officer):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["会刊发放登记表"])
        sheet.write_row(1, 0, ["日期", "数量", "单位"])
        sheet.write_datetime(2, 0, date(2023, 5, 1), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_row(2, 1, [4660, "份"])
        sheet.write_row(3, 0, ["2023-05-02", 5, "本"])
    run = register_imports.start_import(
        actor=officer, register_id=register.pk, file_name="a.xlsx", content=buffer.getvalue(), sha256="0" * 64
    )
    register_imports.confirm_import(actor=officer, run_id=run.pk, with_doubles=False)

    assert number_of(register) == 4660
    assert RegisterImportRow.objects.get(verdict=Verdict.REFUSED).problems[0]["code"] == "unit"


def test_a_file_without_dates_is_refused_with_advice(register, officer):
    run = imported(register, officer, "1,2", heading="甲,乙", confirm=False)

    assert run.state == ImportState.FAILED
    assert "发生日期" in run.failure["zh"]
    assert "template" in run.failure["en"]


def test_rows_of_a_closed_period_are_refused_by_the_check(register, officer, unit, clock):
    close_period(owner=unit, until=YEAR_END, reason="年度结账", actor=officer)

    run = imported(register, officer, "2023-05-01,1,,", "2024-05-01,1,,", confirm=False)

    assert run.counts == {"refused": 1, "new": 1}


def test_an_import_is_undone_by_reversals_and_rows_taken_back_before_stay_so(register, officer):
    run = imported(register, officer, *(f"2023-05-{day:02d},10,望潮区,{day}" for day in range(1, 11)))
    reverse_row(actor=officer, row_id=RegisterRow.objects.earliest("pk").pk, reason="先撤一行")

    register_imports.undo_import(actor=officer, run_id=run.pk)
    run.refresh_from_db()

    assert run.state == ImportState.UNDONE
    assert number_of(register) == 0
    assert Entry.objects.filter(reverses__isnull=False).count() == 10
    assert imported(register, officer, "2023-05-01,10,望潮区,1").counts == {"new": 1}


def test_a_step_that_was_interrupted_goes_on_without_posting_twice(register, officer):
    run = imported(register, officer, "2023-05-01,10,望潮区,1", "2023-05-02,10,望潮区,2")
    RegisterImport.objects.filter(pk=run.pk).update(state=ImportState.APPLYING)

    register_imports.apply_import(run_id=run.pk, actor=officer)

    assert Entry.objects.count() == 2
    assert number_of(register) == 20


def test_acts_out_of_turn_are_refused(register, officer):
    run = imported(register, officer, "2023-05-01,10,望潮区,1")

    for act in (
        lambda: register_imports.confirm_import(actor=officer, run_id=run.pk, with_doubles=False),
        lambda: [register_imports.undo_import(actor=officer, run_id=run.pk) for _ in range(2)],
    ):
        with pytest.raises(errors.ImportNotReadyError):
            act()


def test_a_large_import_is_posted_sealed_and_undone(register, officer):
    """`PLUMBLINE_IMPORT_ROWS=100000` does it at full size."""
    count = int(os.environ.get("PLUMBLINE_IMPORT_ROWS", "2500"))
    lines = (
        f"2023-{1 + at % 12:02d}-{1 + at % 28:02d},{1 + at % 7},{'望潮区' if at % 2 else '石桥区'},第{at}批"
        for at in range(count)
    )

    run = imported(register, officer, *lines)
    seal_waiting()
    before = number_of(register)
    register_imports.undo_import(actor=officer, run_id=run.pk)
    seal_waiting()

    assert before == sum(1 + at % 7 for at in range(count))
    assert number_of(register) == 0
    outcome = check_ledger()
    assert outcome.is_good
    assert outcome.entries == 2 * count


def test_every_problem_has_a_sentence():
    data = {"text": "a", "unit": "b", "count": 1, "row": 2, "name": "n", "allowed": "x", "until": "u"}

    assert all(problem_text({"code": code, "data": data}) for code in SENTENCES)
