"""What people do on the pages of the ledger; what belongs to another unit does not exist there."""

import json
import re
from datetime import date
from decimal import Decimal

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from tests.servicecloud.factories import MembershipFactory, OrganisationFactory
from tests.servicecloud.ledger.access_rows import FIELDS
from tests.servicecloud.ledger.making import fact, keep_measure, rule

from plumbline.evidence.merkle import root_from_inclusion
from plumbline.evidence.proof import ConsistencyProof, consistency_faults, proof_bytes
from plumbline.evidence.seal import Head
from servicecloud.identity.enums import OrganisationKind, Role
from servicecloud.identity.standing import scope_of_everything
from servicecloud.ledger.enums import ImportState, Relation, RunState
from servicecloud.ledger.exports import export_lines
from servicecloud.ledger.models import (
    Entry,
    Incident,
    PeriodClose,
    Reconciliation,
    Register,
    RegisterImport,
    RegisterRow,
    SealRecord,
    Snapshot,
    Verification,
)
from servicecloud.ledger.selectors.browsing import PER_PAGE, EntryFilter, find_entries
from servicecloud.ledger.selectors.proofs import proof_of
from servicecloud.ledger.services.posting import post, post_many
from servicecloud.ledger.services.registers import add_row, define_register
from servicecloud.ledger.services.sealing import seal_waiting
from servicecloud.ledger.services.snapshots import take_snapshot
from servicecloud.ledger.tree import head

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def page(officer, sign_in):
    return sign_in(officer)


@pytest.fixture
def register(unit, officer, folder) -> Register:
    with scope_of_everything():
        return define_register(actor=officer, owner=unit, values=FIELDS)


@pytest.fixture
def visits(unit):
    """Three visits in 2023, sealed."""
    keep_measure()
    with scope_of_everything():
        posted = post_many([fact(number, owner=unit.pk, dimensions={"district": "望潮区"}) for number in (1, 2, 3)])
        seal_waiting()
    return [each.entry_id for each in posted]


def text_of(response) -> str:
    assert response.status_code == 200
    return " ".join(re.sub("<[^>]+>", " ", response.content.decode()).split())


def test_a_number_leads_down_to_its_entries_and_to_those_left_out_with_the_reason(page, unit, visits):
    with scope_of_everything():
        post(fact(9, owner=unit.pk, happened_on=date(2022, 5, 1)))

    counted = text_of(page.get("/office/ledger/measures/test.visits/figure/?year=2023"))
    left_out = text_of(page.get("/office/ledger/measures/test.visits/figure/?year=2023&show=not_counted"))

    assert "走访企业：3 家次" in counted
    assert "统计已完成的走访" in counted
    assert "不在统计期内" in left_out


def test_a_dimension_in_the_address_narrows_the_number(page, visits):
    address = "/office/ledger/measures/test.visits/figure/?year=2023&dim_district="

    assert "：3 家次" in text_of(page.get(address + "望潮区"))
    assert "：0 家次" in text_of(page.get(address + "别的区"))


@pytest.mark.parametrize(
    "query", ["year=abc", "since=x&until=y", "as_of=31/12", "owner=abc", "after=2023", "dim_district="]
)
def test_a_wrong_address_is_read_as_far_as_it_can_be(page, visits, query):
    assert page.get(f"/office/ledger/measures/test.visits/figure/?{query}").status_code == 200
    assert page.get(f"/office/ledger/entries/?{query}").status_code == 200


def test_freezing_a_number_keeps_it_with_the_head(page, unit, visits):
    response = page.post(
        "/office/ledger/measures/test.visits/freeze/?year=2023", {"organisation": unit.pk}, follow=True
    )

    assert "与定格时完全一致" in text_of(response)
    assert Snapshot.everywhere.get().number == 3


