"""Refusals of the directory."""

from django.utils.translation import gettext_lazy as _

from servicecloud.errors import DomainError


class AlreadyClaimedError(DomainError):
    """The enterprise has a workspace already."""

    code = "already_claimed"
    sentence = _("“%(name)s”已被认领。如您在其中工作，请联系该单位的管理员邀请您加入。")


class ClaimPendingError(DomainError):
    """The same person asked before and waits for the answer."""

    code = "claim_pending"
    sentence = _("您已申请认领“%(name)s”，正在等待核验，无需重复提交。")


class ClaimDecidedError(DomainError):
    """Somebody decided the claim meanwhile."""

    code = "claim_decided"
    sentence = _("这份认领申请已处理完毕（%(state)s），不能再次处理。")


class OwnClaimError(DomainError):
    """Nobody verifies their own claim."""

    code = "own_claim"
    status = 403
    sentence = _("不能核验自己提交的认领申请，请由其他运营员处理。")


class QualificationClosedError(DomainError):
    """The qualification was withdrawn or renewed, and is history now."""

    code = "qualification_closed"
    sentence = _("“%(qualification)s”已作废或已续期，不能再修改。请刷新页面查看最新情况。")


class CannotMergeError(DomainError):
    """The two entries cannot become one."""

    code = "cannot_merge"
    sentence = _("这两个条目不能合并：%(why)s")


class ImportNotReadyError(DomainError):
    """The import is not in the state the act needs."""

    code = "import_not_ready"
    sentence = _("导入目前的状态是“%(state)s”，不能进行这项操作。请刷新页面查看最新进展。")


class UnreadableTableError(DomainError):
    """The file is not a table we can read, or lacks columns."""

    code = "unreadable_table"
    status = 422
    sentence = _("无法读取这个文件：%(why)s")
