"""Refusals of oversight."""

from django.utils.translation import gettext_lazy as _

from servicecloud.errors import DomainError


class WrongStepError(DomainError):
    """The act does not exist in this state, or somebody else acted since the page was opened."""

    code = "wrong_step"
    sentence = _("目前的进度是“%(state)s”，不能进行这项操作，或者内容刚刚有了变化。请刷新页面查看最新进展。")


class EmptyFrameError(DomainError):
    """There is nothing to draw from."""

    code = "empty_frame"
    sentence = _("%(year)s年度还没有已批准的自评表，没有可以抽查的项目。请在自评审核完成后再公告。")


class NoHeadYetError(DomainError):
    """The head that gives the seed is not sealed yet."""

    code = "no_head_yet"
    sentence = _("%(at)s 之后存证台账还没有新的封存。种子由届时的第一个链首产生，请稍后再试。")


class SeedNeededError(DomainError):
    """An entered seed says what it is and where it comes from."""

    code = "seed_needed"
    status = 422
    sentence = _("请录入种子，并写明产生的时间、地点和办法。")


class NotYoursToExamineError(DomainError):
    """Who approved a self-evaluation does not re-check it."""

    code = "approved_it_before"
    status = 403
    sentence = _("这份自评表由您审核同意，不能由您复核。请由本单位其他审核人办理。")


class WriterConfirmsError(DomainError):
    """Who wrote in it, or submitted it, does not confirm it."""

    code = "writer_confirms"
    status = 403
    sentence = _("您填写过这份内容，不能由您确认或退回。请由本单位没有填写过的审核人办理。")


class NobodyElseConfirmsError(DomainError):
    """Everybody of the body who could confirm wrote in it."""

    code = "nobody_else_confirms"
    sentence = _(
        "须由没有填写过这份内容的人员确认，而“%(body)s”的审核人都填写过，或者只有您一人。"
        "请本单位管理员在“人员”中再设一名审核人，然后提交。"
    )


class OwnResultAdvisedError(DomainError):
    """Who wrote the result that the advice rests on does not decide the advice."""

    code = "own_result_advised"
    status = 403
    sentence = _("这个项目的复核或评价由您填写，预算建议不能由您决定。请由本单位其他审核人决定；没有时请管理员增设。")


class ExaminerDecidesError(DomainError):
    """Who wrote in the examination does not decide the objection."""

    code = "examiner_decides"
    status = 403
    sentence = _("这次核查由您填写或送出，异议须由本单位其他审核人决定。没有时请管理员在“人员”中增设。")


class AnswererAcceptsError(DomainError):
    """Who answered, ever, does not accept or return."""

    code = "answerer_accepts"
    status = 403
    sentence = _(
        "整改情况或佐证材料由您报送，不能由您验收或退回。请由本单位其他审核人办理；没有时请管理员在“人员”中增设。"
    )


class TermOverError(DomainError):
    """The term for an objection is over."""

    code = "term_over"
    sentence = _("异议期限 %(day)s 已过，结果已成定论。")


class UnfinishedError(DomainError):
    """There are things to mend first; every one is named."""

    code = "unfinished"
    status = 422
    sentence = _("还有 %(count)s 处须处理，处理后才能继续。")

    def __init__(self, *, problems: list[str]) -> None:
        super().__init__(count=len(problems))
        self.problems = problems


class NothingToExamineError(DomainError):
    """The project has no submitted self-evaluation."""

    code = "nothing_to_examine"
    sentence = _("这个项目还没有提交自评表，不能核定得分。")


class OpenAlreadyError(DomainError):
    """There is one under way."""

    code = "open_already"
    sentence = _("这个项目已有一份正在办理的“%(what)s”。请先办理完，或在原件上继续。")


class WordsNeededError(DomainError):
    """The act needs words."""

    code = "words_needed"
    status = 422
    sentence = _("请写明内容后再提交。")


class DueDayError(DomainError):
    """A deadline lies at least one working day ahead."""

    code = "due_day"
    status = 422
    sentence = _("整改期限须为1至120个工作日。")