def test_a_frozen_number_leads_down_to_its_own_entries_with_its_filters(page, unit, visits):
    with scope_of_everything():
        post(fact(9, owner=unit.pk, dimensions={"district": "石桥区"}))
    page.post("/office/ledger/measures/test.visits/freeze/?year=2023&dim_district=望潮区", {"organisation": unit.pk})
    kept = Snapshot.everywhere.get()

    link = f"/office/ledger/snapshots/{kept.pk}/entries/"
    assert link in page.get(f"/office/ledger/snapshots/{kept.pk}/").content.decode()
    counted, left_out = text_of(page.get(link)), text_of(page.get(link + "?show=not_counted"))

    assert "走访企业：3 家次" in counted
    assert "计入 3 条" in counted
    assert "石桥区" not in counted
    assert "未计入 1 条" in left_out
    assert "所在区" in left_out


def test_a_number_frozen_over_more_units_than_the_reader_sees_still_holds_for_them(sign_in, unit, officer, visits):
    other = OrganisationFactory(kind=OrganisationKind.UNIT)
    with scope_of_everything():
        post(fact(9, owner=other.pk))
        kept = take_snapshot(rule(), as_of=date(2023, 12, 31), owner=unit, actor=officer)
    client = sign_in(officer)

    page = text_of(client.get(f"/office/ledger/snapshots/{kept.pk}/"))
    entries = text_of(client.get(f"/office/ledger/snapshots/{kept.pk}/entries/"))

    assert "完全一致" in page
    assert "定格时计入 4 条，这里列出您可见的 3 条" in entries


def test_a_number_frozen_by_somebody_of_one_unit_is_of_that_unit_for_every_reader(officer, unit, in_scope_of, visits):
    in_scope_of(officer)

    kept = take_snapshot(rule(), as_of=date(2023, 12, 31), owner=unit, actor=officer)

    assert kept.owners == [unit.pk]
    assert kept.number == 3


def test_an_entry_tells_why_it_is_not_counted_after_it_was_taken_back(page, visits):
    page.post(f"/office/ledger/entries/{visits[0]}/reverse/", {"reason": "登记有误"})

    text = text_of(page.get(f"/office/ledger/entries/{visits[0]}/"))

    assert "不计入" in text
    assert "登记有误" in text
    assert Entry.everywhere.count() == 4


def test_a_reversal_without_a_reason_shows_the_form_again(page, visits):
    response = page.post(f"/office/ledger/entries/{visits[0]}/reverse/", {"reason": ""})

    assert response.status_code == 200
    assert Entry.everywhere.count() == 3


def test_the_proof_file_of_an_entry_passes_on_the_public_page(page, client, visits):
    file = page.get(f"/office/ledger/entries/{visits[1]}/proof/").content

    answer = client.post("/proof/", {"file": SimpleUploadedFile("a.proof.json", file)})

    assert "核验通过" in text_of(answer)


def test_an_export_passes_on_the_public_page_and_an_altered_one_is_named(client, visits):
    with scope_of_everything():
        content = b"".join(export_lines(reach=None))
    good = client.post("/proof/", {"file": SimpleUploadedFile("e.ndjson", content)})
    bad = client.post("/proof/", {"file": SimpleUploadedFile("e.ndjson", content.replace(b"visit:2", b"visit:7"))})

    assert "3 条记录都与封存时一致" in text_of(good)
    assert "第 2 条记录的内容在封存后被改动" in text_of(bad)


def test_an_export_that_was_cut_off_is_completed_by_what_follows_its_last_seal(page, unit, visits):
    for number in (7, 8):
        with scope_of_everything():
            post(fact(number, owner=unit.pk))
            seal_waiting()
    whole = page.get("/office/ledger/seals/export.ndjson").content_of_stream
    lines = whole.splitlines(keepends=True)
    cut = b"".join(lines[: [b'","seal":' in line[:90] for line in lines].index(True) + 1])

    rest = page.get("/office/ledger/seals/export.ndjson?after=1")

    assert rest["Content-Disposition"] == 'attachment; filename="evidence-after-1.ndjson"'
    assert cut + rest.content_of_stream == whole
    assert len(cut) < len(whole)


