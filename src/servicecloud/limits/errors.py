"""Refusals for using something too often."""

from django.utils.translation import gettext_lazy as _

from servicecloud.errors import DomainError


class TooOftenError(DomainError):
    """The limit of the period is used up."""

    code = "too_often"
    status = 429
    sentence = _("请求过于频繁，请在 %(seconds)d 秒后再试。")
