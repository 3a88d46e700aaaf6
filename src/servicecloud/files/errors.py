"""Refusals of the files app."""

from django.utils.translation import gettext_lazy as _

from servicecloud.errors import DomainError


class FileRefusedError(DomainError):
    """The content cannot be accepted; `why` is a whole sentence."""

    code = "file_refused"
    status = 422
    sentence = "%(why)s"


class FileTooLargeError(DomainError):
    """More bytes than this place takes."""

    code = "file_too_large"
    status = 413
    sentence = _("文件超过 %(limit)s MB 的上限，没有保存。请压缩图片或拆分文件后重新上传。")


class QuotaExceededError(DomainError):
    """The organisation keeps as much as it may."""

    code = "file_quota_exceeded"
    status = 413
    sentence = _("本单位的文件已达 %(limit)s MB 的总量上限。请先删除不再需要的文件。")


class DiskFullError(DomainError):
    """The machine has no room to spare."""

    code = "disk_full"
    status = 507
    sentence = _("服务器存储空间不足，暂时不能上传。请稍后再试，或联系平台运营人员。")


class NotCheckedYetError(DomainError):
    """A scanner is in use and has not looked at the file yet."""

    code = "file_not_checked"
    sentence = _("文件正在进行安全检查，通常在一分钟内完成。请稍后刷新页面。")


class QuarantinedError(DomainError):
    """The scanner found something."""

    code = "file_quarantined"
    status = 410
    sentence = _("安全检查发现这个文件含有恶意内容，已经隔离，不能下载。请上传者核实来源后重新提交。")