@pytest.mark.parametrize("after", ["99", "x", "-1", "9" * 30])
def test_there_is_nothing_after_a_seal_that_is_not_there(page, visits, after):
    assert page.get(f"/office/ledger/seals/export.ndjson?after={after}").status_code == 404


def test_an_export_of_an_earlier_day_is_held_against_the_head_of_that_day(client, unit, visits):
    with scope_of_everything():
        content = b"".join(export_lines(reach=None))
        post(fact(8, owner=unit.pk))
        seal_waiting()

    assert "核验通过" in text_of(client.post("/proof/", {"file": SimpleUploadedFile("e.ndjson", content)}))


@pytest.mark.parametrize("content", [b"", b"no proof", b'{"format":"plumbline-evidence"}'])
def test_a_file_that_is_none_is_refused_with_advice(client, visits, content):
    answer = client.post("/proof/", {"file": SimpleUploadedFile("x", content)})

    assert answer.status_code == 200
    assert "核验通过" not in answer.content.decode()


def test_the_public_page_shows_the_path_of_an_entry_and_nothing_of_what_it_says(client, visits):
    text = text_of(client.get(f"/proof/?entry={visits[0]}"))

    assert "路径通到封存的树根" in text
    assert "enterprise-1" not in text
    assert "visit:1" not in text


@pytest.mark.parametrize("entry", ["999999", "0", "abc", "99999999999999999999"])
def test_an_entry_that_is_not_there_is_told_so_on_the_public_page(client, visits, entry):
    assert client.get(f"/proof/?entry={entry}").status_code == 200


def test_programs_get_the_head_a_path_and_the_continuation_of_an_earlier_head(client, unit, visits):
    with scope_of_everything():
        earlier = head()
        post_many([fact(number, owner=unit.pk) for number in range(10, 300)])
        seal_waiting()

    answer = json.loads(client.get(f"/proof.json?entry={visits[0]}&from={earlier.count}").content)
    path = [bytes.fromhex(step["sibling"]) for step in answer["entry"]["path"]]
    now = Head(answer["head"]["digest"], answer["head"]["count"])
    proof = msgspec.convert(answer["consistency"], ConsistencyProof)
    root = root_from_inclusion(
        bytes.fromhex(answer["entry"]["digest"]), path, leaf=answer["entry"]["sequence"] - 1, count=now.count
    )

    assert root.hex() == answer["entry"]["root"]
    assert consistency_faults(proof, old=earlier, new=now) == ()


def test_programs_are_told_what_is_not_there(client, visits):
    assert client.get("/proof.json?from=2").status_code == 404
    assert client.get("/proof.json?entry=424242").json()["code"] == "not_sealed_yet"


def test_before_the_first_seal_there_is_no_head(client, db):
    assert client.get("/proof.json").json() == {"head": None}
    assert "暂无链首" in text_of(client.get("/proof/"))


