"""Kinds and states of the performance cycle."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProjectState(TextChoices):
    """Where a project stands in its year."""

    PREPARING = "preparing", _("目标申报")
    RUNNING = "running", _("执行中")
    EVALUATING = "evaluating", _("自评中")
    EVALUATED = "evaluated", _("自评已审核")
    DISCLOSED = "disclosed", _("已公开")


class ProjectCategory(TextChoices):
    """What kind of spending a project is (项目类别)."""

    RECURRENT = "recurrent", _("经常性专项业务费")
    OTHER_RECURRENT = "other_recurrent", _("其他经常性项目")
    ONE_OFF = "one_off", _("其他一次性项目")


class FundSource(TextChoices):
    """Where money comes from; the rows of the fund block of the official form, in its order."""

    FISCAL = "fiscal", _("当年财政拨款")
    CARRIED_OVER = "carried_over", _("上年结转资金")
    OTHER = "other", _("其他资金")


class Document(TextChoices):
    """What is filled in, reviewed and frozen."""

    TARGET = "target", _("绩效目标表")
    SELF_EVALUATION = "self_evaluation", _("绩效自评表")
    MONITORING = "monitoring", _("绩效运行监控表")


class DocumentState(TextChoices):
    """Where a document stands in its review."""

    DRAFT = "draft", _("填报中")
    IN_REVIEW = "in_review", _("审核中")
    RETURNED = "returned", _("已退回")
    APPROVED = "approved", _("已批准")
    DECLINED = "declined", _("不予安排")


class StepKey(TextChoices):
    """Who looks at a document, in the usual order."""

    UNIT = "unit", _("单位审核")
    DEPARTMENT = "department", _("主管部门审核")
    FINANCE = "finance", _("财政审核")


class Verdict(TextChoices):
    """What somebody did in a round of review."""

    SUBMITTED = "submitted", _("提交")
    APPROVED = "approved", _("同意")
    RETURNED = "returned", _("退回")
    DECLINED = "declined", _("不予安排")
    WITHDRAWN = "withdrawn", _("撤回")


class AttributeMethod(TextChoices):
    """How the four attributes are judged: by a grade for each item, or by points (for projects of weight)."""

    GRADES = "grades", _("定性审核")
    POINTS = "points", _("定量审核")


class AttributeGrade(TextChoices):
    """The four grades of an item and of the whole."""

    EXCELLENT = "excellent", _("优")
    GOOD = "good", _("良")
    MEDIUM = "medium", _("中")
    POOR = "poor", _("差")


class BulkOutcome(TextChoices):
    """What came of one document of a bulk approval."""

    WAITING = "waiting", _("等待办理")
    APPROVED = "approved", _("已同意")
    REFUSED = "refused", _("没有办理")
