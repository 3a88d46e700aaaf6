"""Refusals of the collection."""

from django.utils.translation import gettext_lazy as _

from servicecloud.errors import DomainError


class AlreadyCollectedError(DomainError):
    """The same file, to the byte, is there."""

    code = "already_collected"
    sentence = _("这个文件已经收录（%(name)s），不必重复收录。")


class NotYetPublishedError(DomainError):
    """What is collected was published today at the latest."""

    code = "not_yet_published"
    status = 422
    sentence = _("公开日期 %(day)s 还没有到。请填写这份文件实际公开的日期；不清楚的，可以留空。")


class AlreadyWithdrawnError(DomainError):
    """Withdrawn is withdrawn."""

    code = "already_withdrawn"
    sentence = _("这个文件已经撤下。")