def test_what_belongs_to_another_unit_does_not_exist_on_any_page(client, sign_in, unit, officer, register, visits):
    with scope_of_everything():
        row = add_row(
            actor=officer, register_id=register.pk, values={"happened_on": date(2023, 1, 1), "note": "机密事项"}
        )
        run = RegisterImport.objects.create(
            register=register, file_name="机密.csv", sha256="0" * 64, state=ImportState.CHECKED, started_by=officer
        )
        pair = Reconciliation.objects.create(
            owner=unit, left=register.code, right="test.visits", relation=Relation.EQUAL
        )
        PeriodClose.objects.create(owner=unit, until=date(2022, 12, 31), reason="机密结账", closed_by=officer)
    page = sign_in(officer)
    page.post("/office/ledger/measures/test.visits/freeze/?year=2023", {"organisation": unit.pk})
    stranger = MembershipFactory(role=Role.PROJECT_OFFICER).user
    other = sign_in(stranger)

    hidden = {
        "office:measure": register.code,
        "office:figure": register.code,
        "office:snapshot": Snapshot.everywhere.get().pk,
        "office:entry": visits[0],
        "office:entry_proof": visits[0],
        "office:register": register.pk,
        "office:change_register": register.pk,
        "office:enter_row": register.pk,
        "office:register_template": register.pk,
        "office:upload_rows": register.pk,
        "office:register_import": run.pk,
        "office:reconciliation": pair.pk,
    }
    acts = {
        "office:reverse_entry": visits[0],
        "office:reverse_row": row.pk,
        "office:confirm_register_import": run.pk,
        "office:undo_register_import": run.pk,
    }
    lists = ["measures", "snapshots", "entries", "registers", "reconciliations", "periods"]

    assert {name: other.get(reverse(name, args=[key])).status_code for name, key in hidden.items()} == dict.fromkeys(
        hidden, 404
    )
    assert {name: other.post(reverse(name, args=[key])).status_code for name, key in acts.items()} == dict.fromkeys(
        acts, 404
    )
    for name in lists:
        text = text_of(other.get(reverse(f"office:{name}")))
        assert not re.search(f"机密|会刊印发|enterprise-|{unit.name_zh}(?!\\d)", text)
    assert "：0 家次" in text_of(other.get("/office/ledger/measures/test.visits/figure/?year=2023"))
    exported = other.get("/office/ledger/seals/export.ndjson").content_of_stream
    assert exported.count(b'"entry":') == 0
    assert exported.count(b'"sequence":') == Entry.everywhere.filter(leaf__isnull=False).count()


def test_the_supervising_department_reads_the_entries_of_its_units_but_does_not_enter(sign_in, town):
    keep_measure()
    with scope_of_everything():
        posted = post(fact(owner=town.organisations["unit"].pk))
    department = sign_in(town.people["department"])

    assert department.get(f"/office/ledger/entries/{posted.entry_id}/").status_code == 200
    assert department.post(f"/office/ledger/entries/{posted.entry_id}/reverse/", {"reason": "x"}).status_code == 403


def test_a_register_is_defined_entered_changed_and_taken_back_on_the_pages(page, unit, folder):
    made = page.post(
        "/office/ledger/registers/new/",
        {
            "owner": unit.pk,
            "title_zh": "档案整理",
            "counts_zh": "已归档的案卷",
            "unit": "卷",
            "counting": "sum",
            "dimensions": "类别：文书、会计\n库房",
        },
    )
    register = Register.everywhere.get()
    page.post(
        f"/office/ledger/registers/{register.pk}/rows/new/",
        {"happened_on": "2023-05-01", "quantity": "300", "dim_d1": "文书", "note": "第一批", "again": "1"},
    )
    changed = page.post(
        f"/office/ledger/registers/{register.pk}/edit/",
        {
            "version": 1,
            "title_zh": "档案整理",
            "counts_zh": "已归档上架的案卷",
            "unit": "卷",
            "counting": "sum",
            "dimensions": "库房\n类别：文书、会计、声像",
            "state": "open",
        },
    )
    shown = text_of(page.get(f"/office/ledger/registers/{register.pk}/?year=2023"))
    page.post(f"/office/ledger/register-rows/{RegisterRow.everywhere.get().pk}/reverse/", {"reason": "数错了"})
    register.refresh_from_db()

    assert (made.status_code, changed.status_code) == (302, 302)
    assert [each["name"] for each in register.dimensions] == ["d2", "d1"]
    assert "300 卷" in shown
    assert "类别：文书" in shown
    assert "已冲销" in text_of(page.get(f"/office/ledger/registers/{register.pk}/"))


def test_a_stale_edit_of_a_register_shows_both_and_loses_nothing(page, register):
    fields = {**FIELDS, "dimensions": "所在区：望潮区", "state": "open", "has_subject": ""}
    page.post(f"/office/ledger/registers/{register.pk}/edit/", fields | {"version": 1, "title_zh": "会刊甲"})

    answer = page.post(f"/office/ledger/registers/{register.pk}/edit/", fields | {"version": 1, "title_zh": "会刊乙"})

    assert answer.status_code == 409
    assert "会刊甲" in answer.content.decode()
    assert "会刊乙" in answer.content.decode()


