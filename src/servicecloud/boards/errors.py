"""Refusals of the boards."""

from django.utils.translation import gettext_lazy as _

from servicecloud.errors import DomainError


class UnknownLightsError(DomainError):
    """There is no such way of giving lights."""

    code = "unknown_light_rules"
    status = 422
    sentence = _("没有这种亮灯规则，请从列出的几种中选择。")


class RenewedJustNowError(DomainError):
    """The numbers were renewed less than a minute ago."""

    code = "renewed_just_now"
    sentence = _("看板数字刚刚更新过，请一分钟后再试。")
