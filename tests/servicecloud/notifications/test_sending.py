"""Channels, wishes, quiet hours, digests, and tries that fail."""

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from smtplib import SMTPException

import pytest
from django.core import mail
from django.utils import timezone
from tests.servicecloud.factories import UserFactory

from servicecloud.notifications import channels, selectors, sending, services
from servicecloud.notifications.enums import Channel
from servicecloud.notifications.kinds import KINDS, declare
from servicecloud.notifications.models import Delivery, Habits, Notification
from servicecloud.notifications.timing import CHINA, PAUSES, end_of_quiet, is_digest_due, next_try

pytestmark = pytest.mark.django_db


def at(hour: int, minute: int = 0, *, day: int = 4) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=CHINA)


@pytest.fixture(autouse=True)
def kinds(monkeypatch) -> None:
    monkeypatch.setattr("servicecloud.notifications.kinds.KINDS", KINDS)
    monkeypatch.setitem(KINDS, "test.plain", None)
    monkeypatch.setitem(KINDS, "test.urgent", None)
    declare("test.plain", "%(what)s 已更新", label="更新")
    declare("test.urgent", "%(what)s 已到期", label="到期", is_urgent=True)


@pytest.fixture
def broken_mail(monkeypatch) -> Iterator[pytest.MonkeyPatch]:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise SMTPException("mailbox full")

    with monkeypatch.context() as broken:
        broken.setattr(channels, "send_mail", refuse)
        yield broken


def tell(*people: object, kind: str = "test.plain", key: str = "event") -> list[Notification]:
    return services.notify(recipients=people, kind=kind, key=key, url="/workspace/", what="标准")


def only_line() -> Delivery:
    return Delivery.objects.get()


@pytest.mark.parametrize(
    ("now", "quiet", "expected"),
    [
        (at(23), (time(22), time(8)), at(8, day=5)),
        (at(6), (time(22), time(8)), at(8)),
        (at(8), (time(22), time(8)), None),
        (at(21, 59), (time(22), time(8)), None),
        (at(12, 30), (time(12), time(14)), at(14)),
        (at(14), (time(12), time(14)), None),
        (at(12), (None, None), None),
        (at(12), (time(9), time(9)), None),
    ],
)
def test_quiet_hours_end_at_their_time_in_china(now, quiet, expected):
    assert end_of_quiet(now, quiet_from=quiet[0], quiet_until=quiet[1]) == expected


def test_a_digest_is_due_once_a_day_after_its_time():
    assert not is_digest_due(at(8), at=time(8, 30), last_on=None)
    assert is_digest_due(at(9), at=time(8, 30), last_on=date(2026, 3, 3))
    assert not is_digest_due(at(9), at=time(8, 30), last_on=date(2026, 3, 4))


def test_pauses_between_tries_grow_until_it_is_given_up():
    waits = [next_try(at(9), attempts=number) for number in range(1, len(PAUSES) + 2)]

    assert waits[:-1] == [at(9) + pause for pause in PAUSES]
    assert waits[-1] is None


def test_a_letter_that_could_not_leave_is_tried_again_after_a_pause_and_given_up_in_the_end(broken_mail):
    tell(UserFactory())

    line = only_line()
    assert (line.state, line.attempts, line.failure) == ("waiting", 1, "mailbox full")
    assert line.next_try_at > timezone.now()
    sending.deliver(delivery_id=line.pk)
    assert only_line().attempts == 1

    for number in range(2, len(PAUSES) + 2):
        Delivery.objects.update(next_try_at=timezone.now())
        sending.deliver_due(now=timezone.now())
        assert only_line().attempts == number
    assert (only_line().state, only_line().next_try_at) == ("failed", None)


def test_what_failed_can_be_sent_again_and_what_was_sent_cannot(broken_mail):
    tell(UserFactory())
    Delivery.objects.update(state="failed", attempts=5)
    broken_mail.undo()

    sending.retry(delivery_id=only_line().pk)

    assert only_line().state == "sent"
    assert len(mail.outbox) == 1
    with pytest.raises(sending.NotFailedError):
        sending.retry(delivery_id=only_line().pk)


