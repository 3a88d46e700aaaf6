"""Personal values: sealed in the database, masked on pages, moved to a new key."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from tests.servicecloud.factories import EnterpriseFactory, UserFactory

from servicecloud import personal
from servicecloud.activity.models import SecurityEvent
from servicecloud.directory.models import Enterprise
from servicecloud.identity.key_rotation import rotate_keys

NEW_KEY = "t2:ffeeddccbbaa99887766554433221100"


@given(st.text(max_size=60))
def test_what_is_sealed_can_be_opened_and_two_seals_differ(plain):
    first, second = personal.encrypt(plain), personal.encrypt(plain)

    assert personal.decrypt(first) == personal.decrypt(second) == plain
    assert first != second


@given(st.integers(0, 200), st.sampled_from("ABCxyz0189"))
def test_any_change_of_a_seal_is_noticed(position, letter):
    sealed = personal.encrypt("19900001234 王经理")
    place = len("sm4:t1:") + position % (len(sealed) - len("sm4:t1:") - 2)
    altered = sealed[:place] + letter + sealed[place + 1 :]

    if altered != sealed:
        with pytest.raises(personal.UndecipherableError):
            personal.decrypt(altered)


@given(st.text(min_size=2, max_size=40))
def test_a_mask_never_shows_the_whole_value(plain):
    assert "*" in personal.mask(plain)


@pytest.mark.parametrize(
    ("plain", "masked"),
    [
        ("王", "王"),
        ("王经理", "王**"),
        ("19900001234", "199****1234"),
        ("someone@example.com", "s***@example.com"),
        ("", ""),
    ],
)
def test_masks_read_as_people_expect(plain, masked):
    assert personal.mask(plain) == masked


def test_the_database_holds_only_ciphertext(db):
    enterprise = EnterpriseFactory(contact_phone="19900001234")

    with connection.cursor() as cursor:
        cursor.execute("SELECT contact_phone FROM directory_enterprise WHERE id = %s", [enterprise.pk])
        stored = cursor.fetchone()[0]

    assert stored.startswith("sm4:t1:")
    assert "19900001234" not in stored
    assert Enterprise.everywhere.get().contact_phone.reveal() == "19900001234"


def test_printing_a_personal_value_shows_the_mask(db):
    EnterpriseFactory(contact_phone="19900001234")
    found = Enterprise.everywhere.get()

    assert f"{found.contact_phone}" == "199****1234"
    assert "19900001234" not in repr(found.contact_phone)


def test_rotation_moves_every_value_to_the_new_key_and_runs_again_without_work(db, settings):
    EnterpriseFactory()
    UserFactory(phone="19900005678")
    settings.FIELD_KEYS = [NEW_KEY, *settings.FIELD_KEYS]

    dry = {(line.table, line.column): line.stale for line in rotate_keys(apply=False)}
    rotate_keys(apply=True)
    settings.FIELD_KEYS = [NEW_KEY]

    assert dry["directory_enterprise", "contact_phone"] == 1
    assert dry["identity_user", "phone"] == 1
    assert Enterprise.everywhere.get().contact_name.reveal() == "王经理"
    assert sum(line.stale for line in rotate_keys(apply=True)) == 0
    assert SecurityEvent.objects.filter(kind="keys_rotated").count() == 2


@pytest.mark.parametrize("keys", [[], ["no-colon"], ["k:1234"], ["k:zz"]])
def test_a_wrong_key_setting_is_refused_with_the_name_of_the_variable(keys, settings):
    settings.FIELD_KEYS = keys

    with pytest.raises(ImproperlyConfigured, match="PLUMBLINE_FIELD_KEYS"):
        personal.keys()
