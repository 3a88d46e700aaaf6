"""The security log only grows, whoever asks."""

import sqlite3

import pytest
from django.db import DatabaseError, connection, transaction
from tests.servicecloud.factories import EnterpriseFactory, UserFactory

from servicecloud.activity.enums import SecurityKind
from servicecloud.activity.models import SecurityEvent
from servicecloud.activity.selectors import timeline_of
from servicecloud.activity.sentences import SENTENCES
from servicecloud.activity.services import record_act, record_security
from servicecloud.append_only import rewriting_allowed

pytestmark = pytest.mark.django_db
TABLE = "activity_securityevent"


@pytest.mark.parametrize(
    "statement",
    [f"UPDATE {TABLE} SET user_name = 'x'", f"DELETE FROM {TABLE}", f"DELETE FROM {TABLE} WHERE kind = 'revealed'"],
)
def test_the_database_refuses_to_rewrite_the_log(statement):
    record_security(kind=SecurityKind.REVEALED, user_name="keeper")

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert SecurityEvent.objects.get().user_name == "keeper"


def test_replacing_a_row_is_refused_as_well():
    event = record_security(kind=SecurityKind.REVEALED, user_name="keeper")
    if connection.vendor == "sqlite":
        statement = f"REPLACE INTO {TABLE} SELECT id, at, kind, user_id, 'x', address, request_id, data FROM {TABLE}"
    else:
        statement = f"TRUNCATE {TABLE}"

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert SecurityEvent.objects.get(pk=event.pk).user_name == "keeper"


def test_the_door_for_restoring_closes_again():
    record_security(kind=SecurityKind.REVEALED)
    with rewriting_allowed():
        SecurityEvent.objects.all().delete()
    record_security(kind=SecurityKind.REVEALED)

    with pytest.raises(DatabaseError), transaction.atomic():
        SecurityEvent.objects.all().delete()


def test_another_program_cannot_write_through_the_sqlite_triggers(tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's triggers")
    copy = sqlite3.connect(tmp_path / "stolen.sqlite3")
    record_security(kind=SecurityKind.REVEALED)
    with connection.cursor() as cursor:
        triggers = [
            row[0]
            for row in cursor.execute(f"SELECT sql FROM sqlite_master WHERE tbl_name = '{TABLE}' AND type = 'trigger'")
        ]
    copy.execute(f"CREATE TABLE {TABLE} (id INTEGER, user_name TEXT)")
    copy.execute(f"INSERT INTO {TABLE} VALUES (1, 'keeper')")
    for trigger in triggers:
        copy.execute(trigger)

    with pytest.raises(sqlite3.OperationalError, match="no such function"):
        copy.execute(f"DELETE FROM {TABLE}")


@pytest.mark.usefixtures("everything")
def test_every_verb_reads_as_a_sentence_on_the_timeline():
    enterprise, user = EnterpriseFactory(), UserFactory(display_name="宋时雨")
    for verb in SENTENCES:
        record_act(actor=user, verb=verb, about=enterprise)

    timeline = timeline_of(enterprise, limit=2 * len(SENTENCES))

    assert len(timeline) == len(SENTENCES)
    assert all(entry.who == "宋时雨" and enterprise.name_zh in entry.text for entry in timeline)
