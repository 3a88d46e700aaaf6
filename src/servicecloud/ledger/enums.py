"""Kinds and states of the ledger."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Source(TextChoices):
    """Who defined a measure."""

    DECLARED = "declared", _("业务模块")
    REGISTER = "register", _("台账")


class RegisterState(TextChoices):
    """Whether a register takes rows."""

    OPEN = "open", _("启用")
    CLOSED = "closed", _("停用")


class RegisterCounting(TextChoices):
    """How the rows of a register become its number."""

    COUNT = "count", _("每行计一次")
    SUM = "sum", _("各行数量累加")
    DISTINCT = "distinct", _("按对象不重复计数")


class ImportState(TextChoices):
    """Where the import of a register's rows stands."""

    CHECKING = "checking", _("正在检查")
    CHECKED = "checked", _("检查完成，待确认")
    APPLYING = "applying", _("正在登记")
    APPLIED = "applied", _("已登记")
    UNDOING = "undoing", _("正在撤销")
    UNDONE = "undone", _("已撤销")
    FAILED = "failed", _("未能读取")


class Verdict(TextChoices):
    """What an import would do, or did, with one row."""

    NEW = "new", _("新增")
    DOUBLE = "double", _("疑似重复")
    REFUSED = "refused", _("不接受")


class IncidentKind(TextChoices):
    """What a check of the ledger found."""

    CHAIN = "chain", _("封存链")
    STRAY = "stray", _("未经登记的记录")
    OWNER = "owner", _("归属单位")
    TOTALS = "totals", _("合计")
    SUBJECTS = "subjects", _("对象清单")
    HEAD = "head", _("链首")
    SNAPSHOT = "snapshot", _("定格值")


class RunState(TextChoices):
    """Where a verification stands."""

    WAITING = "waiting", _("等待开始")
    RUNNING = "running", _("进行中")
    GOOD = "good", _("一致")
    ALTERED = "altered", _("发现改动")
    FAILED = "failed", _("未能完成")


class Matching(TextChoices):
    """By what the entries of two measures are set side by side."""

    ACT = "act", _("同一业务")
    SUBJECT = "subject", _("同一服务对象")
    SUBJECT_DAY = "subject_day", _("同一服务对象、同一天")


class Relation(TextChoices):
    """What two measures promise each other."""

    EQUAL = "equal", _("应当相等")
    PART_OF = "part_of", _("前者是后者的一部分")
