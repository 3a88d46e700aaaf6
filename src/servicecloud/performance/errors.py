"""Refusals of the performance cycle."""

from django.utils.translation import gettext_lazy as _

from servicecloud.errors import DomainError, InvalidInputError
from servicecloud.performance.values import EvaluationContent


class NotEditableError(DomainError):
    """The document is under review or approved."""

    code = "document_not_editable"
    sentence = _("%(document)s目前的状态是“%(state)s”，不能修改。请等待审核结果，或先撤回。")


class WrongStateError(DomainError):
    """The act does not exist in this state."""

    code = "act_not_possible"
    sentence = _("%(document)s目前的状态是“%(state)s”，不能进行这项操作。请刷新页面查看最新进展。")


class OwnWorkError(DomainError):
    """Whoever filled in or submitted a document never approves it."""

    code = "own_work"
    status = 403
    sentence = _("这份%(document)s由您填报或提交，不能由您审核。请由其他审核人办理。")


class ActedAlreadyError(DomainError):
    """Nobody acts twice in one round."""

    code = "acted_already"
    sentence = _("您在本轮审核中已办理过这份%(document)s，不能再次办理。请由下一环节的审核人办理。")


class MovedOnError(DomainError):
    """Somebody else acted since the page was opened."""

    code = "moved_on"
    sentence = _("在您打开页面之后，这份%(document)s已有新的变化，本次操作没有执行。请查看最新内容后再办理。")


class WrongPeriodError(DomainError):
    """A period begins in a month of the year and does not end before it begins."""

    code = "wrong_period"
    status = 422
    sentence = _("请选择起止月份：截止月份不能早于起始月份。")


class PeriodToComeError(DomainError):
    """The last month of the period has not begun."""

    code = "period_to_come"
    sentence = _("截止月份还没有到，不能生成监控表。请选择已经开始的月份。")


class TooManyRowsError(DomainError):
    """A target table holds so many rows and no more; nothing is left out in silence."""

    code = "too_many_rows"
    status = 422
    sentence = _("一共有 %(count)s 行，超过一张目标表最多的 %(most)s 行，没有保存。请先合并或删去一些行。")


class IncompleteError(DomainError):
    """There are things to mend before the document can be submitted."""

    code = "incomplete"
    status = 422
    sentence = _("还有 %(count)s 处必须处理，处理后才能提交。")

    def __init__(self, *, problems: list[str]) -> None:
        super().__init__(count=len(problems))
        self.problems = problems


class ReasonNeededError(DomainError):
    """A return or an adjustment says why."""

    code = "reason_needed"
    status = 422
    sentence = _("请写明理由，或在有关的行里写明意见。")


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


class NoFormError(DomainError):
    """The file holds no official form that can be taken over."""

    code = "no_form_in_file"
    status = 422
    sentence = _("文件可以读取，但其中没有绩效目标表或自评表。请确认是官方式样的表。")


class UnknownTokenError(DomainError):
    """A bound number in the narrative names no indicator."""

    code = "unknown_token"
    status = 422
    sentence = _("完成情况中的“[[%(name)s]]”不是本项目的指标。请改为指标名称，或去掉方括号。")


class UnfitEntriesError(InvalidInputError):
    """What was typed into a self-evaluation cannot be kept as it is. `content` is what was typed, as far as it can be read."""

    def __init__(self, fields: dict[str, list[str]], *, content: EvaluationContent) -> None:
        super().__init__(fields)
        self.content = content


class NotApprovedError(DomainError):
    """The step before is not done."""

    code = "not_approved"
    sentence = _("%(document)s尚未批准，不能进行下一步。")


class BindingError(DomainError):
    """The binding of an indicator cannot be counted."""

    code = "unfit_binding"
    status = 422
    sentence = _("指标“%(indicator)s”的取数方式不成立：%(why)s")


class AttributesNeededError(DomainError):
    """At this step the decision comes from a four-attribute review."""

    code = "attributes_needed"
    sentence = _("这一环节须作四性审核，由综合评定决定是否通过。请打开项目的绩效目标表，填写四性审核表。")


class YearNotOverError(DomainError):
    """A year is evaluated when it has ended."""

    code = "year_not_over"
    sentence = _(
        "%(year)s年度还没有结束，现在不能自评。年度结束后再由台账生成自评表；年度之中请用运行监控看进度，或申请调整目标。"
    )


class SentBeforeError(DomainError):
    """What somebody has sent for review stays."""

    code = "sent_before"
    sentence = _("这份%(document)s已经提交过，各版都要留存，不能作废。需要修改的，请在退回或撤回之后修改再提交。")


class AdjustmentUnderWayError(DomainError):
    """The target that the self-evaluation would answer is just being changed."""

    code = "adjustment_under_way"
    sentence = _("绩效目标正在调整，批准后自评所依据的目标会改变。请等调整审核结束，或先取消调整，再生成自评表。")


class SameBodyError(DomainError):
    """A move leads somewhere else."""

    code = "same_body"
    sentence = _("项目现在就属于这个单位和主管部门，不需要划转。")


class NoReviewerThereError(DomainError):
    """The document under way could not be decided after the move."""

    code = "no_body_for_step"
    sentence = _(
        "该主管部门之上没有财政部门，而项目的表正等待财政审核。请先在组织架构中登记财政部门，或等审核结束再划转。"
    )


class PersonalDataError(DomainError):
    """What would be published holds personal data."""

    code = "personal_data"
    status = 422
    sentence = _("有 %(count)s 处个人信息，没有公开。请由单位更正后再公开。")

    def __init__(self, *, problems: list[str]) -> None:
        super().__init__(count=len(problems))
        self.problems = problems


class NoReviewStepError(DomainError):
    """The order of review leaves nobody outside the unit who could decide."""

    code = "no_review_step"
    sentence = _(
        "这份%(document)s没有单位以外的审核环节可走：审核流程要求财政审核，而主管部门之上没有登记财政部门。"
        "请主管部门的管理员在“审核流程和期限”中加入主管部门审核，或请平台在组织架构中登记财政部门，然后再提交。内容已保存。"
    )


class NotOfferedError(DomainError):
    """The picked indicator was retired, or is no longer offered to this unit."""

    code = "indicator_not_offered"
    status = 422
    sentence = _("所选的指标已停用，或不再向本单位提供，没有加入。您填写的内容已保留，请另选一项。")


class NothingChosenError(DomainError):
    """A bulk approval needs something to approve."""

    code = "nothing_chosen"
    status = 422
    sentence = _("还没有选择要同意的表。请先勾选，一次最多 %(most)s 份。")


class NotSubmittedError(DomainError):
    """There is no frozen version to hand out evidence for."""

    code = "not_submitted"
    sentence = _("自评表还没有提交过，没有可以出具证据的版次。提交后即可生成证据包。")


class PackNotReadyError(DomainError):
    """The pack is still being built, or could not be."""

    code = "pack_not_ready"
    sentence = _("证据包还没有生成好。请稍候再下载，或查看未能生成的原因。")
