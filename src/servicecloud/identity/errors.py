"""Refusals of the identity app."""

from django.utils.translation import gettext_lazy as _

from servicecloud.errors import DomainError


class RoleNotOfferedError(DomainError):
    """The organisation's kind does not have this role."""

    code = "role_not_offered"
    sentence = _("“%(organisation)s”不设“%(role)s”这一角色，请另选角色。")


class IncompatibleRolesError(DomainError):
    """Two roles that check each other must not be in one hand."""

    code = "incompatible_roles"
    sentence = _("“%(role)s”与该用户已有的“%(held)s”不能由同一人担任。请先收回原角色，或指定他人。")


class OwnRoleError(DomainError):
    """Nobody looks at a role again that they hold or gave themselves."""

    code = "own_role"
    sentence = _("“%(membership)s”由您本人持有或授予，请另一位安全管理员核对。")


class LastAdministratorError(DomainError):
    """An organisation is never left without somebody who can manage its people."""

    code = "last_administrator"
    sentence = _("“%(organisation)s”只剩这一位管理员。请先指定另一位管理员，再收回此角色。")


class InvitationUnusableError(DomainError):
    """The invitation was used, withdrawn, has expired, or never existed."""

    code = "invitation_unusable"
    status = 410
    sentence = _("邀请链接已失效（已使用、已撤回或已过期）。请联系邀请人重新发送。")


class InvitationForOtherError(DomainError):
    """The invitation was sent to another address than that of the signed-in person."""

    code = "invitation_for_other"
    status = 403
    sentence = _("这份邀请发给了 %(email)s，与您登录的账户不一致。请退出后用该邮箱的账户接受邀请。")


class UnfitParentError(DomainError):
    """The organisation cannot stand below one of this kind."""

    code = "unfit_parent"
    sentence = _("%(kind)s不能隶属于“%(parent)s”（%(parent_kind)s）。主管部门隶属于财政部门，预算单位隶属于主管部门。")


class StillHasPartsError(DomainError):
    """Organisations stand below the one to be closed."""

    code = "still_has_parts"
    sentence = _("“%(organisation)s”之下还有 %(count)d 个单位，请先调整它们的上级单位，再撤销。")


class AlreadyClosedError(DomainError):
    """The organisation has its closing date already."""

    code = "already_closed"
    sentence = _("“%(organisation)s”已定于 %(day)s 撤销，不能再调整。")


class CircularPlacementError(DomainError):
    """An organisation cannot stand below one of its own descendants."""

    code = "circular_placement"
    sentence = _("不能把“%(organisation)s”放到它自己的下级之下。请另选上级单位。")
