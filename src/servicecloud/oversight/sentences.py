"""The sentences of oversight's acts on the timeline."""

from django.utils.translation import gettext_lazy as _

from servicecloud.activity.sentences import SENTENCES

SENTENCES |= {
    "sampling.planned": _("拟定了抽查计划 %(object)s"),
    "sampling.changed": _("修改了抽查计划 %(object)s"),
    "sampling.announced": _("公告了抽查计划 %(object)s 的抽样框"),
    "sampling.seeded": _("公布了抽查计划 %(object)s 的种子"),
    "sampling.drawn": _("完成了抽查计划 %(object)s 的抽取"),
    "examination.begun": _("开始了 %(object)s"),
    "examination.saved": _("填写了 %(object)s"),
    "examination.sent": _("送出了 %(object)s 的结果"),
    "examination.accepted": _("对 %(object)s 的结果没有异议"),
    "examination.objected": _("对 %(object)s 的结果提出异议"),
    "examination.decided": _("对 %(object)s 的异议作出决定"),
    "examination.final": _("%(object)s 的异议期已过，结果成为定论"),
    "evaluation.begun": _("开始了 %(object)s"),
    "evaluation.saved": _("填写了 %(object)s"),
    "evaluation.sent": _("将 %(object)s 送单位征求意见"),
    "evaluation.replied": _("对 %(object)s 反馈了意见"),
    "examination.submitted": _("将 %(object)s 提交确认"),
    "examination.taken_back": _("取回了 %(object)s 继续修改"),
    "examination.returned": _("退回了 %(object)s"),
    "examination.confirmed": _("确认了 %(object)s 的结果"),
    "evaluation.submitted": _("将 %(object)s 提交确认定稿"),
    "evaluation.taken_back": _("取回了 %(object)s 继续修改"),
    "evaluation.returned": _("退回了 %(object)s"),
    "evaluation.final": _("定稿了 %(object)s"),
    "rectification.required": _("要求整改：%(object)s"),
    "rectification.answered": _("报送了整改情况：%(object)s"),
    "rectification.returned": _("退回了整改情况：%(object)s"),
    "rectification.closed": _("验收了整改：%(object)s"),
    "advice.decided": _("确定了 %(object)s 的预算建议"),
}
"""Which act reads how."""
