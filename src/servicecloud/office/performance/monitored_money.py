"""The money of a monitoring table as its page shows it, and why a row or a source has no forecast, in words."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.forms.model import MonitoringTable
from servicecloud.performance.enums import FundSource
from servicecloud.performance.values import MonitoredRow, MonitoringContent

UNTOLD: dict[str, Promise | str] = {
    "": "",
    "words": gettext_lazy("按情况说明，不推算"),
    "nothing": gettext_lazy("还没有记录，不推算"),
    "few": gettext_lazy("全年数量少，不能按各周推算"),
    "rate": gettext_lazy("比率或时点数，不随各周累加"),
    "answers": gettext_lazy("答卷不足20份，不推算"),
    "weeks": gettext_lazy("不足6周，不推算"),
}
_TOLD_FROM: dict[str, Promise | str] = {
    "": "",
    "years": gettext_lazy("按往年各月的支付分布推算。"),
    "weeks": gettext_lazy("按今年已过各周的支付推算。"),
}


@dataclass(frozen=True)
class MoneyLine:
    """One source, or all of them, in 元; the forecast is None where it does not follow from what is known."""

    label: str
    initial: Decimal
    annual: Decimal
    executed: Decimal
    rate: Decimal | None
    projected: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True)
class MonitoredMoney:
    """The lines, the whole first; how the forecast was told or why there is none, and why a source has none."""

    lines: list[MoneyLine]
    told: str
    not_divided: bool


def monitored_money(content: MonitoringContent, form: MonitoringTable) -> MonitoredMoney:
    """Return the money of a table. Rates are those that the form prints."""
    rates = dict(zip(("", *FundSource.values), (fund.execution_rate for fund in form.funds), strict=False))
    if not content.funds:
        return MonitoredMoney([], "", not_divided=False)
    parts = [
        MoneyLine(
            label=str(FundSource(fund.source).label),
            initial=fund.initial_yuan,
            annual=fund.annual_yuan,
            executed=fund.executed_yuan,
            rate=rates.get(fund.source),
            projected=content.projected_of.get(fund.source),
        )
        for fund in content.funds
    ]
    whole = MoneyLine(
        label=_("年度资金总额"),
        initial=sum((part.initial for part in parts), Decimal(0)),
        annual=sum((part.annual for part in parts), Decimal(0)),
        executed=sum((part.executed for part in parts), Decimal(0)),
        rate=rates.get(""),
        projected=content.projected_yuan,
        low=content.projected_low_yuan,
        high=content.projected_high_yuan,
    )
    told = str(_TOLD_FROM[content.projected_from]) if whole.projected is not None else _("今年还不足6周，不推算。")
    not_divided = bool(content.projected_from) and any(part.projected is None for part in parts)
    return MonitoredMoney([whole, *parts], told, not_divided=not_divided)


def why_untold(entered: MonitoredRow) -> str:
    """Return why a row has no forecast; blank when it has one. Tables of before say so of narratives alone."""
    if entered.projected:
        return ""
    return str(UNTOLD[entered.untold or ("words" if entered.snapshot is None else "")])