def test_of_two_senders_at_once_one_sends():
    tell(UserFactory())
    Delivery.objects.update(state="waiting", attempts=0, next_try_at=timezone.now())
    mail.outbox.clear()
    seen_by_both = only_line()

    assert sending._claim(seen_by_both, timezone.now())
    seen_by_both.attempts = 0
    assert not sending._claim(seen_by_both, timezone.now())


def test_a_line_left_behind_by_a_sender_that_died_is_sent_by_another():
    tell(UserFactory())
    mail.outbox.clear()
    Delivery.objects.update(state="waiting", attempts=1, next_try_at=timezone.now() + timedelta(minutes=10))

    sending.deliver_due(now=timezone.now())
    assert mail.outbox == []
    Delivery.objects.update(next_try_at=timezone.now() - timedelta(seconds=1))
    sending.deliver_due(now=timezone.now())
    assert len(mail.outbox) == 1


def test_in_quiet_hours_a_letter_waits_for_their_end_and_an_urgent_one_does_not():
    person = UserFactory()
    now = timezone.now().astimezone(CHINA)
    quiet = ((now - timedelta(hours=1)).time(), (now + timedelta(hours=1)).time())
    services.set_habits(user=person, quiet=quiet, is_digest=False, digest_at=time(8, 30))

    tell(person)
    assert mail.outbox == []
    assert only_line().next_try_at > timezone.now()

    tell(person, kind="test.urgent", key="urgent")
    assert len(mail.outbox) == 1


def test_a_digest_holds_everything_of_the_day_in_one_letter():
    person, other = UserFactory(), UserFactory()
    services.set_habits(user=person, quiet=None, is_digest=True, digest_at=time(8, 30))
    for number in range(3):
        tell(person, other, key=f"event {number}")
    assert {letter.to[0] for letter in mail.outbox} == {other.email}
    mail.outbox.clear()

    assert sending.send_digests(now=at(8)) == 0
    assert sending.send_digests(now=at(9)) == 1
    assert sending.send_digests(now=at(10)) == 0

    (letter,) = mail.outbox
    assert letter.to == [person.email]
    assert letter.subject == "您有 3 条通知"
    assert letter.body.count("标准 已更新") == 6  # three in each language
    assert "You have 3 notifications" in letter.body
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}


def test_a_digest_that_could_not_leave_leaves_its_lines_to_be_sent_one_by_one(broken_mail):
    person = UserFactory()
    services.set_habits(user=person, quiet=None, is_digest=True, digest_at=time(8, 30))
    tell(person)
    assert sending.send_digests(now=at(9)) == 0
    broken_mail.undo()

    sending.deliver_due(now=timezone.now())

    assert only_line().state == "sent"
    assert len(mail.outbox) == 1


def test_a_kind_can_be_muted_for_itself_and_wanted_although_all_else_is_muted():
    person = UserFactory()
    services.set_preference(user=person, kind="test.plain", channel=Channel.EMAIL, is_muted=True)
    tell(person)
    assert mail.outbox == []

    services.set_preference(user=person, channel=Channel.EMAIL, is_muted=True)
    services.set_preference(user=person, kind="test.plain", channel=Channel.EMAIL, is_muted=False)
    tell(person, key="second")
    tell(person, kind="test.urgent", key="third")
    assert [letter.subject for letter in mail.outbox] == ["标准 已更新"]


