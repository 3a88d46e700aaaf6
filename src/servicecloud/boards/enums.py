"""Words of the boards."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Light(TextChoices):
    """A light; blank where nothing can be judged."""

    RED = "red", _("红灯")
    YELLOW = "yellow", _("黄灯")
    GREEN = "green", _("绿灯")
    BLUE = "blue", _("超额")


class Late(TextChoices):
    """What is overdue. The days are those of the list of deadlines."""

    TARGET = "target", _("目标逾期未提交")
    MONITORING = "monitoring", _("监控逾期未报送")
    EVALUATION = "evaluation", _("自评逾期未提交")
    DISCLOSURE = "disclosure", _("逾期未公开")


class MonitoringState(TextChoices):
    """How far the monitoring from January to July is."""

    SENT = "sent", _("已报送")
    OPEN = "open", _("填报中")
    NONE = "none", _("未生成")


class ScoreKind(TextChoices):
    """Whose score: what the unit claims, what the rules give for what it reports, what a department or a re-check verified."""

    CLAIMED = "claimed", _("自评")
    COMPUTED = "computed", _("按规则")
    VERIFIED = "verified", _("核定")
