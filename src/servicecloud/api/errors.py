"""Refusals that only programs meet."""

from django.utils.translation import gettext_lazy as _

from servicecloud.errors import DomainError, InvalidInputError, Lang


class MalformedError(DomainError):
    """The body is not JSON."""

    code = "malformed"
    status = 400
    sentence = _("请求内容不是有效的 JSON（UTF-8）。")


class NoSuchMethodError(DomainError):
    """The address does not know this method."""

    code = "method_not_allowed"
    status = 405
    sentence = _("这个地址不支持 %(method)s 方法。")


class TooLargeError(DomainError):
    """The body is longer than any honest request needs."""

    code = "too_large"
    status = 413
    sentence = _("请求内容超过 %(kilobytes)d KB。请分批提交。")


class NotJsonError(DomainError):
    """The body is of another type."""

    code = "unsupported_media_type"
    status = 415
    sentence = _("请求内容应为 application/json。")


class VersionMissingError(DomainError):
    """An edit must say which version it was made against."""

    code = "version_missing"
    status = 428
    sentence = _('修改时请在请求头 If-Match 中给出所依据的版本，例如 If-Match: "3"。')


class BadVersionError(DomainError):
    """The version is not one we gave out."""

    code = "version_unreadable"
    status = 400
    sentence = _('请求头 If-Match 应为带引号的版本号，例如 "3"。')


class BadIdempotencyKeyError(DomainError):
    """The key is too long or holds other than printable characters."""

    code = "idempotency_key_unreadable"
    status = 400
    sentence = _("请求头 Idempotency-Key 应为 1 至 120 个可见的 ASCII 字符。")


class ServerFaultError(DomainError):
    """We failed."""

    code = "server_error"
    status = 500
    sentence = _("服务器没有能够完成这次请求。请稍后重试；如反复出现，请告诉我们 request_id。")


class InvalidBodyError(InvalidInputError):
    """What was sent cannot be accepted; the sentences about each field are kept in both languages."""

    def __init__(self, both: dict[str, dict[Lang, list[str]]]) -> None:
        super().__init__({name: sentences["zh"] for name, sentences in both.items()})
        self.both = both
