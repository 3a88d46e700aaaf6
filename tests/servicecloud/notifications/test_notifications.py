"""Each event is told once, in the site and by letter."""

import pytest
from django.core import mail
from tests.servicecloud.factories import UserFactory

from servicecloud.notifications import services
from servicecloud.notifications.enums import Channel
from servicecloud.notifications.models import Notification

pytestmark = pytest.mark.django_db


def tell(person, *, key="claim:1:refused"):
    return services.notify(
        recipients=[person],
        kind="claim.refused",
        key=key,
        url="/workspace/",
        enterprise="澜川市某公司",
        reason="无法核实",
    )


def test_an_event_told_twice_is_one_notification_and_one_letter():
    person = UserFactory()

    tell(person)
    tell(person)

    assert Notification.objects.count() == 1
    assert len(mail.outbox) == 1


def test_a_letter_speaks_both_languages_and_leads_to_the_page():
    tell(UserFactory())

    (letter,) = mail.outbox
    assert letter.subject == "您对“澜川市某公司”的认领被退回：无法核实"
    assert "was sent back" in letter.body
    assert "/workspace/" in letter.body


def test_who_wants_no_letters_is_told_in_the_site_only():
    person = UserFactory()
    services.set_preference(user=person, channel=Channel.EMAIL, is_muted=True)

    tell(person)

    assert Notification.objects.filter(recipient=person).exists()
    assert mail.outbox == []


def test_a_missing_part_of_the_sentence_is_found_at_once():
    with pytest.raises(KeyError):
        services.notify(recipients=[UserFactory()], kind="claim.refused", key="x", enterprise="某公司")

    assert not Notification.objects.exists()


def test_the_bar_counts_what_is_unread_until_it_is_read(sign_in):
    person = UserFactory()
    tell(person)
    client = sign_in(person)

    before = client.get("/notifications/").content.decode()
    after = client.post("/notifications/read/", follow=True).content.decode()

    assert "未读" in before
    assert "未读" not in after
    assert "无法核实" in after


def test_reading_ones_own_leaves_those_of_others():
    first, second = UserFactory(), UserFactory()
    tell(first)
    tell(second)

    services.mark_read(user=first)

    assert list(Notification.objects.filter(read_at=None).values_list("recipient", flat=True)) == [second.pk]
