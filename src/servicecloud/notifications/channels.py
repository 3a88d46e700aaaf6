"""The ways out of the site: one adapter per channel. A channel that is not configured is not offered."""

import hashlib
import hmac
import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from smtplib import SMTPException
from typing import Any, Protocol

from django.conf import settings
from django.core.mail import send_mail

from servicecloud.notifications.enums import Channel

_SECONDS = 10


@dataclass(frozen=True)
class Letter:
    """What is told, in both languages, and where it leads."""

    chinese: str
    english: str
    link: str
    recipient: str

    @property
    def text(self) -> str:
        """The whole letter."""
        return f"{self.chinese}\n\n{self.english}\n\n{self.link}\n"


class ChannelFailedError(Exception):
    """The channel did not take the letter; it is tried again later."""


class Adapter(Protocol):
    """One way out."""

    def is_configured(self) -> bool:
        """Return whether this site can use the channel at all."""
        ...

    def send(self, letter: Letter, *, address: str) -> None:
        """Hand the letter over, or raise `ChannelFailedError`."""
        ...


class EmailAdapter:
    """Letters by Django's mail back-end: the console, or an SMTP server."""

    def is_configured(self) -> bool:
        """Always: without a server letters go to the log."""
        return True

    def send(self, letter: Letter, *, address: str) -> None:
        """Send a plain letter; its subject is the first sentence."""
        try:
            send_mail(letter.chinese.splitlines()[0], letter.text, None, [address])
        except (SMTPException, OSError) as error:
            raise ChannelFailedError(str(error)) from error


class SmsAdapter:
    """Short messages through an HTTP gateway: a JSON object with `phone` and `text`, a bearer token."""

    def is_configured(self) -> bool:
        """With an address of the gateway."""
        return bool(settings.SMS_GATEWAY_URL)

    def send(self, letter: Letter, *, address: str) -> None:
        """Send the Chinese sentence with the link."""
        token = {"Authorization": f"Bearer {settings.SMS_GATEWAY_TOKEN}"}
        post_json(
            settings.SMS_GATEWAY_URL, {"phone": address, "text": f"{letter.chinese} {letter.link}"}, headers=token
        )


class WebhookAdapter:
    """One address of the operator's (a bridge to an enterprise messenger, say), told everything, signed."""

    def is_configured(self) -> bool:
        """With an address and a secret."""
        return bool(settings.NOTIFY_WEBHOOK_URL and settings.NOTIFY_WEBHOOK_SECRET)

    def send(self, letter: Letter, *, address: str) -> None:
        """Post the sentences and the recipient's account name; the signature covers time and body."""
        body = {"recipient": address, "zh": letter.chinese, "en": letter.english, "url": letter.link}
        moment = str(int(time.time()))
        raw = json.dumps(body, ensure_ascii=False).encode()
        signature = hmac.new(settings.NOTIFY_WEBHOOK_SECRET.encode(), moment.encode() + b"." + raw, hashlib.sha256)
        headers = {"X-Plumbline-Time": moment, "X-Plumbline-Signature": f"sha256={signature.hexdigest()}"}
        post_json(settings.NOTIFY_WEBHOOK_URL, body, headers=headers)


ADAPTERS: dict[Channel, Adapter] = {
    Channel.EMAIL: EmailAdapter(),
    Channel.SMS: SmsAdapter(),
    Channel.WEBHOOK: WebhookAdapter(),
}


def configured() -> list[Channel]:
    """Return the channels this site can use."""
    return [channel for channel, adapter in ADAPTERS.items() if adapter.is_configured()]


def post_json(url: str, body: dict[str, str], *, headers: dict[str, str]) -> None:
    """Post an object to an address of the operator's configuration; anything but a 2xx answer is a failure."""
    raw = json.dumps(body, ensure_ascii=False).encode()
    request = urllib.request.Request(  # noqa: S310 - the address is the operator's, from the environment
        url, raw, {"Content-Type": "application/json; charset=utf-8", **headers}, method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS):  # noqa: S310
            return
    except (urllib.error.URLError, OSError, ValueError) as error:
        raise ChannelFailedError(str(error)) from error


def address_of(person: Any, channel: Channel) -> str:
    """Return where a person is reached by a channel; blank when they cannot be."""
    if channel == Channel.EMAIL:
        return str(person.email)
    if channel == Channel.SMS:
        return str(person.phone.reveal()) if person.phone else ""
    return str(person.get_username())
