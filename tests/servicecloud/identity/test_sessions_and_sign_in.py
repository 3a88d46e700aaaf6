"""Signing in, locking out, sessions that end, one-click doors."""

import re
import time

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from tests.servicecloud.factories import PASSWORD, CollectedFormFactory, UserFactory

from servicecloud.activity.models import SecurityEvent
from servicecloud.collection.models import BrokenRule
from servicecloud.identity.models import User

pytestmark = pytest.mark.django_db


def attempt(client: Client, user: User, password: str):
    return client.post(reverse("account_login"), {"login": user.username, "password": password})


def test_a_right_password_signs_in_and_is_logged_with_the_address(client):
    user = UserFactory()

    response = attempt(client, user, PASSWORD)

    event = SecurityEvent.objects.get(kind="signed_in")
    assert response.status_code == 302
    assert (event.user_id, event.address) == (user.pk, "127.0.0.1")
    assert len(event.request_id) == 32


def test_five_wrong_passwords_lock_the_account_even_for_the_right_one(client):
    user = UserFactory()

    statuses = [attempt(client, user, "wrong").status_code for _time in range(5)]

    assert statuses[:4] == [200] * 4
    assert attempt(client, user, PASSWORD).status_code == 429
    assert SecurityEvent.objects.filter(kind="locked_out").exists()


def test_the_security_log_keeps_the_name_that_failed_and_never_the_password(client):
    attempt(client, UserFactory(username="somebody"), "my-secret-word")

    event = SecurityEvent.objects.get(kind="sign_in_failed")
    assert event.user_name == "somebody"
    assert "my-secret-word" not in str(vars(event))


@pytest.mark.parametrize(("key", "age"), [("seen_at", 31 * 60), ("signed_in_at", 13 * 60 * 60)])
def test_a_session_ends_after_idling_and_after_half_a_day(sign_in, key, age):
    client = sign_in(UserFactory())
    client.get("/account/")
    session = client.session
    session[key] = int(time.time()) - age
    session.save()

    response = client.get("/account/")

    assert response.status_code == 302
    assert "/accounts/login/" in response.url
    assert "自动退出" in client.get(response.url).content.decode()


def test_a_session_in_use_stays(sign_in):
    client = sign_in(UserFactory())
    client.get("/account/")
    session = client.session
    session["seen_at"] = int(time.time()) - 29 * 60
    session.save()

    assert client.get("/account/").status_code == 200
    assert int(time.time()) - client.session["seen_at"] < 5


def test_a_door_opens_only_to_accounts_of_the_demonstration(client):
    real, invented = UserFactory(), UserFactory(is_demonstration=True)

    assert client.post("/demo/sign-in/", {"username": real.username}).status_code == 404
    assert client.post("/demo/sign-in/", {"username": invented.username}).status_code == 302


def test_an_invitation_by_letter_leads_a_newcomer_to_their_desk(town, sign_in):
    sign_in(town.people["owner"]).post(
        f"/organisations/{town.organisations['enterprise'].pk}/people/",
        {"email": "colleague@example.com", "role": "enterprise_staff"},
    )
    link = re.search(r"http://\S+/invitations/\S+/", mail.outbox[-1].body).group()
    newcomer = Client()

    answer = newcomer.post(
        link, {"username": "colleague", "display_name": "新同事", "password": "Correct-Horse-1"}, follow=True
    )

    assert answer.redirect_chain[-1][0] == "/workspace/"
    assert str(town.enterprise) in answer.content.decode()


def test_a_refused_act_is_a_page_that_says_what_to_do(town, sign_in):
    response = sign_in(town.people["desk"]).get("/office/claims/")

    assert response.status_code == 403
    assert "请联系本单位的管理员" in response.content.decode()
    assert response["X-Request-Id"] in response.content.decode()


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [("/proof/", "/proof/"), ("https://elsewhere.example/", "/welcome/"), ("//elsewhere.example/", "/welcome/")],
)
def test_a_door_of_the_demonstration_leads_to_pages_of_this_site_alone(client, wanted, leads_to):
    invented = UserFactory(is_demonstration=True)

    answer = client.post("/demo/sign-in/", {"username": invented.username, "next": wanted})

    assert answer.headers["Location"] == leads_to


def test_the_tour_is_whole_with_nothing_to_show_and_leads_to_what_there_is(client):
    empty = client.get("/demo/tour/").content.decode()
    form = CollectedFormFactory()
    BrokenRule.everywhere.create(form=form, rule="U-01", severity="error", count=1)

    filled = client.get("/demo/tour/").content.decode()

    assert "打开表单审核" in empty
    assert f"/published/{form.pk}/" not in empty
    assert f"/published/{form.pk}/" in filled