def test_a_wrong_unit_shows_at_its_field(page, unit, folder):
    answer = page.post(
        "/office/ledger/registers/new/",
        {"owner": unit.pk, "title_zh": "走访", "counts_zh": "走访", "unit": "家", "counting": "count"},
    )

    assert "按对象不重复计数" in text_of(answer)
    assert Register.everywhere.count() == 0


def test_a_future_day_shows_at_its_field(page, register):
    answer = page.post(
        f"/office/ledger/registers/{register.pk}/rows/new/", {"happened_on": "2999-01-01", "quantity": "1"}
    )

    assert "尚未发生" in text_of(answer)
    assert Entry.everywhere.count() == 0


def test_a_file_is_uploaded_checked_confirmed_and_undone_on_the_pages(page, register):
    content = "日期,数量,所在区\n2023-05-01,10,望潮区\n2023-05-02,20,月亮区\n".encode("gb18030")
    page.post(f"/office/ledger/registers/{register.pk}/import/", {"file": SimpleUploadedFile("a.csv", content)})
    run = RegisterImport.everywhere.get()
    checked = text_of(page.get(f"/office/ledger/register-imports/{run.pk}/"))
    page.post(f"/office/ledger/register-imports/{run.pk}/confirm/")
    after = text_of(page.get(f"/office/ledger/registers/{register.pk}/?year=2023"))
    page.post(f"/office/ledger/register-imports/{run.pk}/undo/")
    run.refresh_from_db()

    assert "登记 1 行" in checked
    assert "“所在区”不接受“月亮区”" in checked
    assert "10 份" in after
    assert run.state == ImportState.UNDONE


def test_progress_is_told_while_an_import_is_at_work(page, register, officer):
    run = RegisterImport.everywhere.create(
        register=register, file_name="a.csv", sha256="0", state=ImportState.APPLYING, started_by=officer, rows_total=9
    )
    address = f"/office/ledger/register-imports/{run.pk}/"

    assert "hx-trigger" in page.get(address, headers={"HX-Request": "true"}).content.decode()
    RegisterImport.everywhere.update(state=ImportState.APPLIED)
    assert page.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def watcher(role=Role.AUDITOR, kind=OrganisationKind.AUDIT_OFFICE):
    return MembershipFactory(role=role, organisation=OrganisationFactory(kind=kind)).user


def test_the_auditor_seals_and_verifies_and_sees_the_outcome(sign_in, unit, visits):
    page = sign_in(watcher())
    with scope_of_everything():
        post(fact(7, owner=unit.pk))

    page.post("/office/ledger/seals/now/")
    page.post("/office/ledger/verifications/")
    run = Verification.objects.get()

    assert SealRecord.objects.count() == 2
    assert (run.state, run.entries_done, run.head_count) == (RunState.GOOD, 4, 4)
    assert "每一条都与封存时一致" in text_of(page.get(f"/office/ledger/verifications/{run.pk}/"))


def test_what_a_verification_finds_is_listed_and_settled_with_a_sentence(sign_in, visits):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_total SET net = 0")
    page = sign_in(watcher(Role.SECURITY_OFFICER, OrganisationKind.OPERATOR))

    page.post("/office/ledger/verifications/")
    found = text_of(page.get("/office/ledger/verifications/"))
    incident = Incident.objects.get()
    page.post(f"/office/ledger/incidents/{incident.pk}/settle/", {"settlement": "已从备份恢复合计"})

    assert "合计与逐条重算不符" in found
    assert "已从备份恢复合计" in text_of(page.get("/office/ledger/verifications/"))


def test_two_measures_that_should_agree_are_compared_act_by_act(page, unit, visits):
    keep_measure("test.receipts", title_zh="走访回执")
    with scope_of_everything():
        post_many([fact(number, owner=unit.pk, measure="test.receipts", key=f"r:{number}") for number in (1, 2)])
    made = page.post(
        "/office/ledger/reconciliations/",
        {
            "owner": unit.pk,
            "left": "test.visits",
            "right": "test.receipts",
            "relation": "equal",
            "matching": "act",
        },
    )

    text = text_of(page.get(made.url + "?year=2023"))

    assert "不符" in text
    assert "只在“走访企业”中：1 条" in text
    assert "visit:3" in text


