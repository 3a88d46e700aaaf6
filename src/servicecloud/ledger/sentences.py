"""The sentences of the ledger's acts on the timeline."""

from django.utils.translation import gettext_lazy as _

from servicecloud.activity.sentences import SENTENCES

SENTENCES |= {
    "period.closed": _("结账 %(object)s"),
    "snapshot.taken": _("定格了 %(object)s 的数值"),
    "register.defined": _("建立了台账 %(object)s"),
    "register.changed": _("修改了台账 %(object)s"),
    "register.row_added": _("在台账中登记了 %(object)s"),
    "register.row_reversed": _("冲销了台账记录 %(object)s"),
    "register_import.started": _("开始导入台账数据 %(object)s"),
    "register_import.applied": _("完成台账数据导入 %(object)s"),
    "register_import.undone": _("撤销台账数据导入 %(object)s"),
    "entry.reversed": _("冲销了记录 %(object)s"),
    "verification.asked": _("发起核验 %(object)s"),
    "incident.settled": _("处理了异常 %(object)s"),
    "reconciliation.declared": _("建立了核对关系 %(object)s"),
}
