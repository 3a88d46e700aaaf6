"""Each event reaches those whom it concerns, once, and never the one who did it."""

from datetime import date, timedelta

import pytest
from django.utils import translation
from tests.servicecloud.factories import EnterpriseFactory, QualificationFactory

from servicecloud.directory.enums import ImportState
from servicecloud.directory.models import ImportRun
from servicecloud.directory.services.claims import request_claim, request_institution_claim
from servicecloud.directory.services.entries import edit_enterprise
from servicecloud.directory.services.imports import check_import, start_import
from servicecloud.directory.services.merging import merge_enterprises
from servicecloud.directory.telling import tell_of_endings
from servicecloud.identity.enums import Role
from servicecloud.identity.models import Membership
from servicecloud.identity.services import end_role, grant_role
from servicecloud.identity.standing import scope_of_everything
from servicecloud.notifications.kinds import sentence
from servicecloud.notifications.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def everything():
    with scope_of_everything():
        yield


def told(kind):
    return sorted(Notification.objects.filter(kind=kind).values_list("recipient__username", flat=True))


def test_a_claim_waits_for_the_operator_who_is_told_where(town):
    town.claim.delete()
    town.institution_claim.delete()

    claim = request_claim(actor=town.people["visitor"], credit_code=town.free.credit_code, statement="我是负责人。")
    request_institution_claim(
        actor=town.people["visitor"], credit_code=town.free_institution.credit_code, statement="我是负责人。"
    )

    assert told("claim.requested") == ["operator", "operator"]
    notes = Notification.objects.filter(kind="claim.requested")
    assert f"/office/claims/{claim.pk}/" in set(notes.values_list("url", flat=True))
    assert {note.data["person"] for note in notes} == {town.people["visitor"].display_name}


def test_who_started_an_import_is_told_that_it_waits_for_confirmation_or_cannot_be_read(town):
    content = "统一社会信用代码,名称,地区,行业\n".encode()
    for name, body in (("名录.csv", content), ("坏.csv", b"\x00\x01 nothing")):
        run = start_import(actor=town.people["desk"], file_name=name, content=body, sha256="0" * 64)
        check_import(run_id=run.pk)

    states = list(ImportRun.objects.order_by("pk").values_list("state", flat=True))
    assert ImportState.FAILED in states
    assert len(told("import.checked") + told("import.failed")) == 2
    assert set(told("import.checked") + told("import.failed")) == {"desk"}


def test_people_of_an_enterprise_learn_what_others_changed_and_not_what_they_changed_themselves(town):
    entry = town.enterprise
    edit_enterprise(
        actor=town.people["owner"],
        enterprise_id=entry.pk,
        expected=entry.version,
        values={"address": "澜川市甲路 1 号"},
    )
    assert told("entry.edited") == []

    edit_enterprise(
        actor=town.people["desk"],
        enterprise_id=entry.pk,
        expected=entry.version + 1,
        values={"address": "澜川市乙路 2 号"},
    )

    assert told("entry.edited") == ["owner", "staff"]


def test_people_of_the_entry_that_stays_are_told_of_a_merge(town):
    twin = EnterpriseFactory()

    merge_enterprises(
        actor=town.people["operator"], survivor_id=town.enterprise.pk, absorbed_id=twin.pk, reason="同一企业"
    )

    assert told("entry.merged") == ["owner", "staff"]


def test_a_role_given_and_taken_is_told_in_the_readers_language(town):
    organisation = town.organisations["enterprise"]
    grant_role(
        actor=town.people["owner"],
        user=town.people["visitor"],
        organisation=organisation,
        role=Role.ENTERPRISE_STAFF,
    )
    membership = Membership.objects.get(user=town.people["visitor"], organisation=organisation)
    end_role(actor=town.people["owner"], membership_id=membership.pk)

    note = Notification.objects.get(kind="role.granted")
    assert told("role.granted") == told("role.ended") == ["visitor"]
    assert "企业经办人" in sentence(note.kind, note.data)
    with translation.override("en"):
        assert "企业经办人" not in sentence(note.kind, note.data)


def test_ones_own_change_of_role_is_no_news(town):
    grant_role(
        actor=town.people["head"],
        user=town.people["head"],
        organisation=town.organisations["unit"],
        role=Role.FINANCE_OFFICER,
    )

    assert told("role.granted") == []


@pytest.mark.parametrize(
    ("left", "kinds"),
    [
        (61, []),
        (60, ["qualification.ending"]),
        (31, ["qualification.ending"]),
        (30, ["qualification.ending"]),
        (0, ["qualification.ending"]),
        (-1, ["qualification.ended"]),
        (-31, []),
    ],
)
def test_a_certificate_is_spoken_of_before_its_end_and_once_after_it(town, left, kinds):
    today = date(2024, 6, 1)
    town.qualification.delete()
    QualificationFactory(institution=town.institution, valid_to=today + timedelta(days=left))

    tell_of_endings(today=today)
    tell_of_endings(today=today)

    assert list(Notification.objects.values_list("kind", flat=True)) == kinds
    assert told(kinds[0]) == ["institution"] if kinds else True


def test_each_mark_is_one_reminder(town):
    today = date(2024, 6, 1)
    town.qualification.delete()
    QualificationFactory(institution=town.institution, valid_to=today + timedelta(days=60))

    new = [tell_of_endings(today=today + timedelta(days=days)) for days in range(70)]

    assert [day for day, count in enumerate(new) if count] == [0, 30, 53, 61]


def test_a_renewed_or_withdrawn_certificate_is_not_spoken_of(town):
    today = date(2024, 6, 1)
    former = town.qualification
    former.valid_to = today + timedelta(days=5)
    former.save()
    QualificationFactory(institution=town.institution, valid_to=today + timedelta(days=400), renews=former)
    QualificationFactory(institution=town.institution, valid_to=today + timedelta(days=5), withdrawn_on=today)

    assert tell_of_endings(today=today) == 0


def test_the_kind_of_document_is_told_in_the_readers_language():
    data = {"project": "企业服务专项", "document": "绩效自评表"}

    with translation.override("en"):
        assert sentence("performance.approved", data) == "The Self-evaluation of “企业服务专项” was approved."
