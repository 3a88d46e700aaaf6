"""Refusals of the integrations app."""

from django.utils.translation import gettext_lazy as _

from servicecloud.errors import DomainError


class TokenUnusableError(DomainError):
    """The token is unknown, revoked, expired, or its account is closed. The answer does not say which."""

    code = "token_unusable"
    status = 401
    sentence = _("访问令牌无效、已撤销或已过期。请在“账户与安全”中新建令牌。")


class TokenMissingError(DomainError):
    """The address needs a token."""

    code = "token_missing"
    status = 401
    sentence = _("这个接口需要访问令牌。请在请求头中加入 Authorization: Bearer <令牌>。")


class ScopeMissingError(DomainError):
    """The token was made for other parts of the interface."""

    code = "scope_missing"
    status = 403
    sentence = _("访问令牌没有“%(scope)s”权限。请新建包含这项权限的令牌。")


class KeyReusedError(DomainError):
    """The same idempotency key came with another request."""

    code = "idempotency_key_reused"
    sentence = _("幂等键 %(key)s 已用于另一个内容不同的请求。请为每个新请求使用新的幂等键。")


class AddressNotAllowedError(DomainError):
    """The address of a webhook is not one that may be called."""

    code = "webhook_address"
    status = 422
    sentence = _("不能向这个地址发送通知：%(why)s")


class TooManySubscriptionsError(DomainError):
    """An organisation has as many webhooks as it may have."""

    code = "too_many_webhooks"
    sentence = _("每个单位最多登记 %(most)d 个通知地址。请先删除不用的地址。")
