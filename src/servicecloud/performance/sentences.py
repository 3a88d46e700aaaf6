"""The sentences of the cycle's acts on the timeline."""

from django.utils.translation import gettext_lazy as _

from servicecloud.activity.sentences import SENTENCES

SENTENCES |= {
    "project.created": _("建立了项目 %(object)s"),
    "project.changed": _("修改了项目 %(object)s"),
    "budget.set": _("登记了 %(object)s 的年初预算"),
    "budget.adjusted": _("调整了 %(object)s 的预算"),
    "payment.recorded": _("登记了 %(object)s 的支付"),
    "payments.imported": _("导入了 %(object)s 的支付明细"),
    "target.saved": _("填报了 %(object)s 的绩效目标"),
    "target.submitted": _("提交了 %(object)s 的绩效目标"),
    "target.approved": _("审核同意了 %(object)s 的绩效目标"),
    "target.returned": _("退回了 %(object)s 的绩效目标"),
    "target.adjusting": _("申请调整 %(object)s 的绩效目标"),
    "target.kept": _("取消了 %(object)s 的目标调整"),
    "target.withdrawn": _("撤回了 %(object)s 的绩效目标"),
    "self_evaluation.built": _("由台账生成了 %(object)s 的绩效自评"),
    "self_evaluation.saved": _("填报了 %(object)s 的绩效自评"),
    "self_evaluation.submitted": _("提交了 %(object)s 的绩效自评"),
    "self_evaluation.approved": _("审核同意了 %(object)s 的绩效自评"),
    "self_evaluation.returned": _("退回了 %(object)s 的绩效自评"),
    "self_evaluation.withdrawn": _("撤回了 %(object)s 的绩效自评"),
    "monitoring.built": _("由台账生成了 %(object)s 的运行监控表"),
    "monitoring.saved": _("填报了 %(object)s 的运行监控"),
    "monitoring.sent": _("报送了 %(object)s 的运行监控"),
    "target.declined": _("对 %(object)s 的绩效目标作出不予安排的评定"),
    "target.reopened": _("重新受理了 %(object)s 的绩效目标"),
    "flow.set": _("设定了 %(object)s 的审核流程"),
    "deadline.set": _("设定了 %(object)s 的截止日期"),
    "deadline.removed": _("取消了 %(object)s 的截止日期"),
    "rulebook.set": _("设定了 %(object)s 适用的规则手册"),
    "project.move_planned": _("登记了 %(object)s 的划转"),
    "project.moved": _("%(object)s 已划转"),
    "unit.merged": _("将 %(object)s 并入其他单位，项目一并转移"),
    "self_evaluation.correcting": _("要求更正已公开的 %(object)s 的绩效自评"),
    "self_evaluation.kept": _("取消了 %(object)s 的自评更正"),
    "pack.asked": _("发起生成 %(object)s 的证据包"),
    "project.corrected": _("公开了 %(object)s 的绩效自评更正"),
    "project.disclosed": _("公开了 %(object)s 的绩效自评"),
}
