"""Refusals of the performance cycle: its documents, their reviews, moves of projects."""

from django.utils.translation import gettext_lazy as _

from servicecloud.errors import DomainError


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


class NoFormError(DomainError):
    """The file holds no official form that can be taken over."""

    code = "no_form_in_file"
    status = 422
    sentence = _("文件可以读取，但其中没有绩效目标表或自评表。请确认是官方式样的表。")


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


class SentBeforeError(DomainError):
    """What somebody has sent for review stays."""

    code = "sent_before"
    sentence = _("这份%(document)s已经提交过，各版都要留存，不能作废。需要修改的，请在退回或撤回之后修改再提交。")


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
