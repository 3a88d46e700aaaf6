"""Kinds and states of the indicator library."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class IndicatorKind(TextChoices):
    """Whether an indicator is for any project or for one line of work."""

    COMMON = "common", _("共性指标")
    SPECIFIC = "specific", _("个性指标")


class LibraryState(TextChoices):
    """Whether something of the library is offered. Withdrawn is what an import added that was taken back: lists leave it out."""

    IN_FORCE = "in_force", _("在用")
    RETIRED = "retired", _("已停用")
    WITHDRAWN = "withdrawn", _("导入已撤销")


class ImportState(TextChoices):
    """Whether what a file brought still stands."""

    APPLIED = "applied", _("已写入")
    UNDONE = "undone", _("已撤销")


class LineOutcome(TextChoices):
    """What one line of a file wrote, and whether it was kept when the import was taken back."""

    ADDED = "added", _("增加")
    REVISED = "revised", _("新版本")
    KEPT = "kept", _("撤销时保留")


class Direction(TextChoices):
    """How a value answers its target (指标性质): the sign that the target begins with."""

    AT_LEAST = "at_least", _("≥ 不低于")
    AT_MOST = "at_most", _("≤ 不高于")
    EQUAL = "equal", _("＝ 等于")
    QUALITATIVE = "qualitative", _("定性")


class ValueSource(TextChoices):
    """Where the actual value comes from (完成值数据来源)."""

    MEASURE = "measure", _("业务系统计量")
    REGISTER = "register", _("台账登记")
    PAYMENTS = "payments", _("资金支付")
    SURVEY = "survey", _("问卷调查")
    NARRATIVE = "narrative", _("情况说明")


class TargetBasis(TextChoices):
    """What a target value is set by (指标值设定依据), after 财预〔2021〕101号."""

    PLAN = "plan", _("计划标准")
    INDUSTRY = "industry", _("行业标准")
    HISTORY = "history", _("历史标准")
    SPENDING = "spending", _("预算支出标准")
    OTHER = "other", _("其他")


class Taking(TextChoices):
    """What is taken of the suggested measure."""

    NUMBER = "number", _("数值")
    SHARE = "share", _("占比")
    LATEST = "latest", _("最近一次")


METHODS = {
    ValueSource.MEASURE: _("情况统计法"),
    ValueSource.REGISTER: _("情况统计法"),
    ValueSource.PAYMENTS: _("情况统计法"),
    ValueSource.SURVEY: _("问卷调查法"),
    ValueSource.NARRATIVE: _("情况说明法"),
}
"""The official method (完成值取值方式) that each source answers to."""

SIGNS = {Direction.AT_LEAST: "≥", Direction.AT_MOST: "≤", Direction.EQUAL: "", Direction.QUALITATIVE: ""}
"""What a target of each direction begins with on the form."""
