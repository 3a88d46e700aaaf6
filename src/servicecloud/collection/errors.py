"""Refusals of the collection."""

from django.utils.translation import gettext_lazy as _

from servicecloud.errors import DomainError


class AlreadyCollectedError(DomainError):
    """The same file, to the byte, is there."""

    code = "already_collected"
    sentence = _("这个文件已经收录（%(name)s），不必重复收录。")


class AlreadyWithdrawnError(DomainError):
    """Withdrawn is withdrawn."""

    code = "already_withdrawn"
    sentence = _("这个文件已经撤下。")
