"""Refusals of what reports on a project: monitoring, self-evaluation, evidence packs, publication."""

from django.utils.translation import gettext_lazy as _

from servicecloud.errors import DomainError, InvalidInputError
from servicecloud.performance.values import EvaluationContent


class WrongPeriodError(DomainError):
    """A period begins in a month of the year and does not end before it begins."""

    code = "wrong_period"
    status = 422
    sentence = _("请选择起止月份：截止月份不能早于起始月份。")


class PeriodToComeError(DomainError):
    """The last month of the period has not begun."""

    code = "period_to_come"
    sentence = _("截止月份还没有到，不能生成监控表。请选择已经开始的月份。")


class UnknownTokenError(DomainError):
    """A bound number in the narrative names no indicator."""

    code = "unknown_token"
    status = 422
    sentence = _("完成情况中的“[[%(name)s]]”不是本项目的指标。请改为指标名称，或去掉方括号。")


class AmbiguousTokenError(DomainError):
    """A bound number in the narrative names several rows at once."""

    code = "ambiguous_token"
    status = 422
    sentence = _("完成情况中的“[[%(name)s]]”同时是 %(count)s 行指标的名称。请改写为其中一个：%(choices)s。")


class UnfitEntriesError(InvalidInputError):
    """What was typed into a self-evaluation cannot be kept as it is. `content` is what was typed, as far as it can be read."""

    def __init__(self, fields: dict[str, list[str]], *, content: EvaluationContent) -> None:
        super().__init__(fields)
        self.content = content


class YearNotOverError(DomainError):
    """A year is evaluated when it has ended."""

    code = "year_not_over"
    sentence = _(
        "%(year)s年度还没有结束，现在不能自评。年度结束后再由台账生成自评表；年度之中请用运行监控看进度，或申请调整目标。"
    )


class AdjustmentUnderWayError(DomainError):
    """The target that the self-evaluation would answer is just being changed."""

    code = "adjustment_under_way"
    sentence = _("绩效目标正在调整，批准后自评所依据的目标会改变。请等调整审核结束，或先取消调整，再生成自评表。")


class PersonalDataError(DomainError):
    """What would be published holds personal data."""

    code = "personal_data"
    status = 422
    sentence = _("有 %(count)s 处个人信息，没有公开。请由单位更正后再公开。")

    def __init__(self, *, problems: list[str]) -> None:
        super().__init__(count=len(problems))
        self.problems = problems


class NotSubmittedError(DomainError):
    """There is no frozen version to hand out evidence for."""

    code = "not_submitted"
    sentence = _("自评表还没有提交过，没有可以出具证据的版次。提交后即可生成证据包。")


class PackNotReadyError(DomainError):
    """The pack is still being built, or could not be."""

    code = "pack_not_ready"
    sentence = _("证据包还没有生成好。请稍候再下载，或查看未能生成的原因。")
