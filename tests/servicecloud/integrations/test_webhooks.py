"""Webhooks: told with the act, signed, tried again, never into the own network."""

import json
import ssl
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.db import connection, transaction
from django.utils import timezone
from tests.servicecloud.factories import MembershipFactory

from servicecloud.directory.services.entries import edit_enterprise, report_figures
from servicecloud.errors import InvalidInputError, NotPermittedError
from servicecloud.identity.enums import Role
from servicecloud.identity.standing import scope_of_everything
from servicecloud.integrations import sending, signing
from servicecloud.integrations.enums import DeliveryState
from servicecloud.integrations.errors import AddressNotAllowedError, TooManySubscriptionsError
from servicecloud.integrations.events import EVENTS
from servicecloud.integrations.models import Delivery, Webhook
from servicecloud.integrations.sending import CallFailedError, Reply, call, check_address
from servicecloud.integrations.services import webhooks
from servicecloud.integrations.tasks import deliver_due_webhooks

URL = "https://receiver.example/hook"


@pytest.fixture(autouse=True)
def _everything(everything):
    """Work as commands do."""


@pytest.fixture
def hook(town):
    town.delivery.delete()
    return town.webhook


@pytest.fixture
def refusing(monkeypatch):
    """Let the other side answer 500 to everything."""
    monkeypatch.setattr(webhooks, "call", lambda _url, **_kwargs: Reply(500, "sorry"))


def edit(town, address="望潮路1号"):
    town.enterprise.refresh_from_db()
    return edit_enterprise(
        actor=town.people["owner"],
        enterprise_id=town.enterprise.pk,
        expected=town.enterprise.version,
        values={"address": address},
    )


