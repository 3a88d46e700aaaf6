"""What kinds of forms there are, and how grave a finding is, in words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FormKind(TextChoices):
    """The kinds that the instrument knows."""

    TARGET = "target", _("绩效目标表")
    SELF_EVALUATION = "self_evaluation", _("绩效自评表")
    MONITORING = "monitoring", _("绩效运行监控表")


class Severity(TextChoices):
    """How grave a finding is."""

    ERROR = "error", _("错误")
    WARNING = "warning", _("须说明")
    INFO = "info", _("提示")
