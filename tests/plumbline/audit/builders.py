"""Small forms for audit tests, written with the values as a form prints them."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from plumbline.forms.model import (
    Form,
    FundRow,
    Indicator,
    MonitoringIndicator,
    MonitoringTable,
    PrintedFund,
    PrintedIndicator,
    SelfEvaluation,
    TargetTable,
)
from plumbline.forms.places import Cell
from plumbline.forms.value_grammar import parse_actual, parse_amount, parse_target

SOURCE = "自评表.docx"


def _number(printed: str | None) -> Decimal | None:
    return None if printed is None else parse_amount(printed)


def row(
    level3: str = "服务企业数",
    target: str | None = "≥100(家)",
    actual: str | None = "120(家)",
    *,
    weight: str | None = "10",
    score: str | None = "10",
    deviation: str | None = None,
    level1: str | None = "产出指标",
    level2: str | None = "数量指标",
    **more: Any,
) -> Indicator:
    """One indicator; every value as printed."""
    return Indicator(
        level1=level1,
        level2=level2,
        level3=level3,
        shifted=False,
        cell=Cell(SOURCE, "table:1", 0, 3),
        printed=PrintedIndicator(target, actual, weight, score, deviation),
        target=parse_target(target) if target else None,
        actual=parse_actual(actual) if actual else None,
        weight=_number(weight),
        claimed_score=_number(score),
        deviation=deviation,
        **more,
    )


def benefit(
    level3: str = "企业获得融资额", target: str | None = "≥100(万元)", actual: str | None = "100(万元)", **more: Any
) -> Indicator:
    """One benefit indicator of 10 points."""
    return row(level3, target, actual, **{"level1": "效益指标", "level2": "经济效益指标", **more})


def satisfaction(target: str | None = "≥90(%)", actual: str | None = "95(%)", **more: Any) -> Indicator:
    """The satisfaction indicator of 10 points."""
    return row("企业满意度", target, actual, **{"level1": "满意度指标", "level2": "服务对象满意度指标", **more})


def fund(
    name: str = "年度资金总额",
    initial: str | None = "100.00",
    annual: str | None = "100.00",
    executed: str | None = "95.00",
    *,
    weight: str | None = "10.00",
    rate: str | None = "95.00",
    score: str | None = "9.50",
) -> FundRow:
    """One fund row; every value as printed, 万元 and percent."""
    numbers = {
        name: _number(text) for name, text in (("weight", weight), ("execution_rate", rate), ("claimed_score", score))
    }
    return FundRow(
        name=name,
        cell=Cell(SOURCE, "table:1", 0, 2),
        printed=PrintedFund(initial, annual, executed, weight, rate, score),
        initial_budget=_number(initial),
        annual_budget=_number(annual),
        executed=_number(executed),
        **numbers,
    )


def part(
    name: str = "其中：当年财政拨款",
    initial: str | None = "100.00",
    annual: str | None = "100.00",
    executed: str | None = "95.00",
    **more: Any,
) -> FundRow:
    """A row under the total, without points."""
    return fund(name, initial, annual, executed, **{"weight": "-", "score": "-", **more})


def rows_of_90() -> tuple[Indicator, ...]:
    """Indicators of 50 + 30 + 10 points: five reached their targets, the last one missed it and says why."""
    reason = "两场活动时间冲突，部分企业未能参加，下年度提前排期。"
    return (
        row("服务企业数", "≥100(家)", "110(家)", weight="20", score="20"),
        row("活动举办合格率", "≥95(%)", "97(%)", level2="质量指标", weight="20", score="20"),
        row("项目完成时间", "12月底前", "2023年11月30日", level2="时效指标", weight="10", score="10"),
        benefit("企业获得融资额", "≥500(万元)", "560(万元)", weight="15", score="15"),
        benefit("带动就业人数", "≥200(人)", "215(人)", level2="社会效益指标", weight="15", score="15"),
        satisfaction("≥96(%)", "95(%)", weight="10", score="9.89", deviation=reason),
    )


def self_evaluation(
    *rows: Indicator,
    funds: Iterable[FundRow] = (),
    total: str | None = "99.39",
    grade: str | None = "优",
    **changes: Any,
) -> SelfEvaluation:
    """A self-evaluation of 2023 in 万元 that no rule finds fault with, unless the test changes something."""
    values: dict[str, Any] = {
        "source": SOURCE,
        "ordinal": 1,
        "layout": "shanghai-self-evaluation",
        "title_printed": "财政项目支出绩效自评表",
        "year": 2023,
        "project_name": "澜川企业服务专项",
        "money_unit_label": "万元",
        "supervising_department": "澜川市经济和信息化局",
        "implementing_unit": "澜川市企业服务中心",
        "expected_goal": "全年走访企业一百家，组织供需对接活动，帮助企业获得融资。",
        "actual_completion": "走访企业120家，举办对接活动二十余场，促成融资560万元，企业评价良好。",
        "funds": tuple(funds) or (fund(), part(), part("上年结转资金", "0.00", "0.00", "0.00", rate="0.00")),
        "total_weight_printed": "100",
        "total_score_printed": total,
        "grade_printed": grade,
        "indicators": _placed(rows or rows_of_90()),
    }
    return SelfEvaluation(**values | changes)


def target_table(*rows: Indicator, **changes: Any) -> TargetTable:
    """A target table of the national declaration that no rule finds fault with, unless the test changes something."""
    values: dict[str, Any] = {
        "source": "目标表.docx",
        "ordinal": 1,
        "layout": "national-target",
        "year": 2023,
        "project_name": "澜川企业服务专项",
        "money_unit_label": "万元",
        "supervising_department": "澜川市经济和信息化局",
        "implementing_unit": "澜川市企业服务中心",
        "project_category": "经常性专项业务费",
        "plan_start": "2023-01-01",
        "plan_end": "2023-12-31",
        "annual_goal": "全年走访企业一百家，组织供需对接活动，帮助企业获得融资。",
        "funds": (fund(executed=None, rate=None, score=None, weight=None), part(executed=None, rate=None)),
        "indicators": _placed(rows or tuple(promised(one) for one in rows_of_90())),
    }
    return TargetTable(**values | changes)


def monitoring_table(*rows: MonitoringIndicator, **changes: Any) -> MonitoringTable:
    """A monitoring table of January to July."""
    values: dict[str, Any] = {
        "source": "监控表.docx",
        "ordinal": 1,
        "layout": "national-monitoring",
        "year": 2023,
        "project_name": "澜川企业服务专项",
        "money_unit_label": "万元",
        "supervising_department": "澜川市经济和信息化局",
        "implementing_unit": "澜川市企业服务中心",
        "period_start_month": 1,
        "period_end_month": 7,
        "expected_goal": "全年走访企业一百家，组织供需对接活动，帮助企业获得融资。",
        "funds": (fund(executed="58.00", rate="58.00", weight=None, score=None),),
        "indicators": _placed(rows),
    }
    return MonitoringTable(**values | changes)


def monitored(
    level3: str = "服务企业数",
    target: str | None = "≥120(家)",
    actual: str | None = "70(家)",
    **more: Any,
) -> MonitoringIndicator:
    """One row of a monitoring table; `actual` is what was reached by the end of the period."""
    aspect = {"level1": "满意度指标", "level2": "服务对象满意度指标"} if "满意度" in level3 else {}
    plain_row = row(level3, target, actual, weight=None, score=None, deviation=more.pop("deviation", None), **aspect)
    return MonitoringIndicator(**{name: getattr(plain_row, name) for name in plain_row.__struct_fields__}, **more)


def projected(amount: str | None, executed: str = "58.00") -> FundRow:
    """The total row of a monitoring table with the spending that is projected for the year."""
    from msgspec.structs import replace

    total = fund(executed=executed, rate="58.00", weight=None, score=None)
    return replace(total, projected_executed=_number(amount), printed=replace(total.printed, projected_executed=amount))


def promised(indicator: Indicator) -> Indicator:
    """Take away what a target table does not have."""
    from msgspec.structs import replace

    return replace(
        indicator,
        actual=None,
        claimed_score=None,
        deviation=None,
        printed=replace(indicator.printed, actual=None, score=None, deviation=None),
    )


def _placed(rows: Iterable[Indicator]) -> tuple[Indicator, ...]:
    """Give each row its own place, below the heads of the table."""
    from msgspec.structs import replace

    return tuple(replace(one, cell=Cell(SOURCE, "table:1", 12 + index, 3)) for index, one in enumerate(rows))


AnyForm = Form


def without_funds(*rows: Indicator, **changes: Any) -> SelfEvaluation:
    """A self-evaluation that has no fund block at all."""
    from msgspec.structs import replace

    return replace(self_evaluation(*rows, **changes), funds=())
