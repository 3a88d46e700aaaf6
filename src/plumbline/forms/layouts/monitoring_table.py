"""The monitoring table of 财预〔2019〕136号: progress within the year, projection, causes, likelihood."""

from typing import Any

from plumbline.forms.layouts.layout import Layout, Parts, common_fields
from plumbline.forms.layouts.lexicon import PERIOD
from plumbline.forms.model import MonitoringIndicator, MonitoringTable

MONITORING_ROLES = frozenset({"projected", "likelihood", "likelihood_certain", "cause_funding"})


def _is_monitoring(parts: Parts) -> bool:
    if parts.indicators.roles:
        return bool(parts.indicators.roles & MONITORING_ROLES)
    return "监控" in parts.title


def _period(parts: Parts) -> tuple[int | None, int | None]:
    if parts.indicators.period is not None:
        return parts.indicators.period
    for row in parts.segment.rows[: parts.segment.header]:
        for cell in row.cells:
            if len(cell.text) <= 30 and (found := PERIOD.search(cell.text)):
                return int(found[1]), int(found[2])
    return None, None


def _build(parts: Parts) -> MonitoringTable:
    fields: dict[str, Any] = common_fields(parts, "monitoring")
    fields["indicators"] = tuple(item for item in fields["indicators"] if isinstance(item, MonitoringIndicator))
    start, end = _period(parts)
    return MonitoringTable(
        **fields,
        supervising_department=parts.text("supervising_department"),
        implementing_unit=parts.text("implementing_unit"),
        period_start_month=start,
        period_end_month=end,
        expected_goal=parts.text("annual_goal") or parts.text("expected_goal"),
        funds=tuple(parts.funds.rows),
    )


MONITORING = Layout(
    id="monitoring",
    kind="monitoring",
    title_zh="项目支出绩效目标执行（运行）监控表",
    title_en="Monitoring table of performance targets",
    source="财预〔2019〕136号",
    matches=_is_monitoring,
    build=_build,
)