def test_a_measure_is_not_reconciled_with_itself(page, unit, visits):
    values = {"owner": unit.pk, "left": "test.visits", "right": "test.visits", "relation": "equal", "matching": "act"}

    assert "请选择两个不同的计量项目" in text_of(page.post("/office/ledger/reconciliations/", values))


def test_a_period_is_closed_on_its_page(page, unit):
    page.post("/office/ledger/periods/", {"owner": unit.pk, "until": "2023-12-31", "reason": "年度结账"})
    again = page.post("/office/ledger/periods/", {"owner": unit.pk, "until": "2023-06-30", "reason": "再结"})

    assert PeriodClose.everywhere.get().until == date(2023, 12, 31)
    assert "结账日期2023-06-30不成立" in text_of(again)


@pytest.mark.usefixtures("everything")
def test_paging_shows_every_entry_once_whatever_the_days_hold(unit):
    keep_measure()
    other = OrganisationFactory()
    facts = [
        fact(number, owner=(unit, other)[number % 2].pk, happened_on=date(2023, 1, 1 + number % 5 * 5))
        for number in range(170)
    ]
    post_many(facts)
    seen: list[int] = []
    after = ""
    for _ in range(10):
        part = find_entries(EntryFilter(), after=after)
        seen += [entry.pk for entry in part.entries]
        assert part.total == 170
        assert len(part.entries) <= PER_PAGE
        after = part.after
        if not after:
            break

    expected = Entry.objects.order_by("-happened_on", "-pk").values_list("pk", flat=True)
    assert seen == list(expected)


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ({"owner": 0}, 10),
        ({"since": date(2023, 1, 10)}, 8),
        ({"until": date(2023, 1, 5)}, 8),
        ({"subject": "enterprise-3"}, 1),
        ({"act": "visit:4"}, 1),
        ({"dimensions": (("district", "望潮区"),)}, 5),
        ({"number": -1}, 0),
    ],
)
def test_a_filter_narrows_the_list_of_entries(unit, limits, expected):
    keep_measure()
    other = OrganisationFactory()
    post_many(
        [
            fact(
                number,
                owner=(unit, other)[number % 2].pk,
                happened_on=date(2023, 1, 1 + number % 5 * 4),
                dimensions={"district": "望潮区"} if number % 4 == 0 else {},
            )
            for number in range(20)
        ]
    )
    wanted = limits | ({"owner": unit.pk} if "owner" in limits else {})

    assert len(find_entries(EntryFilter(**wanted)).entries) == expected


def test_every_page_of_the_ledger_reads_english(page, client, visits, unit):
    client.post("/language/", {"language": "en"})
    page.post("/office/ledger/measures/test.visits/freeze/?year=2023", {"organisation": unit.pk})
    addresses = [
        *("measures/", "measures/test.visits/?year=2023", "measures/test.visits/figure/?year=2023", "snapshots/"),
        *(
            f"snapshots/{Snapshot.everywhere.get().pk}/",
            "entries/",
            f"entries/{visits[0]}/",
            "registers/new/",
            "seals/",
        ),
        *("verifications/", "reconciliations/", "periods/"),
    ]

    for address in addresses:
        text = text_of(page.get(f"/office/ledger/{address}"))
        ours = re.sub(r"家次?|户次?|人次?|望潮区|单位\d+|测试员\d+|中文|甲厂|场|份|件|\{.*?\}", "", text)
        assert re.findall("[\u4e00-\u9fff]{2,}", ours) == [], address


def test_the_head_is_shown_under_the_digest_of_the_last_seal(client, visits):
    assert SealRecord.objects.get().digest in text_of(client.get("/proof/"))
    with scope_of_everything():
        assert b"plumbline-inclusion-proof" in proof_bytes(proof_of(visits[0]))
    assert Decimal(3) == len(visits)
