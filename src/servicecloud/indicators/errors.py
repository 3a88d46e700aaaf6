"""Refusals of the indicator library."""

from django.utils.translation import gettext_lazy as _

from servicecloud.errors import DomainError


class RetiredError(DomainError):
    """What was retired is not changed or taken."""

    code = "library_retired"
    sentence = _("“%(name)s”已停用，不能修改或选用。请先恢复，或另选一项。")


class NotRetiredError(DomainError):
    """Only what was retired can be restored."""

    code = "library_not_retired"
    sentence = _("“%(name)s”正在使用，不需要恢复。")


class RetireReasonError(DomainError):
    """Retiring says why."""

    code = "retire_reason_needed"
    status = 422
    sentence = _("请写明停用的理由，选用过它的单位会看到。")


class UnchangedError(DomainError):
    """A new version differs from the one before."""

    code = "library_unchanged"
    status = 422
    sentence = _("内容与现行版本相同，没有产生新版本。请修改后再保存。")


class ImportUndoneError(DomainError):
    """An import is taken back once."""

    code = "library_import_undone"
    sentence = _("“%(name)s”的导入已经撤销，不必再撤销。")


class TooManyRowsError(DomainError):
    """A template holds so many rows at most."""

    code = "template_with_too_many_rows"
    status = 422
    sentence = _("模板最多%(most)s行，现有%(count)s行。请删去多出的行，或分成两个模板。")


class NoRowsError(DomainError):
    """A template holds at least one row."""

    code = "template_without_rows"
    status = 422
    sentence = _("模板至少要有一行指标。请填写三级指标后再保存。")