def test_an_act_is_told_once_it_is_committed(town, hook, no_calls, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        edit(town)
        assert no_calls == []

    ((url, body, headers),) = no_calls
    told = json.loads(body)
    assert url == URL
    assert told["event"] == headers["Plumbline-Event"] == "enterprise.edited"
    assert told["object"]["id"] == str(town.enterprise.pk)
    assert told["data"] == {"fields": ["address"]}
    assert Delivery.objects.get().state == DeliveryState.DELIVERED


def test_an_act_that_is_undone_is_not_told(town, hook, no_calls, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        edit(town)
        transaction.set_rollback(True)

    assert no_calls == []
    assert not Delivery.objects.exists()


def test_only_the_kinds_that_were_asked_for_are_told(town, hook, no_calls, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        report_figures(actor=town.people["owner"], enterprise_id=town.enterprise.pk, year=2021, values={"staff": 4})

    assert no_calls == []


def test_nobody_is_told_of_another_organisations_acts_except_the_operator(town, hook, no_calls):
    admin = MembershipFactory(organisation=town.organisations["operator"], role=Role.ADMIN).user
    operators = webhooks.register_webhook(
        actor=admin, organisation=town.organisations["operator"], url=URL, events=["enterprise.edited"]
    ).webhook

    edit_enterprise(
        actor=town.people["neighbour"], enterprise_id=town.other.pk, expected=1, values={"address": "石桥街2号"}
    )

    assert [delivery.webhook for delivery in Delivery.objects.select_related("webhook")] == [operators]


def test_acts_about_people_are_never_among_the_events():
    assert not [event for event in EVENTS if event.startswith(("membership.", "invitation."))]


def test_the_signature_convinces_who_has_the_secret_and_nobody_else(
    town, hook, no_calls, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        edit(town)
    ((_url, body, headers),) = no_calls
    now = int(timezone.now().timestamp())

    header = headers["Plumbline-Signature"]

    assert signing.is_genuine(header, secret="plw_test", body=body, now=now)
    assert not signing.is_genuine(header, secret="other", body=body, now=now)
    assert not signing.is_genuine(header, secret="plw_test", body=body + b" ", now=now)
    assert not signing.is_genuine(header, secret="plw_test", body=body, now=now + 301)
    assert not signing.is_genuine("v1=00", secret="plw_test", body=body, now=now)


def test_the_signature_is_the_hmac_of_time_and_body():
    # echo -n '10.{}' | openssl dgst -sha256 -hmac secret
    expected = "t=10,v1=9469a011e33f87e24052985164dbb1428e0d6d1f418c97ab75be5578d83e2da2"

    assert signing.signature(secret="secret", body=b"{}", at=10) == expected


def test_the_secret_is_encrypted_at_rest(town, hook):
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM integrations_webhook")
        (stored,) = cursor.fetchone()

    assert stored.startswith("sm4:")
    assert "plw_test" not in stored


def test_a_failed_delivery_waits_longer_each_time_and_is_given_up_after_two_days(town, hook, refusing):
    delivery = webhooks.send_ping(actor=town.people["owner"], webhook_id=hook.pk)
    waits = []

    while True:
        before = timezone.now()
        state = webhooks.deliver(delivery.pk)
        delivery.refresh_from_db()
        if state != DeliveryState.WAITING:
            break
        waits.append(round((delivery.due_at - before).total_seconds() / 60))
        Delivery.objects.filter(pk=delivery.pk).update(due_at=before)

    assert waits == [1, 5, 30, 120, 480, 1440]
    assert (state, delivery.attempts, delivery.answer) == (DeliveryState.GIVEN_UP, 7, "HTTP 500 sorry")


def test_what_is_not_due_or_in_the_hands_of_another_worker_is_left_alone(town, hook, refusing):
    delivery = webhooks.send_ping(actor=town.people["owner"], webhook_id=hook.pk)
    webhooks.deliver(delivery.pk)

    assert webhooks.deliver(delivery.pk) is None
    assert Delivery.objects.get().attempts == 1


def test_what_the_queue_forgot_is_found_by_the_schedule(town, hook, no_calls):
    delivery = webhooks.send_ping(actor=town.people["owner"], webhook_id=hook.pk)

    found = deliver_due_webhooks.call()

    assert found == 1
    assert [json.loads(body)["id"] for _url, body, _headers in no_calls] == [str(delivery.pk)]


def test_a_delivery_sent_again_keeps_its_number(town, hook, refusing, no_calls):
    delivery = webhooks.send_ping(actor=town.people["owner"], webhook_id=hook.pk)
    Delivery.objects.update(state=DeliveryState.GIVEN_UP, attempts=7)

    webhooks.send_again(actor=town.people["owner"], delivery_id=delivery.pk)

    assert webhooks.deliver(delivery.pk) == DeliveryState.DELIVERED
    assert no_calls[0][2]["Plumbline-Delivery"] == str(delivery.pk)


def test_an_ended_address_is_told_nothing_more(town, hook, no_calls, django_capture_on_commit_callbacks):
    waiting = webhooks.send_ping(actor=town.people["owner"], webhook_id=hook.pk)

    webhooks.end_webhook(actor=town.people["owner"], webhook_id=hook.pk)
    with django_capture_on_commit_callbacks(execute=True):
        edit(town)

    assert webhooks.deliver(waiting.pk) is None
    assert no_calls == []


def test_old_deliveries_are_deleted_and_waiting_ones_kept(town, hook):
    for state in DeliveryState:
        Delivery.everywhere.create(webhook=hook, event="ping", body="{}", state=state)
    Delivery.everywhere.update(created_at=timezone.now() - timedelta(days=31))

    assert webhooks.prune_deliveries() == 2
    assert Delivery.objects.get().state == DeliveryState.WAITING


@pytest.mark.parametrize(
    ("url", "is_allowed"),
    [
        ("https://receiver.example/hook", True),
        ("https://receiver.example:8443/hook?a=1", True),
        ("http://receiver.example/hook", False),
        ("https://127.0.0.1/hook", False),
        ("https://[::1]/hook", False),
        ("https://10.0.0.8/hook", False),
        ("https://169.254.169.254/latest", False),
        ("https://user:pass@receiver.example/", False),
        ("https:///hook", False),
        ("https://receiver.example:99999/", False),
        ("ftp://receiver.example/", False),
    ],
)
def test_only_public_https_addresses_may_be_registered(url, is_allowed):
    if is_allowed:
        assert check_address(url).hostname == "receiver.example"
    else:
        with pytest.raises(AddressNotAllowedError):
            check_address(url)


def test_a_name_that_leads_into_the_own_network_is_not_called(monkeypatch):
    places = [(2, 1, 6, "", ("93.184.216.34", 443)), (2, 1, 6, "", ("10.0.0.8", 443))]
    monkeypatch.setattr(sending.socket, "getaddrinfo", lambda *_args, **_kwargs: places)
    monkeypatch.setattr(sending.socket, "create_connection", lambda *_args, **_kwargs: pytest.fail("connected"))

    with pytest.raises(AddressNotAllowedError):
        call(URL, body=b"{}", headers={})


@pytest.mark.parametrize("events", [[], ["membership.granted"]])
def test_an_address_without_a_known_event_is_not_registered(town, hook, events):
    with pytest.raises(InvalidInputError):
        webhooks.register_webhook(
            actor=town.people["owner"], organisation=town.organisations["enterprise"], url=URL, events=events
        )


def test_an_organisation_has_at_most_ten_addresses(town, hook):
    def register():
        webhooks.register_webhook(
            actor=town.people["owner"], organisation=town.organisations["enterprise"], url=URL, events=["import.undone"]
        )

    for _number in range(9):
        register()
    with pytest.raises(TooManySubscriptionsError):
        register()

    assert Webhook.objects.count() == 10


@pytest.mark.parametrize("persona", ["staff", "operator", "neighbour"])
def test_only_the_organisations_own_administrator_decides_what_leaves_it(town, hook, persona):
    with pytest.raises(NotPermittedError):
        webhooks.register_webhook(
            actor=town.people[persona], organisation=town.organisations["enterprise"], url=URL, events=["import.undone"]
        )


class _Receiver(BaseHTTPRequestHandler):
    """Keeps what it gets; `/moved` leads elsewhere."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, body, dict(self.headers)))
        self.send_response(302 if self.path == "/moved" else 200)
        self.send_header("Location", "/elsewhere")
        self.end_headers()
        self.wfile.write(b"thanks" * 1000)

    def log_message(self, *_args):
        """Say nothing."""


@pytest.fixture
def receiver(settings):
    """A receiver on this machine."""
    settings.WEBHOOK_PRIVATE = True
    server = HTTPServer(("127.0.0.1", 0), _Receiver)
    server.got = []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_real_receiver_gets_path_body_and_headers(receiver):
    url = f"http://127.0.0.1:{receiver.server_port}/hook?a=1"

    reply = call(url, body="内容".encode(), headers={"Plumbline-Event": "ping"})

    ((path, body, headers),) = receiver.got
    assert (reply.status, len(reply.text)) == (200, 200)
    assert (path, body.decode(), headers["Plumbline-Event"]) == ("/hook?a=1", "内容", "ping")


def test_a_redirect_is_not_followed_and_counts_as_refused(receiver, town):
    hook = Webhook.everywhere.create(
        organisation=town.organisations["enterprise"],
        url=f"http://127.0.0.1:{receiver.server_port}/moved",
        events=["enterprise.edited"],
        secret="s",
        created_by=town.people["owner"],
    )
    delivery = webhooks.send_ping(actor=town.people["owner"], webhook_id=hook.pk)

    assert webhooks.deliver(delivery.pk) == DeliveryState.WAITING
    assert [path for path, *_rest in receiver.got] == ["/moved"]


def test_nobody_listening_is_a_failed_call(receiver):
    receiver.shutdown()
    receiver.server_close()

    with pytest.raises(CallFailedError):
        call(f"http://127.0.0.1:{receiver.server_port}/", body=b"", headers={})


def test_a_receiver_without_a_trusted_certificate_is_not_told(receiver):
    with pytest.raises(CallFailedError) as refused:
        call(f"https://127.0.0.1:{receiver.server_port}/", body=b"", headers={})

    assert isinstance(refused.value.__cause__, ssl.SSLError)


def test_a_receiver_that_never_ends_is_cut_off(receiver, monkeypatch):
    monkeypatch.setattr(sending, "_SECONDS_IN_ALL", 0.2)
    ended = threading.Event()

    def drip(self):
        self.send_response(200)
        while not ended.wait(0.05):
            self.wfile.write(b"X-Drip: 1\r\n")

    monkeypatch.setattr(_Receiver, "do_POST", drip)
    try:
        with pytest.raises(CallFailedError):
            call(f"http://127.0.0.1:{receiver.server_port}/", body=b"", headers={})
    finally:
        ended.set()


def test_the_page_shows_the_secret_once_and_what_was_sent(town, sign_in, no_calls, django_capture_on_commit_callbacks):
    client = sign_in(town.people["owner"])
    base = f"/organisations/{town.organisations['enterprise'].pk}/webhooks/"

    made = client.post(base, {"url": "https://new.example/", "events": ["enterprise.edited"]}).content.decode()
    with scope_of_everything():
        added = Webhook.objects.get(url="https://new.example/")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{base}{added.pk}/ping/")
    page = client.get(f"{base}{added.pk}/").content.decode()

    assert added.secret.reveal() in made
    assert added.secret.reveal() not in client.get(base).content.decode()
    assert "已送达" in page


def test_a_refused_address_keeps_the_form_and_says_why(town, sign_in):
    client = sign_in(town.people["owner"])
    base = f"/organisations/{town.organisations['enterprise'].pk}/webhooks/"

    page = client.post(base, {"url": "http://inside.example/", "events": ["enterprise.edited"]}).content.decode()

    assert "只能使用 https" in page
    assert "http://inside.example/" in page
