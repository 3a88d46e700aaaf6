"""Target templates and their versions."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from servicecloud.indicators.models.shared import LibraryModel, LibraryVersion, retired_with_reason


class TargetTemplate(LibraryModel):
    """A target table to begin from. `project_category` narrows it to a category of project, blank for any."""

    name = models.CharField(_("模板名称"), max_length=80)
    project_category = models.CharField(_("适用的项目类别"), max_length=20, blank=True)
    current = models.OneToOneField(
        "TemplateVersion", models.PROTECT, null=True, related_name="+", verbose_name=_("现行版本")
    )

    class Meta:
        verbose_name = _("目标模板")
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="template_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="template_named"),
            retired_with_reason("template"),
        ]

    def __str__(self) -> str:
        return self.name


class TemplateVersion(LibraryVersion):
    """What a template holds from this version on: a goal and rows. Append-only.

    Each row is a value of `indicators.values.TemplateRow`.
    """

    template = models.ForeignKey(TargetTemplate, models.PROTECT, related_name="versions", verbose_name=_("目标模板"))
    goal = models.CharField(_("总目标"), max_length=4000, blank=True)
    rows: "models.JSONField[Any, Any]" = models.JSONField(_("指标"), default=list)

    objects = ScopedManager(organisation="template__owner")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("模板版本")
        constraints = [models.UniqueConstraint(fields=["template", "number"], name="template_version_once")]

    def __str__(self) -> str:
        return f"{self.template_id} {self.number}"
