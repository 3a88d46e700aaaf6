"""Kinds of security events."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SecurityKind(TextChoices):
    """What the security log keeps."""

    SIGNED_IN = "signed_in", _("登录")
    SIGN_IN_FAILED = "sign_in_failed", _("登录失败")
    LOCKED_OUT = "locked_out", _("账户锁定")
    SIGNED_OUT = "signed_out", _("退出")
    REVEALED = "revealed", _("查看个人信息")
    ROLE_GRANTED = "role_granted", _("授予角色")
    ROLE_ENDED = "role_ended", _("收回角色")
    INVITED = "invited", _("发出邀请")
    KEYS_ROTATED = "keys_rotated", _("更换加密密钥")
    REFUSED = "refused", _("操作被拒绝")
    TOKEN_CREATED = "token_created", _("新建访问令牌")
    TOKEN_REVOKED = "token_revoked", _("撤销访问令牌")
    WEBHOOK_REGISTERED = "webhook_registered", _("登记通知地址")
    WEBHOOK_ENDED = "webhook_ended", _("停用通知地址")
