"""The sentence for each verb. An app adds its own where it declares its acts; an unknown verb is a fault found by a test."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "organisation.created": _("建立了单位 %(object)s"),
    "organisation.moved": _("调整了 %(object)s 的上级单位"),
    "organisation.closed": _("撤销了单位 %(object)s"),
    "membership.granted": _("授予角色：%(object)s"),
    "membership.reviewed": _("核对了角色：%(object)s"),
    "membership.ended": _("收回角色：%(object)s"),
    "invitation.sent": _("邀请了 %(object)s"),
    "invitation.accepted": _("接受了邀请 %(object)s"),
    "invitation.revoked": _("撤回了邀请 %(object)s"),
    "enterprise.created": _("登记了企业 %(object)s"),
    "enterprise.edited": _("修改了企业 %(object)s"),
    "enterprise.figures_reported": _("填报了 %(object)s 的年度数据"),
    "enterprise.claim_requested": _("申请认领企业 %(object)s"),
    "enterprise.claim_approved": _("同意认领企业 %(object)s"),
    "enterprise.claim_refused": _("退回了认领申请 %(object)s"),
    "enterprise.merged": _("合并了重复企业 %(object)s"),
    "institution.created": _("登记了服务机构 %(object)s"),
    "institution.edited": _("修改了服务机构 %(object)s"),
    "institution.claim_requested": _("申请认领服务机构 %(object)s"),
    "institution.claim_approved": _("同意认领服务机构 %(object)s"),
    "institution.claim_refused": _("退回了服务机构认领申请 %(object)s"),
    "qualification.added": _("为 %(object)s 登记了资质"),
    "qualification.renewed": _("为 %(object)s 的资质办理了续期"),
    "qualification.withdrawn": _("作废了 %(object)s 的一项资质"),
    "qualification.verified": _("核验了 %(object)s 的一项资质"),
    "import.started": _("开始导入 %(object)s"),
    "import.applied": _("完成导入 %(object)s"),
    "import.undone": _("撤销导入 %(object)s"),
}


def sentence(verb: str, *, title: str) -> str:
    """Return what happened as one sentence in the active language."""
    return str(SENTENCES[verb]) % {"object": title}
