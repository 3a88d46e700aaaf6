"""Refusals of money: budgets, adjustments, payments and files of payments."""

from django.utils.translation import gettext_lazy as _

from servicecloud.errors import DomainError


class ImplausibleAmountError(DomainError):
    """The amount cannot be right beside those that are known."""

    code = "implausible_amount"
    status = 422
    sentence = _(
        "金额 %(amount)s 元约为已登记预算 %(budget)s 元的 %(times)s 倍，疑似计量单位有误（元与万元、千元混用）。请核对单位，一律以元登记。"
    )


class OutsideYearError(DomainError):
    """What is decided or paid in another year belongs to the project of that year."""

    code = "outside_year"
    status = 422
    sentence = _("日期 %(day)s 不在项目年度 %(year)s 年内。请核对日期；跨年的收支登记到当年的项目。")


class UnusualAdjustmentError(DomainError):
    """An adjustment of several times the budget is asked about before it is written for good."""

    code = "unusual_adjustment"
    sentence = _(
        "本次调整 %(amount)s 元，超过项目现有预算 %(budget)s 元的 %(times)s 倍，登记后不能修改。"
        "请核对金额；确认无误的，勾选“金额已核对无误”后再登记一次。"
    )


class OverBudgetError(DomainError):
    """More would be paid than the annual budget of the source."""

    code = "over_budget"
    status = 422
    sentence = _(
        "支付后累计 %(executed)s 元，超过该来源全年预算 %(budget)s 元。请核对金额和单位；预算有变动的，先登记预算调整。"
    )


class BelowZeroError(DomainError):
    """More would be taken back than was paid."""

    code = "below_zero"
    status = 422
    sentence = _("退回后该来源累计支付为 %(executed)s 元，小于零。请核对金额和资金来源，或先登记对应的支付。")


class NoBudgetError(DomainError):
    """Nothing can be paid from a source without a budget."""

    code = "no_budget"
    status = 422
    sentence = _("该资金来源没有预算，不能支付。请核对资金来源，或先登记预算。")


class BelowExecutedError(DomainError):
    """An adjustment would leave less than was paid."""

    code = "below_executed"
    status = 422
    sentence = _("调整后全年预算为 %(budget)s 元，少于已支付的 %(executed)s 元。请核对调整数。")


class UnfitAmountError(DomainError):
    """Not an amount of money in 元 with two decimals."""

    code = "unfit_amount"
    status = 422
    sentence = _("“%(amount)s”不是可登记的金额：以元为单位，最多两位小数，不为零，绝对值小于1000亿元。")


class BudgetFrozenError(DomainError):
    """The initial budget is part of what was approved."""

    code = "budget_frozen"
    sentence = _("绩效目标已批准，年初预算不再改动。变动请登记为预算调整并写明理由。")


class VoucherTakenError(DomainError):
    """The same voucher was recorded before."""

    code = "voucher_taken"
    sentence = _("凭证号“%(voucher)s”已登记过。同一笔支付只登记一次；确为另一笔的，请改用它自己的凭证号。")


class UnreadableDateError(DomainError):
    """A cell of a payment file that should hold a day."""

    code = "unreadable_date"
    status = 422
    sentence = _("“%(text)s”不是日期。请写成 2026-02-02、2026/2/2、20260202 或 2026年2月2日。")


class UnreadableAmountError(DomainError):
    """A cell of a payment file that should hold an amount."""

    code = "unreadable_amount"
    status = 422
    sentence = _("“%(text)s”不是金额。请只写数字，单位写在表头。")


class UnreadableVoucherError(DomainError):
    """A row of a payment file without a voucher, or with one that is too long."""

    code = "unreadable_voucher"
    status = 422
    sentence = _("缺少凭证号，或者凭证号超过 %(most)s 个字。")


class UnknownSourceError(DomainError):
    """A row of a payment file that names a source of money nobody knows."""

    code = "unknown_source"
    status = 422
    sentence = _("没有“%(text)s”这个资金来源。请写当年财政拨款、上年结转资金或其他资金。")


class OtherProjectError(DomainError):
    """A row of a payment file for one project names another."""

    code = "other_project"
    status = 422
    sentence = _("这一行写的是项目“%(name)s”，不是本项目。请在该项目下导入，或用“按单位导入支付明细”一次导入。")


class ProjectMissingError(DomainError):
    """A row of a payment file for several projects names none."""

    code = "project_missing"
    status = 422
    sentence = _("没有写项目名称。请在表中增加“项目名称”一列，逐行写明。")


class UnknownProjectError(DomainError):
    """A row of a payment file names a project that the unit does not have in that year."""

    code = "unknown_project"
    status = 422
    sentence = _("本单位 %(year)s 年没有项目“%(name)s”。请核对项目名称和支付日期的年份。")


class FileUndoneError(DomainError):
    """What a payment file wrote was taken back before, or it wrote nothing."""

    code = "file_undone"
    sentence = _("这次导入没有可撤销的支付：已经撤销过，或当时一笔也没有登记。")
