"""M-01 选择“有可能/完全不可能”须填原因和措施."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.wording import said
from plumbline.forms.model import MonitoringIndicator

_SAID = {"possible": "有可能", "impossible": "完全不可能"}


@rule(
    "M-01",
    severity="error",
    scope=("monitoring",),
    title_zh="完成目标可能性存疑，未填原因和措施",
    title_en="The target is in doubt and no reason is given",
    source=cite(
        "caiyu-2019-136",
        "对不能完成年度目标的，说明原因及拟采取的措施",
        "Where a target will not be met, the reason and the measures are stated",
        "well_known",
    ),
    since=dt.date(2019, 7, 26),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """A row that may miss its target, or certainly will, says why; ticking a cause is not yet a reason."""
    for row in form.rows:
        own = row.indicator
        if not isinstance(own, MonitoringIndicator) or own.likelihood is None:
            out.not_applicable(row.path, "未填完成目标可能性", "no likelihood is given")
        elif own.likelihood == "certain" or row.deviation or said(own.remark):
            out.passed(row.path)
        else:
            shown = _SAID[own.likelihood]
            words = Words(
                f"“{row.name}”完成目标可能性选“{shown}”，未写原因和措施{'，只勾选了原因类别' if own.deviation_causes else ''}",
                f"“{row.name}” is marked as {own.likelihood}, without a reason or measures",
                "请写明滞后的具体原因、拟采取的措施和时间；确不能完成的，按程序调整预算和目标。",
                "State the reason, the measures and the date; what cannot be done is changed together with the budget.",
            )
            out.failed(row.spot("likelihood"), words, printed=shown)