class Gateway:
    """A server that keeps what it is sent and answers as told."""

    def __init__(self) -> None:
        self.received: list[tuple[dict[str, str], bytes]] = []
        self.status = 200
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                gateway.received.append((dict(self.headers), body))
                self.send_response(gateway.status)
                self.end_headers()

            def log_message(self, *_args: object) -> None:
                """Say nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/send"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    made = Gateway()
    yield made
    made.close()


def test_an_urgent_event_goes_out_as_a_short_message_and_a_plain_one_only_when_asked_for(settings, gateway):
    settings.SMS_GATEWAY_URL, settings.SMS_GATEWAY_TOKEN = gateway.url, "token-1"
    person = UserFactory(phone="19900001234")
    tell(person)
    assert gateway.received == []

    tell(person, kind="test.urgent", key="urgent")

    ((headers, body),) = gateway.received
    assert headers["Authorization"] == "Bearer token-1"
    assert json.loads(body) == {"phone": "19900001234", "text": "标准 已到期 http://127.0.0.1:8000/workspace/"}

    services.set_preference(user=person, kind="test.plain", channel=Channel.SMS, is_muted=False)
    tell(person, key="asked for")
    assert len(gateway.received) == 2


def test_who_has_no_telephone_number_gets_no_short_message(settings, gateway):
    settings.SMS_GATEWAY_URL = gateway.url

    tell(UserFactory(), kind="test.urgent")

    assert list(Delivery.objects.values_list("channel", flat=True)) == ["email"]


def test_the_webhook_is_told_in_both_languages_and_signed(settings, gateway):
    settings.NOTIFY_WEBHOOK_URL, settings.NOTIFY_WEBHOOK_SECRET = gateway.url, "secret"
    person = UserFactory()

    tell(person)

    ((headers, body),) = gateway.received
    expected = hmac.new(b"secret", headers["X-Plumbline-Time"].encode() + b"." + body, hashlib.sha256).hexdigest()
    assert headers["X-Plumbline-Signature"] == f"sha256={expected}"
    assert json.loads(body)["recipient"] == person.username


def test_a_gateway_that_refuses_or_is_gone_is_tried_again(settings, gateway):
    settings.NOTIFY_WEBHOOK_URL, settings.NOTIFY_WEBHOOK_SECRET = gateway.url, "secret"
    gateway.status = 503
    person = UserFactory(email="")
    tell(person)
    assert (only_line().state, only_line().attempts) == ("waiting", 1)
    assert "503" in only_line().failure

    settings.NOTIFY_WEBHOOK_URL = "http://127.0.0.1:9/nothing"
    Delivery.objects.update(next_try_at=timezone.now())
    sending.deliver_due(now=timezone.now())
    assert only_line().attempts == 2


def test_channels_that_are_not_configured_are_not_offered(settings):
    assert channels.configured() == [Channel.EMAIL]
    settings.SMS_GATEWAY_URL = "https://sms.example/"
    assert channels.configured() == [Channel.EMAIL, Channel.SMS]


def test_the_page_of_wishes_keeps_kinds_quiet_hours_and_digest(sign_in):
    person = UserFactory()
    client = sign_in(person)
    data = {
        "wanted": ["test.urgent:email"],
        "quiet_from": "22:00",
        "quiet_until": "08:00",
        "is_digest": "on",
        "digest_at": "09:15",
    }

    page = client.post("/notifications/settings/", data, follow=True).content.decode()

    wishes = selectors.wishes_of(person)
    habits = Habits.objects.get(pk=person.pk)
    assert wishes["test.urgent", Channel.EMAIL]
    assert not wishes["test.plain", Channel.EMAIL]
    assert not wishes["claim.refused", Channel.EMAIL]
    assert (habits.quiet_from, habits.quiet_until, habits.digest_at) == (time(22), time(8), time(9, 15))
    assert 'value="22:00"' in page


@pytest.mark.parametrize(
    ("times", "sentence"),
    [
        ({"quiet_from": "22:00"}, "要一起填写"),
        ({"quiet_until": "08:00"}, "要一起填写"),
        ({"quiet_from": "08:00", "quiet_until": "08:00"}, "不能是同一时间"),
    ],
)
def test_half_quiet_hours_are_refused_and_nothing_is_kept(sign_in, times, sentence):
    person = UserFactory()

    page = sign_in(person).post("/notifications/settings/", {"digest_at": "08:30", **times}).content.decode()

    assert sentence in page
    assert not Habits.objects.exists()


def test_the_operator_sees_why_a_letter_did_not_leave_and_sends_it_again(town, sign_in, broken_mail):
    tell(town.people["owner"])
    Delivery.objects.update(state="failed", failure="mailbox full")
    client = sign_in(town.people["operator"])
    assert "mailbox full" in client.get("/office/deliveries/?state=failed").content.decode()
    broken_mail.undo()

    client.post(f"/office/deliveries/{only_line().pk}/retry/")

    assert only_line().state == "sent"


def test_one_notification_is_read_alone_and_nobody_reads_for_another(sign_in):
    person, other = UserFactory(), UserFactory()
    first, second = tell(person, key="first")[0], tell(person, key="second")[0]

    sign_in(other).post(f"/notifications/{first.pk}/read/")
    assert selectors.unread_count(person) == 2
    sign_in(person).post(f"/notifications/{first.pk}/read/")
    second.refresh_from_db()
    assert second.read_at is None
    assert selectors.unread_count(person) == 1
