"""What a token may do, and where the delivery of an event stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ApiScope(TextChoices):
    """A part of the interface. A token never allows more than the roles of its person do."""

    DIRECTORY_READ = "directory:read", _("读取企业名录")
    DIRECTORY_WRITE = "directory:write", _("登记和修改企业")
    LEDGER_READ = "ledger:read", _("读取存证台账")
    ORGANISATIONS_READ = "organisations:read", _("读取单位")


class DeliveryState(TextChoices):
    """Where a delivery stands."""

    WAITING = "waiting", _("等待发送")
    DELIVERED = "delivered", _("已送达")
    GIVEN_UP = "given_up", _("多次失败，已停止")
