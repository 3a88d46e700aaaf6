"""Sealing, proving, exporting, and finding what was tampered with in the database itself."""

import sqlite3
import threading
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core import mail
from django.core.management import call_command
from django.db import connection, connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.servicecloud.factories import OrganisationFactory
from tests.servicecloud.ledger.making import fact, keep_measure

from plumbline.cli.verify import make_verify_command
from plumbline.evidence.entry import canonical_bytes
from plumbline.evidence.proof import consistency_faults, inclusion_faults, prove_consistency
from plumbline.evidence.seal import Head, head_of
from plumbline.evidence.verify import verify_export
from servicecloud.ledger import errors
from servicecloud.ledger.canonical import canonical_entries, record_of
from servicecloud.ledger.enums import IncidentKind
from servicecloud.ledger.exporting import ExportFile
from servicecloud.ledger.exports import export_lines
from servicecloud.ledger.guards import missing_triggers
from servicecloud.ledger.models import Entry, Incident, Leaf, SealRecord, Waiting
from servicecloud.ledger.selectors.proofs import proof_of
from servicecloud.ledger.services import sealing
from servicecloud.ledger.services.checking import check_ledger, raise_incidents
from servicecloud.ledger.services.heads import heads_outside, mail_head_to_witnesses
from servicecloud.ledger.services.posting import post, post_many, reverse
from servicecloud.ledger.services.sealing import is_due, seal_waiting
from servicecloud.ledger.tree import DatabaseTree, head, seal_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


def post_some(unit, count=5, *, start=0, **changes):
    keep_measure()
    return post_many([fact(number, **({"owner": unit.pk} | changes)) for number in range(start, start + count)])


def sealed(unit, *lots):
    for lot in lots:
        post_some(unit, lot, start=Entry.objects.count())
        seal_waiting()


