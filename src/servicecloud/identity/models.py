"""Users, organisations, their places in the tree, memberships and invitations."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from servicecloud.identity.enums import OrganisationKind, Role
from servicecloud.personal import PersonalField


class User(AbstractUser):
    """A person who signs in. What they may do comes only from their memberships."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    display_name = models.CharField(_("姓名"), max_length=60)
    display_name_en = models.CharField(_("英文姓名"), max_length=80, blank=True)
    email = models.EmailField(_("电子邮箱"), blank=True)
    phone = PersonalField(_("手机号码"), blank=True, default="")
    is_demonstration = models.BooleanField(_("演示账户"), default=False, editable=False)

    REQUIRED_FIELDS = ["email", "display_name"]

    class Meta(AbstractUser.Meta):
        verbose_name = _("用户")  # type: ignore[assignment]
        constraints = [
            models.UniqueConstraint(F("email"), condition=~Q(email=""), name="user_email_unique"),
        ]

    def get_full_name(self) -> str:
        """Return the name in the active language, or the account's name when there is none."""
        if (get_language() or "").startswith("en") and self.display_name_en:
            return self.display_name_en
        return self.display_name or self.username

    def get_short_name(self) -> str:
        """Return the same name: Chinese names are not shortened."""
        return self.get_full_name()


class Organisation(models.Model):
    """A body that owns records. Enterprises and institutions get theirs when somebody claims them."""

    kind = models.CharField(_("类型"), max_length=20, choices=OrganisationKind.choices)
    name_zh = models.CharField(_("名称"), max_length=120)
    name_en = models.CharField(_("英文名称"), max_length=160, blank=True)
    code = models.CharField(_("单位代码"), max_length=32, unique=True)
    valid_from = models.DateField(_("设立日期"), default=timezone.localdate)
    valid_to = models.DateField(_("撤销日期"), null=True, blank=True)

    objects = ScopedManager(organisation="pk")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("单位")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="organisation_dates_in_order"
            )
        ]

    def __str__(self) -> str:
        if (get_language() or "").startswith("en") and self.name_en:
            return self.name_en
        return self.name_zh


class Placement(models.Model):
    """Where an organisation stands in the tree, from one date (inclusive) to another (exclusive)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="placements", verbose_name=_("单位"))
    parent = models.ForeignKey(Organisation, models.PROTECT, related_name="children", verbose_name=_("上级单位"))
    valid_from = models.DateField(_("自"))
    valid_to = models.DateField(_("至"), null=True, blank=True)

    objects = ScopedManager(organisation="organisation")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("隶属关系")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(valid_to__isnull=True), name="one_open_placement"
            ),
            models.CheckConstraint(condition=~Q(organisation=F("parent")), name="placement_not_below_itself"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="placement_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} → {self.parent_id}"


class Membership(models.Model):
    """One role of one person in one organisation, until it ends."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name=_("用户"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships", verbose_name=_("单位"))
    role = models.CharField(_("角色"), max_length=30, choices=Role.choices)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("授予人"))
    granted_at = models.DateTimeField(_("授予时间"), auto_now_add=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)

    objects = ScopedManager(organisation="organisation")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("成员角色")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"], condition=Q(ended_at__isnull=True), name="role_held_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"


class Invitation(models.Model):
    """An offer of a role by e-mail. Only a digest of its token is kept."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="invitations", verbose_name=_("单位"))
    email = models.EmailField(_("电子邮箱"))
    role = models.CharField(_("角色"), max_length=30, choices=Role.choices)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("邀请人"))
    invited_at = models.DateTimeField(_("邀请时间"), auto_now_add=True)
    expires_at = models.DateTimeField(_("有效期至"))
    accepted_at = models.DateTimeField(_("接受时间"), null=True, blank=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("接受人"))
    revoked_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)

    objects = ScopedManager(organisation="organisation")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("邀请")

    def __str__(self) -> str:
        return f"{self.email} · {self.get_role_display()}"
