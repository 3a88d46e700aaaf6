"""Acts and security events."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from servicecloud.activity.enums import SecurityKind


def kind_of(about: models.Model) -> str:
    """Return the name under which acts on this kind of object are kept."""
    return about._meta.label_lower


class Act(models.Model):
    """One thing somebody did to one object, readable as a sentence. Belongs to an organisation, or to the platform."""

    at = models.DateTimeField(_("时间"), auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name=_("操作人"), related_name="+"
    )
    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, null=True, verbose_name=_("所属单位"), related_name="+"
    )
    verb = models.CharField(_("操作"), max_length=60)
    object_kind = models.CharField(_("对象类型"), max_length=60)
    object_id = models.CharField(_("对象编号"), max_length=60)
    object_title = models.CharField(_("对象"), max_length=200)
    data = models.JSONField(_("细节"), default=dict)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        verbose_name = _("操作记录")
        indexes = [models.Index(fields=["object_kind", "object_id", "-at"], name="act_by_object")]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_title}"


class SecurityEvent(models.Model):
    """One security-relevant fact. The database refuses to change or delete it."""

    at = models.DateTimeField(_("时间"), auto_now_add=True, db_index=True)
    kind = models.CharField(_("类型"), max_length=30, choices=SecurityKind.choices, db_index=True)
    user_id = models.BigIntegerField(_("用户编号"), null=True, db_index=True)
    user_name = models.CharField(_("用户"), max_length=150, blank=True)
    address = models.GenericIPAddressField(_("来源地址"), null=True)
    request_id = models.CharField(_("请求编号"), max_length=40, blank=True)
    data = models.JSONField(_("细节"), default=dict)

    class Meta:
        verbose_name = _("安全日志")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.kind} {self.user_name}"
