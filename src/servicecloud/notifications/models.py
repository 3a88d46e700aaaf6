"""Notifications, their delivery by other channels, and what people want."""

from datetime import time

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from servicecloud.notifications.enums import Channel, DeliveryState


class Notification(models.Model):
    """One event told to one person. `key` names the event, so that telling it twice is telling it once."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications", verbose_name=_("接收人")
    )
    kind = models.CharField(_("类型"), max_length=60)
    key = models.CharField(_("事件"), max_length=120)
    data = models.JSONField(_("内容"), default=dict)
    url = models.CharField(_("链接"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("时间"), auto_now_add=True)
    read_at = models.DateTimeField(_("阅读时间"), null=True)

    class Meta:
        verbose_name = _("通知")
        constraints = [models.UniqueConstraint(fields=["recipient", "key"], name="notified_once")]
        indexes = [
            models.Index(fields=["recipient", "-id"], name="notification_recent"),
            models.Index(fields=["recipient"], condition=Q(read_at__isnull=True), name="notification_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Delivery(models.Model):
    """One attempt line per notification and channel."""

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="deliveries", verbose_name=_("通知"))
    channel = models.CharField(_("渠道"), max_length=10, choices=Channel.choices)
    state = models.CharField(_("状态"), max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("尝试次数"), default=0)
    next_try_at = models.DateTimeField(_("下次尝试"), default=timezone.now, null=True)
    sent_at = models.DateTimeField(_("发送时间"), null=True)
    failure = models.CharField(_("失败原因"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("发送")
        constraints = [models.UniqueConstraint(fields=["notification", "channel"], name="delivered_once_per_channel")]
        indexes = [models.Index(fields=["state", "next_try_at"], name="notification_due")]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"


class Preference(models.Model):
    """What a person wants or does not want by a channel: of one kind, or (kind blank) of every kind without a row of its own."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("用户"))
    kind = models.CharField(_("类型"), max_length=60, blank=True, default="")
    channel = models.CharField(_("渠道"), max_length=10, choices=Channel.choices)
    is_muted = models.BooleanField(_("不接收"), default=False)

    class Meta:
        verbose_name = _("通知偏好")
        constraints = [models.UniqueConstraint(fields=["user", "kind", "channel"], name="preference_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind} {self.channel}"


class Habits(models.Model):
    """When a person wants to be disturbed: not in quiet hours, or once a day with everything at once."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+", verbose_name=_("用户")
    )
    quiet_from = models.TimeField(_("免打扰开始"), null=True, blank=True)
    quiet_until = models.TimeField(_("免打扰结束"), null=True, blank=True)
    is_digest = models.BooleanField(_("每日汇总"), default=False)
    digest_at = models.TimeField(_("汇总时间"), default=time(8, 30))
    last_digest_on = models.DateField(_("上次汇总"), null=True, editable=False)

    class Meta:
        verbose_name = _("通知习惯")
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="quiet_hours_whole_or_none",
            )
        ]

    def __str__(self) -> str:
        return str(self.user_id)
