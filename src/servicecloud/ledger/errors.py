"""Refusals of the ledger."""

from django.utils.translation import gettext_lazy as _

from servicecloud.errors import DomainError


class UnknownMeasureError(DomainError):
    """No app declared the measure and no register has it."""

    code = "unknown_measure"
    status = 404
    sentence = _("没有“%(measure)s”这个计量项目。请核对编码，或先建立台账。")


class MeasureChangedError(DomainError):
    """A measure was changed in the code without raising its version."""

    code = "measure_changed"
    sentence = _(
        "计量项目“%(measure)s”第%(version)s版的口径与已登记的不同。口径改动须提高版本号，已登记的记录仍按原口径。"
    )


class WrongUnitError(DomainError):
    """The quantity is in another unit than the measure is kept in."""

    code = "unit_mismatch"
    status = 422
    sentence = _(
        "计量单位不符：“%(title)s”以“%(measure_unit)s”登记，收到的是“%(entry_unit)s”。请换算或改用该项目的单位后再登记。"
    )


class UnfitQuantityError(DomainError):
    """The quantity cannot be kept exactly."""

    code = "unfit_quantity"
    status = 422
    sentence = _("数量“%(quantity)s”无法登记：最多6位小数，绝对值须小于1000亿。金额请换用更大的单位。")


class UnfitFactError(DomainError):
    """The fact cannot be written as an entry."""

    code = "unfit_fact"
    status = 422
    sentence = _("这条记录无法登记：%(why)s")


class FutureDateError(DomainError):
    """What has not happened yet does not count."""

    code = "future_date"
    status = 422
    sentence = _("发生日期%(day)s晚于今天（%(today)s），尚未发生的事不能登记。")


class ClosedPeriodError(DomainError):
    """The period is closed; a late fact becomes a correction line of today."""

    code = "closed_period"
    sentence = _(
        "%(until)s及以前的统计期已结账，不能再登记发生于%(day)s的记录。请按补登办理：计入当期，并注明原发生日期。"
    )


class KeyTakenError(DomainError):
    """Another fact was posted under the same key."""

    code = "key_taken"
    sentence = _(
        "登记号“%(key)s”已用于另一条内容不同的记录（编号%(entry)s）。同一件事只记一次；不同的事请用不同的登记号。"
    )


class CannotReverseError(DomainError):
    """The entry cannot be reversed."""

    code = "cannot_reverse"
    sentence = _("不能冲销记录%(entry)s：%(why)s")


class PeriodOrderError(DomainError):
    """Periods close forwards only, and never beyond yesterday."""

    code = "period_order"
    sentence = _("结账日期%(until)s不成立：须晚于上一次结账日期，且早于今天。")


class NothingSealedError(DomainError):
    """There is no sealed entry yet."""

    code = "nothing_sealed"
    status = 404
    sentence = _("还没有封存任何记录，暂无链首可以公布。首次封存后即可查验。")


class UnknownHeadError(DomainError):
    """No seal ended at this number of entries."""

    code = "unknown_head"
    status = 404
    sentence = _("没有在第%(count)s条处封存过。请核对条数；公布过的链首都列在“历次链首”中。")


class ForeignHeadError(DomainError):
    """The head that somebody kept is not the one of this chain."""

    code = "foreign_head"
    sentence = _(
        "第%(count)s条处的链首不是您给出的那一个。请先核对有无抄错；如无误，说明此前的账被改写过，请保留您手中的链首。"
    )


class StillPostingError(DomainError):
    """Entries of the period kept coming in while the number was being frozen."""

    code = "still_posting"
    sentence = _("定格时仍有该统计期的记录不断登记，没有取得一致的数值。请稍后再试，或先对该期结账。")


class NotSealedYetError(DomainError):
    """The entry waits for the next seal, so there is no proof yet."""

    code = "not_sealed_yet"
    sentence = _("记录%(entry)s尚未封存，还没有证明。封存定时进行，请稍后再来。")


class RegisterInUseError(DomainError):
    """A register's unit and counting are fixed once it has rows."""

    code = "register_in_use"
    sentence = _("台账“%(register)s”已有记录，单位和计数方式不能再改。请停用它，另建一个台账。")


class RegisterClosedError(DomainError):
    """The register takes no more rows."""

    code = "register_closed"
    sentence = _("台账“%(register)s”已停用，不能再登记。如需继续，请先启用。")


class ImportNotReadyError(DomainError):
    """The import is not in the state the act needs."""

    code = "register_import_not_ready"
    sentence = _("导入目前的状态是“%(state)s”，不能进行这项操作。请刷新页面查看最新进展。")


class SameMeasureError(DomainError):
    """A measure always agrees with itself."""

    code = "same_measure"
    status = 422
    sentence = _("请选择两个不同的计量项目进行核对。")
