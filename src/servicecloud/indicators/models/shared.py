"""What indicators and templates have in common: an owner, versions, and that they can be retired with a reason."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from servicecloud.indicators import enums
from servicecloud.versioning import VersionedModel


class LibraryModel(VersionedModel):
    """Something that a body keeps in its library. What it says stands in its versions; `current` is the one in force."""

    owner = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", verbose_name=_("归属单位"))
    state = models.CharField(
        _("状态"), max_length=10, choices=enums.LibraryState.choices, default=enums.LibraryState.IN_FORCE
    )
    retired_reason = models.CharField(_("停用理由"), max_length=300, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("建立人"))

    objects = ScopedManager(organisation="owner")
    everywhere = models.Manager()

    class Meta:
        abstract = True


class LibraryVersion(models.Model):
    """One version of something in the library: who wrote it when, and why it differs from the one before. Append-only."""

    number = models.PositiveIntegerField(_("版次"))
    change_reason = models.CharField(_("修订说明"), max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("修订人"))
    made_at = models.DateTimeField(_("修订时间"), auto_now_add=True)

    class Meta:
        abstract = True


def retired_with_reason(name: str) -> models.CheckConstraint:
    """Return the constraint that a reason is given exactly when something is no longer offered."""
    offered = Q(state=enums.LibraryState.IN_FORCE)
    return models.CheckConstraint(
        condition=(~offered & ~Q(retired_reason="")) | (offered & Q(retired_reason="")),
        name=f"{name}_retired_with_reason",
    )
