"""Channels and where a delivery stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """How a notification leaves the site."""

    EMAIL = "email", _("电子邮件")
    SMS = "sms", _("短信")
    WEBHOOK = "webhook", _("消息推送")


class DeliveryState(TextChoices):
    """Sent is not delivered: a letter that left is `sent`, one that could not leave after several tries `failed`."""

    WAITING = "waiting", _("等待发送")
    DIGEST = "digest", _("等待汇总")
    SENT = "sent", _("已发送")
    FAILED = "failed", _("发送失败")
