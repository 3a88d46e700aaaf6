"""Which acts other programs can be told of. An app adds its verbs here when what they say may leave the house.

Titles of objects are sent along, so no act about people (invitations, roles) is among them.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, str | Promise] = {
    "enterprise.created": _("登记了企业"),
    "enterprise.edited": _("修改了企业"),
    "enterprise.figures_reported": _("填报了年度数据"),
    "enterprise.merged": _("合并了重复企业"),
    "import.applied": _("完成导入"),
    "import.undone": _("撤销导入"),
}
PING = "ping"
"""The event that a person sends to try an address."""
