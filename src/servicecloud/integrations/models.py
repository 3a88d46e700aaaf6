"""Tokens, remembered answers, webhooks and their deliveries."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from servicecloud.integrations.enums import DeliveryState
from servicecloud.personal import PersonalField


class ApiToken(models.Model):
    """A key with which a program acts for a person. Only a digest of it is kept; it is shown once."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="api_tokens", verbose_name=_("用户")
    )
    name = models.CharField(_("名称"), max_length=60)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    hint = models.CharField(_("末四位"), max_length=4, editable=False)
    scopes = models.JSONField(_("权限"), default=list)
    created_at = models.DateTimeField(_("建立时间"), auto_now_add=True)
    expires_at = models.DateTimeField(_("有效期至"))
    revoked_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("访问令牌")

    def __str__(self) -> str:
        return self.name

    @property
    def is_usable(self) -> bool:
        """Whether the token opens anything now."""
        return self.revoked_at is None and self.expires_at > timezone.now()


class RememberedAnswer(models.Model):
    """The answer to an act that happened, kept for a day so that the same request can be sent twice without harm."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("用户"))
    key = models.CharField(_("幂等键"), max_length=120)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(_("状态码"), default=0)
    headers = models.JSONField(_("响应头"), default=dict)
    body = models.JSONField(_("响应内容"), null=True)
    created_at = models.DateTimeField(_("建立时间"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("已记住的响应")
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="idempotency_key_once")]

    def __str__(self) -> str:
        return self.key


class Webhook(models.Model):
    """An address that an organisation wants to be told at, of the kinds of events it names."""

    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="webhooks", verbose_name=_("单位")
    )
    url = models.URLField(_("通知地址"), max_length=300)
    events = models.JSONField(_("事件"), default=list)
    secret = PersonalField(_("签名密钥"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    created_at = models.DateTimeField(_("登记时间"), auto_now_add=True)
    ended_at = models.DateTimeField(_("停用时间"), null=True, blank=True)

    objects = ScopedManager(organisation="organisation")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("通知地址")

    def __str__(self) -> str:
        return self.url


class Delivery(models.Model):
    """One event on its way to one address. The row says when to try again; the queue only reminds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries", verbose_name=_("通知地址"))
    event = models.CharField(_("事件"), max_length=60)
    body = models.TextField(_("内容"))
    state = models.CharField(_("状态"), max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("已尝试"), default=0)
    due_at = models.DateTimeField(_("下次发送"), default=timezone.now)
    answer = models.CharField(_("对方响应"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("建立时间"), auto_now_add=True)
    delivered_at = models.DateTimeField(_("送达时间"), null=True)

    objects = ScopedManager(organisation="webhook__organisation")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("通知")
        indexes = [models.Index(fields=["state", "due_at"], name="delivery_due")]

    def __str__(self) -> str:
        return f"{self.event} → {self.webhook_id}"
