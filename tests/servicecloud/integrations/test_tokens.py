"""Tokens: shown once, kept as a digest, limited in time."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.servicecloud.factories import UserFactory

from servicecloud.activity.models import SecurityEvent
from servicecloud.errors import InvalidInputError
from servicecloud.integrations.enums import ApiScope
from servicecloud.integrations.errors import TokenUnusableError
from servicecloud.integrations.models import ApiToken
from servicecloud.integrations.selectors import tokens_of
from servicecloud.integrations.services.tokens import create_token, revoke_token, token_of

SCOPES = [ApiScope.DIRECTORY_READ]


def make(user, days=30):
    return create_token(actor=user, name="同步", scopes=SCOPES, days=days)


def test_the_database_never_holds_the_token_itself(db):
    made = make(UserFactory())

    row = ApiToken.objects.values().get()

    assert made.plain.startswith("plt_")
    assert all(made.plain not in str(value) for value in row.values())
    assert row["hint"] == made.plain[-4:]
    assert [event.kind for event in SecurityEvent.objects.all()] == ["token_created"]


def test_a_token_leads_to_its_person(db):
    user = UserFactory()

    assert token_of(make(user).plain).user == user


def test_an_expired_a_revoked_and_an_invented_token_are_refused_alike(db):
    user = UserFactory()
    expired, revoked = make(user), make(user)
    ApiToken.objects.filter(pk=expired.token.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    revoke_token(actor=user, token_id=revoked.token.pk)

    for plain in (expired.plain, revoked.plain, "plt_invented", ""):
        with pytest.raises(TokenUnusableError):
            token_of(plain)


def test_nobody_revokes_the_token_of_another(db):
    made = make(UserFactory())

    with pytest.raises(ApiToken.DoesNotExist):
        revoke_token(actor=UserFactory(), token_id=made.token.pk)

    assert token_of(made.plain)


@pytest.mark.parametrize(("scopes", "days"), [([], 30), (SCOPES, 0), (SCOPES, 366)])
def test_a_token_without_scope_or_with_a_wrong_term_is_not_made(db, scopes, days):
    with pytest.raises(InvalidInputError):
        create_token(actor=UserFactory(), name="x", scopes=scopes, days=days)

    assert not ApiToken.objects.exists()


def test_the_list_tells_when_a_token_was_last_used(client, db):
    user = UserFactory()
    used, _unused = make(user), make(user)
    client.get("/api/v1/me", headers={"Authorization": f"Bearer {used.plain}"})

    assert [line.last_used_on for line in tokens_of(user)] == [None, timezone.localdate()]


def test_the_page_shows_a_new_token_once(sign_in, db):
    client = sign_in(UserFactory())

    made = client.post(
        "/account/tokens/", {"name": "同步", "scopes": ["directory:read"], "days": "90"}
    ).content.decode()
    again = client.get("/account/tokens/").content.decode()

    assert "plt_" in made
    assert "plt_" not in again
    assert "同步" in again


def test_a_revoked_token_leaves_the_list(sign_in, db):
    user = UserFactory()
    made = make(user)
    client = sign_in(user)

    client.post(f"/account/tokens/{made.token.pk}/revoke/")

    assert tokens_of(user) == []
    assert client.get("/api/v1/me", headers={"Authorization": f"Bearer {made.plain}"}).status_code == 401
