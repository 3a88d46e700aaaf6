"""Kinds and states of oversight."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PlanState(TextChoices):
    """Where a sampling plan stands; each step is taken once and is public from the announcement on."""

    DRAFT = "draft", _("拟定中")
    ANNOUNCED = "announced", _("已公告，待产生种子")
    SEEDED = "seeded", _("种子已公布，待抽取")
    DRAWN = "drawn", _("已抽取")


class SeedKind(TextChoices):
    """Where the seed comes from."""

    LEDGER = "ledger", _("公告时刻之后存证台账的第一个链首")
    ENTERED = "entered", _("公开产生后录入")


class QuotaMethod(TextChoices):
    """How many are drawn of each stratum."""

    PROPORTIONAL = "proportional", _("按比例分配总数")
    SHARE = "share", _("每层抽取同一比例")


class ExaminationKind(TextChoices):
    """Whose verified score it is."""

    REVIEW = "review", _("主管部门核定")
    RECHECK = "recheck", _("抽查复核")


class ExaminationState(TextChoices):
    """Where an examination stands."""

    WORKING = "working", _("核查中")
    SUBMITTED = "submitted", _("待确认")
    SENT = "sent", _("已送单位")
    OBJECTED = "objected", _("单位有异议")
    FINAL = "final", _("已定论")


UNSENT = (ExaminationState.WORKING, ExaminationState.SUBMITTED)
"""Nothing of an examination has left the body yet."""


class ConfirmationKind(TextChoices):
    """What became of something that one person wrote and another confirms."""

    SUBMITTED = "submitted", _("提交确认")
    TAKEN_BACK = "taken_back", _("取回修改")
    RETURNED = "returned", _("退回修改")
    CONFIRMED = "confirmed", _("确认")


class ObjectionVerdict(TextChoices):
    """What becomes of an objection."""

    UPHELD = "upheld", _("维持原结果")
    CHANGED = "changed", _("采纳，更正结果")


class EvaluationKind(TextChoices):
    """Who evaluates."""

    DEPARTMENT = "department", _("部门评价")
    FINANCE = "finance", _("财政评价")


class EvaluationState(TextChoices):
    """Where an evaluation stands."""

    WORKING = "working", _("评价中")
    SENT = "sent", _("征求意见")
    SUBMITTED = "submitted", _("待确认定稿")
    FINAL = "final", _("已定稿")


class Basis(TextChoices):
    """What a rectification rests on (整改来源)."""

    ISSUE = "issue", _("问题整改")
    MONITORING = "monitoring", _("绩效监控")
    SELF_EVALUATION = "self_evaluation", _("绩效自评")
    RECHECK = "recheck", _("抽查复核")
    DEPARTMENT_EVALUATION = "department_evaluation", _("部门评价")
    FINANCE_EVALUATION = "finance_evaluation", _("财政评价")
    AUDIT = "audit", _("审核问题")


class RectificationState(TextChoices):
    """Where a rectification stands."""

    OPEN = "open", _("待整改")
    ANSWERED = "answered", _("待验收")
    RETURNED = "returned", _("退回整改")
    CLOSED = "closed", _("已完成")


TO_DO = (RectificationState.OPEN, RectificationState.RETURNED)
"""A rectification waits for the unit."""


class StepKind(TextChoices):
    """What somebody did about a rectification."""

    REQUIRED = "required", _("提出整改要求")
    ANSWERED = "answered", _("报送整改情况")
    RETURNED = "returned", _("退回继续整改")
    ACCEPTED = "accepted", _("验收通过")


class Advice(TextChoices):
    """What the results say about next year's budget."""

    KEEP = "keep", _("予以支持")
    IMPROVE = "improve", _("改进后安排")
    REDUCE = "reduce", _("核减预算")
    STOP = "stop", _("暂停安排")
