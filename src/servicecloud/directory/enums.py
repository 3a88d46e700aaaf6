"""Choices of the directory."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from plumbline.reference.size_class import Size


class SizeClass(TextChoices):
    """The four size classes of the core, with labels."""

    LARGE = Size.LARGE.value, _("大型")
    MEDIUM = Size.MEDIUM.value, _("中型")
    SMALL = Size.SMALL.value, _("小型")
    MICRO = Size.MICRO.value, _("微型")


class EnterpriseState(TextChoices):
    """Whether the entry stands for a living enterprise."""

    ACTIVE = "active", _("存续")
    CLOSED = "closed", _("注销")
    MERGED = "merged", _("已并入其他条目")


class Source(TextChoices):
    """How an entry came into the directory."""

    TYPED = "typed", _("人工登记")
    IMPORTED = "imported", _("批量导入")
    DEMONSTRATION = "demonstration", _("演示数据")


class ClaimState(TextChoices):
    """Where the claim of an enterprise stands."""

    PENDING = "pending", _("待核验")
    APPROVED = "approved", _("已通过")
    REFUSED = "refused", _("已退回")


class Light(TextChoices):
    """How a qualification, or the one of an institution that is worst off, stands on a day."""

    GOOD = "good", _("有效")
    SOON = "soon", _("即将到期")
    AHEAD = "ahead", _("尚未生效")
    EXPIRED = "expired", _("已过期")
    WITHDRAWN = "withdrawn", _("已作废")


class ServiceField(TextChoices):
    """What a service institution does."""

    FINANCE = "finance", _("投融资")
    TECHNOLOGY = "technology", _("技术创新")
    TRAINING = "training", _("人才培训")
    LAW = "law", _("法律维权")
    DIGITAL = "digital", _("数字化转型")
    MANAGEMENT = "management", _("管理咨询")
    MARKET = "market", _("市场开拓")
    INTELLECTUAL_PROPERTY = "intellectual_property", _("知识产权")
    INSPECTION = "inspection", _("检验检测")


class ImportState(TextChoices):
    """Where an import stands."""

    CHECKING = "checking", _("正在检查")
    CHECKED = "checked", _("检查完成，待确认")
    APPLYING = "applying", _("正在写入")
    APPLIED = "applied", _("已写入")
    UNDOING = "undoing", _("正在撤销")
    UNDONE = "undone", _("已撤销")
    FAILED = "failed", _("未能读取")


class Verdict(TextChoices):
    """What an import would do, or did, with one row."""

    NEW = "new", _("新增")
    CHANGED = "changed", _("更新")
    SAME = "same", _("无变化")
    REFUSED = "refused", _("不接受")
    KEPT = "kept", _("撤销时保留")