@contextmanager
def without_triggers():
    """Somebody with all rights takes the protection away, and puts it back."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            connection.check_constraints()
            tables = ("entry", "leaf", "sealrecord", "measure", "owner")
            for table in tables:
                cursor.execute(f"ALTER TABLE ledger_{table} DISABLE TRIGGER USER")
            yield cursor
            connection.check_constraints()
            for table in tables:
                cursor.execute(f"ALTER TABLE ledger_{table} ENABLE TRIGGER USER")
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ledger_%'")
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            yield cursor
            for _name, sql in triggers:
                cursor.execute(sql, None)


def kinds(outcome):
    return {each.about.split(":")[0] for each in outcome.differences if each.kind == IncidentKind.CHAIN}


def test_what_waits_is_sealed_into_one_chain(unit):
    post_some(unit, 3)
    first = seal_waiting()
    post_some(unit, 4, start=3)
    second = seal_waiting()

    assert [(seal.number, seal.first, seal.last) for seal in (*first, *second)] == [(1, 1, 3), (2, 4, 7)]
    assert second[0].previous == first[0].digest
    assert Waiting.objects.count() == 0
    assert seal_waiting() == []
    assert check_ledger().is_good


def test_a_large_import_is_sealed_in_several(unit, monkeypatch):
    monkeypatch.setattr(sealing, "MOST_ENTRIES", 300)
    post_some(unit, 700)

    made = seal_waiting()

    assert [(seal.first, seal.last) for seal in made] == [(1, 300), (301, 600), (601, 700)]
    assert check_ledger().entries == 700


def test_sealing_comes_due_by_time_or_by_number(unit, clock, settings):
    settings.LEDGER_SEAL_SIZE = 3
    assert not is_due(now=datetime(2024, 6, 1, 2, tzinfo=UTC))

    sealed(unit, 1)
    post_some(unit, 1, start=1)
    moment = SealRecord.objects.get().sealed_at

    assert not is_due(now=moment + timedelta(minutes=4))
    assert is_due(now=moment + timedelta(minutes=5))
    post_some(unit, 2, start=2)
    assert is_due(now=moment)


def test_a_clock_that_goes_backwards_seals_with_the_time_of_the_seal_before(unit, clock):
    clock(datetime(2024, 6, 1, 2, tzinfo=UTC))
    sealed(unit, 1)
    clock(datetime(2024, 5, 1, 2, tzinfo=UTC))
    sealed(unit, 1)

    assert list(SealRecord.objects.values_list("sealed_at", flat=True)) == [datetime(2024, 6, 1, 2, tzinfo=UTC)] * 2
    assert check_ledger().is_good


TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), min_size=1, max_size=20)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=TEXT,
    subject=st.none() | TEXT,
    quantity=st.decimals(-(10**10), 10**10, places=6, allow_nan=False),
    moment=st.integers(0, 10**13).map(lambda micros: datetime(2023, 2, 1, tzinfo=UTC) + timedelta(microseconds=micros)),
)
def test_what_is_stored_reads_back_in_the_canonical_bytes_of_the_core(unit, clock, text, subject, quantity, moment):
    keep_measure()
    clock(moment)
    key = f"{Entry.objects.count()}:{text}"
    posted = post(
        fact(owner=unit.pk, act=text, key=key, subject=subject, quantity=quantity, dimensions={"district": text})
    )
    entry = Entry.objects.select_related("measure", "owner").get(pk=posted.entry_id)

    assert [content for _pk, content in canonical_entries([entry.pk])] == [canonical_bytes(record_of(entry))]
    assert entry.quantity == quantity
    assert (entry.subject, entry.act) == (subject, text)


def test_the_export_is_what_the_offline_verifier_accepts(unit, officer, tmp_path):
    sealed(unit, 3, 600)
    reverse(Entry.objects.earliest("pk").pk, reason="有误", actor=officer)
    seal_waiting()
    file = tmp_path / "export.ndjson"
    now = head()

    ExportFile(file).write()
    result = CliRunner().invoke(make_verify_command("zh"), [str(file), "--head", now.digest, "--count", str(now.count)])

    assert result.exit_code == 0, result.output
    assert now.count == 604


def test_an_interrupted_export_goes_on_after_its_last_whole_lot(unit, tmp_path):
    sealed(unit, 300, 200)
    file, whole = tmp_path / "export.ndjson", b"".join(export_lines(reach=None))
    file.write_bytes(whole[: len(whole) - 5000])

    ExportFile(file).write()
    resumed = file.read_bytes()
    sealed(unit, 10)
    added = ExportFile(file).write()

    assert resumed == whole
    assert added == 11
    with file.open("rb") as lines:
        assert verify_export(lines, head=head()).good


def test_a_reader_sees_only_what_is_in_reach_and_the_proof_holds(unit):
    other = OrganisationFactory()
    keep_measure()
    post_many([fact(1, owner=unit.pk), fact(2, owner=other.pk, subject="secret-enterprise")])
    seal_waiting()

    lines = list(export_lines(reach=[unit.pk]))
    report = verify_export(lines, head=head())

    assert report.good
    assert (report.entries, report.withheld) == (2, 1)
    assert b"secret-enterprise" not in b"".join(lines)


def test_a_sealed_entry_is_proved_under_the_present_head(unit, monkeypatch):
    monkeypatch.setattr(sealing, "MOST_ENTRIES", 300)
    sealed(unit, 700)

    for leaf in Leaf.objects.filter(sequence__in=[1, 256, 257, 600, 700]):
        proof = proof_of(leaf.entry_id)
        assert inclusion_faults(proof, head=head()) == ()
        assert proof.sequence == leaf.sequence


def test_an_entry_that_waits_has_no_proof_yet(unit):
    sealed(unit, 1)
    posted = post_some(unit, 1, start=1)

    with pytest.raises(errors.NotSealedYetError):
        proof_of(posted[0].entry_id)


def test_any_two_heads_are_shown_to_belong_to_one_history(unit):
    sealed(unit, 3, 260, 40)
    seals = [seal_of(record) for record in SealRecord.objects.order_by("number")]

    proof = prove_consistency(DatabaseTree(), old=seals[0], new=seals[2])

    assert consistency_faults(proof, old=head_of(seals[0]), new=head_of(seals[2])) == ()


def test_seals_are_signed_when_there_is_a_key(unit, settings):
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    settings.LEDGER_SEAL_KEY = bytes(range(32)).hex()
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()

    sealed(unit, 2)

    assert verify_export(export_lines(reach=None), head=head(), public_key=public).good


def test_witnesses_get_the_head_by_mail(unit, settings):
    settings.LEDGER_WITNESSES = ["auditor@example.com", "press@example.com"]
    sealed(unit, 2)

    assert mail_head_to_witnesses() == 2
    assert head().digest in mail.outbox[0].body
    assert mail.outbox[1].to == ["press@example.com"]


TAMPERING = [
    ("UPDATE ledger_entry SET quantity_millionths = 9000000 WHERE id = {entry}", {"edited_entry"}),
    ("UPDATE ledger_entry SET happened_on = '2023-01-11' WHERE id = {entry}", {"redated_entry", "edited_entry"}),
    ("UPDATE ledger_entry SET subject = 'another' WHERE id = {entry}", {"edited_entry"}),
    ('UPDATE ledger_entry SET dimensions = \'{{"district":"x"}}\' WHERE id = {entry}', {"edited_entry"}),
    ("UPDATE ledger_entry SET owner_id = {other} WHERE id = {entry}", {"edited_entry"}),
    ("UPDATE ledger_leaf SET digest = {blob} WHERE entry_id = {entry}", {"edited_digest"}),
    ("DELETE FROM ledger_leaf WHERE entry_id = {entry}", {"missing_entry"}),
    ("DELETE FROM ledger_entry WHERE id = {entry}", {"missing_entry"}),
    (
        "UPDATE ledger_sealrecord SET sealed_at = '2023-01-01 00:00:00' WHERE number = 1",
        {"redated_seal", "edited_seal"},
    ),
    ("UPDATE ledger_sealrecord SET root = '{zeros}' WHERE number = 1", {"edited_seal"}),
    ("DELETE FROM ledger_sealrecord WHERE number = 1", {"missing_seal"}),
    ("UPDATE ledger_measure SET code = 'x.visits'", {"edited_entry", "altered_range"}),
    ("UPDATE ledger_owner SET key = 'other-key' WHERE organisation_id = {unit}", {"edited_entry", "altered_range"}),
]


@pytest.mark.parametrize(("statement", "expected"), TAMPERING, ids=[each[0][:60] for each in TAMPERING])
def test_tampering_in_the_database_with_the_triggers_gone_is_found_and_named(unit, statement, expected):
    other = OrganisationFactory()
    keep_measure()
    post(fact(99, owner=other.pk))
    sealed(unit, 5, 5)
    entry = Leaf.objects.get(sequence=4).entry_id
    blob = "X'00'" if connection.vendor == "sqlite" else "'\\x" + "00" * 32 + "'"
    if connection.vendor == "sqlite":
        blob = f"X'{'00' * 32}'"

    with without_triggers() as cursor:
        cursor.execute(
            statement.format(entry=entry, unit=unit.pk, other=other.pk, blob=blob, zeros="00" * 32).replace("%", "%%")
        )
    outcome = check_ledger()

    assert not outcome.is_good
    assert kinds(outcome) & expected, outcome.differences
    assert raise_incidents(outcome) > 0


def test_an_edited_entry_is_named_by_its_place(unit):
    sealed(unit, 5)
    with without_triggers() as cursor:
        cursor.execute("UPDATE ledger_entry SET act = 'forged' WHERE id = %s", [Leaf.objects.get(sequence=3).entry_id])

    outcome = check_ledger()

    assert [each.about for each in outcome.differences] == ["edited_entry:3"]


def test_an_entry_slipped_in_beside_posting_is_found(unit):
    sealed(unit, 2)
    with connection.cursor() as cursor:
        columns = "measure_id, owner_id, happened_on, quantity_millionths, subject, dimensions, act, reason, salt, recorded_at"
        cursor.execute(
            f"INSERT INTO ledger_entry ({columns}, idempotency_key)"
            f" SELECT {columns}, 'slipped-in' FROM ledger_entry ORDER BY id LIMIT 1"
        )

    outcome = check_ledger()

    assert {each.kind for each in outcome.differences} == {
        IncidentKind.STRAY,
        IncidentKind.TOTALS,
        IncidentKind.SUBJECTS,
    }


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE ledger_total SET net = net + 1", IncidentKind.TOTALS),
        ("UPDATE ledger_total SET quantity_millionths = 7", IncidentKind.TOTALS),
        ("DELETE FROM ledger_total", IncidentKind.TOTALS),
        ("DELETE FROM ledger_subjectyear", IncidentKind.SUBJECTS),
        ("UPDATE ledger_subjectyear SET first_on = '2023-01-01'", IncidentKind.SUBJECTS),
    ],
)
def test_totals_and_sets_that_were_changed_are_found(unit, statement, kind):
    sealed(unit, 3)
    with connection.cursor() as cursor:
        cursor.execute(statement)

    assert {each.kind for each in check_ledger().differences} == {kind}


def test_a_restored_older_backup_is_found_against_a_published_head(unit, tmp_path):
    sealed(unit, 3)
    older = list(SealRecord.objects.values_list("number", flat=True))
    sealed(unit, 4)
    published = head()

    with without_triggers() as cursor:  # what the database was when the backup was taken
        cursor.execute("DELETE FROM ledger_sealrecord WHERE number > %s", [older[-1]])
        for table, column in (("leaf", "sequence"), ("waiting", "entry_id")):
            cursor.execute(f"DELETE FROM ledger_{table} WHERE {column} > 3")
        entries = sorted(Entry.objects.values_list("pk", flat=True))[3:]
        cursor.execute(f"DELETE FROM ledger_entry WHERE id >= {entries[0]}")
        cursor.execute("DELETE FROM ledger_total")
        cursor.execute("DELETE FROM ledger_subjectyear")
    found = check_ledger(published=[published])

    assert [each.about for each in found.differences if each.kind == IncidentKind.HEAD] == ["truncated:7"]
    assert published in heads_outside()


def test_a_history_rewritten_since_a_published_head_is_found(unit):
    sealed(unit, 3)

    found = check_ledger(published=[Head("ab" * 32, 3), Head("cd" * 32, 2)])

    assert [each.about.split(":")[:2] for each in found.differences] == [["rewritten", "3"], ["rewritten", "2"]]


def test_a_missing_trigger_is_an_incident(unit):
    sealed(unit, 1)
    assert missing_triggers() == []
    with connection.cursor() as cursor:
        on = " ON ledger_entry" if connection.vendor == "postgresql" else ""
        if connection.vendor == "postgresql":
            connection.check_constraints()
        cursor.execute(f"DROP TRIGGER ledger_entry_no_update{on}")

    assert missing_triggers() == ["ledger_entry_no_update"]
    assert [each.about for each in check_ledger().differences] == ["trigger:ledger_entry_no_update"]


def test_an_incident_is_opened_once_until_it_is_settled(unit):
    sealed(unit, 3)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_total SET net = 0")
    outcome = check_ledger()

    assert raise_incidents(outcome) == 1
    assert raise_incidents(outcome) == 0
    assert Incident.objects.get().kind == IncidentKind.TOTALS


def test_the_command_seals_checks_and_fails_when_something_was_altered(unit, tmp_path):
    post_some(unit, 3)
    out, complaints = StringIO(), StringIO()

    call_command("ledger", "seal", stdout=out)
    call_command("ledger", "check", stdout=out)
    call_command("ledger", "export", str(tmp_path / "e.ndjson"), stdout=out, stderr=complaints)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_total SET net = 0")
    with pytest.raises(SystemExit) as ended:
        call_command("ledger", "check", stdout=out, stderr=complaints)

    assert ended.value.code == 1
    assert "as sealed" in out.getvalue()
    assert "2023-01-10" in complaints.getvalue()


def test_a_mean_quantity_survives_the_way_through_the_database_exactly(unit):
    keep_measure()
    posted = post(fact(owner=unit.pk, quantity=Decimal("99999999999.999999"), happened_on=date(2023, 1, 2)))

    assert Entry.objects.get(pk=posted.entry_id).quantity == Decimal("99999999999.999999")


@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_once_make_one_chain(unit):
    if connection.vendor == "sqlite":
        pytest.skip("threads share the suite's database in memory; test_crash runs two sealers on a file")
    post_some(unit, 40)
    barrier = threading.Barrier(4)
    failures = []

    def run():
        try:
            barrier.wait()
            for _ in range(20):
                seal_waiting()
        except (errors.DomainError, sqlite3.Error) as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert Leaf.objects.count() == 40
    assert check_ledger().is_good
