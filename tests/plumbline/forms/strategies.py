"""Whole official forms for property tests.

Every generated form can be printed in its layout and read again: reading back what was written gives the same content. How a printed
value is understood is the caller's choice, so that the grammar of values has its own tests and these its own.
"""

from collections.abc import Callable
from decimal import Decimal

from hypothesis import strategies as st

from plumbline.forms.model import (
    Budgets,
    DeviationCause,
    EmptyRow,
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
from plumbline.forms.values import ActualValue, TargetValue

ReadTarget = Callable[[str], TargetValue]
ReadActual = Callable[[str], ActualValue]
Levels = dict[str, tuple[str, ...]]


def words_as_target(text: str) -> TargetValue:
    """Take every printed target as words."""
    return TargetValue(text, "qualitative", kind="qualitative_text")


def words_as_actual(text: str) -> ActualValue:
    """Take every printed actual value as words."""
    return ActualValue(text, "qualitative", kind="qualitative_text")


NATIONAL_LEVELS: Levels = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}
SHANGHAI_TARGET_LEVELS: Levels = {
    "投入与管理": ("投入管理", "财务管理", "实施管理"),
    "产出目标": ("数量", "质量", "时效"),
    "效果目标": ("社会效益", "满意度"),
    "影响力目标": ("长效管理", "部门协助"),
}

UNITS = st.sampled_from(
    ["澜川市企业服务中心", "澜川市中小企业发展局", "澜川市𠮷祥园区管理办公室", "澜川市龘㛃创业指导站（筹）"]
)
PROJECT_NAMES = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["企业服务", "诉求办理", "“专精特新”培育", "A&B对接", "平台#2运维", "$信用_建设*"]),
        st.sampled_from(["专项", "项目", "专项经费（二期）", "工作经费"]),
    ),
)
SENTENCES = st.sampled_from(
    [
        "全年走访企业两千家，逐户建立需求清单。",
        "组织供需对接活动24场，促成意向合作。",
        "平台运行稳定，故障在4小时内排除。",
        "（一）完善制度；（二）加强培训；（三）跟踪回访。",
        "受益企业覆盖12个街镇，满意率保持在90%以上。",
        "按《澜川市惠企服务办法》（临企发〔2021〕7号）执行。",
    ]
)
RUNNING_TEXTS = st.lists(SENTENCES, min_size=1, max_size=6).map("".join)
DEVIATIONS = st.none() | st.sampled_from(["受汛期影响，部分活动延期。", "企业数超出预期，下年度将调高目标值。"])
INDICATOR_NAMES = st.sampled_from(
    [
        "走访企业数",
        "政策宣讲场次",
        "平台故障排除率",
        "培训按时完成率",
        "企业满意度",
        "带动就业人数",
        "系统等保测评（二级）通过率",
    ]
)
TARGET_TEXTS = st.sampled_from(
    [
        "≥400(家)",
        "=2500家",
        ">=300家次",
        "100%",
        "不低于90%",
        "≤5个工作日",
        "12月底前",
        "显著提升",
        "健全",
        "2亿元",
        "3-5个",
        "5.00",
    ]
)
ACTUAL_TEXTS = st.sampled_from(
    ["412(家)", "2500家", "95.00(百分数)", "98.5%", "达成指标", "部分达成指标并具有一定效果", "5.00", "1.8亿元"]
)
POINTS = st.sampled_from(["5", "5.00", "10", "12.5", "20.00"])
AMOUNTS = st.sampled_from(["758.11", "0.00", "0", "1,307,000.00", "37.76", "425.80"])
RATES = st.sampled_from(["99.49", "65.79%", "100.00", "0.00"])
DASHES = st.sampled_from(["—", "-"])
CONTACTS = st.fixed_dictionaries(
    {},
    optional={
        "项目负责人": st.sampled_from(["陆望舒", "𠮷田清", "龘青㛃"]),
        "联系电话": st.just("0000-5550123"),
        "填报日期": st.just("2024-02-28"),
    },
)
OPTIONAL_UNITS = st.none() | UNITS
OPTIONAL_TEXTS = st.none() | RUNNING_TEXTS
YEARS = st.integers(2018, 2026)


def number(printed: str | None) -> Decimal | None:
    """Read a plain printed amount, rate or weight; a dash or a blank is no number."""
    if printed is None or printed in {"—", "-"}:
        return None
    return Decimal(printed.replace(",", "").removesuffix("%"))


@st.composite
def _rows(draw: st.DrawFn, levels: Levels) -> list[tuple[str, str, int]]:
    """Draw how many indicators stand under each level-2 label; 0 is a row printed empty. At least one indicator."""
    counts = [
        (level1, level2, draw(st.sampled_from([None, 0, 1, 1, 2, 3])))
        for level1, many in levels.items()
        for level2 in many
    ]
    rows = [(level1, level2, count) for level1, level2, count in counts if count is not None]
    if any(count for _, _, count in rows):
        return rows
    first = next(iter(levels))
    return [(first, levels[first][0], 1), *(row for row in rows if row[:2] != (first, levels[first][0]))]


def _place(row: int) -> Cell:
    return Cell("生成的表", "table:1", row, 1)


@st.composite
def _indicators(
    draw: st.DrawFn, levels: Levels, one: Callable[[st.DrawFn, str, str, Cell], Indicator]
) -> tuple[tuple[Indicator, ...], tuple[EmptyRow, ...]]:
    indicators: list[Indicator] = []
    empty: list[EmptyRow] = []
    for level1, level2, count in draw(_rows(levels)):
        if count == 0:
            empty.append(EmptyRow(level1, level2, _place(len(indicators) + len(empty) + 20)))
        for _ in range(count):
            indicators.append(one(draw, level1, level2, _place(len(indicators) + len(empty) + 20)))
    return tuple(indicators), tuple(empty)


@st.composite
def shanghai_targets(draw: st.DrawFn, read_target: ReadTarget = words_as_target) -> TargetTable:
    """Draw a target table in the layout of Shanghai 2020."""

    def one(draw: st.DrawFn, level1: str, level2: str, cell: Cell) -> Indicator:
        target = draw(TARGET_TEXTS)
        printed = PrintedIndicator(target=target)
        return Indicator(level1, level2, draw(INDICATOR_NAMES), False, cell, printed, target=read_target(target))

    indicators, empty_rows = draw(_indicators(SHANGHAI_TARGET_LEVELS, one))
    year = draw(YEARS)
    amounts = st.none() | AMOUNTS
    return TargetTable(
        source="生成的表",
        ordinal=1,
        layout="shanghai-target-2020",
        title_printed="财政项目支出绩效目标表",
        year=year,
        project_name=draw(PROJECT_NAMES),
        money_unit_label=draw(st.sampled_from(["元", "万元"])),
        empty_rows=empty_rows,
        declaring_unit=draw(UNITS),
        project_category=draw(st.sampled_from(["经常性专项业务费", "其他经常性项目", "其他一次性项目"])),
        plan_start=f"{year}-01-01",
        plan_end=f"{year}-12-31",
        has_government_purchase=draw(st.sampled_from([None, True, False])),
        performance_type=draw(st.none() | st.just("事业/专业类")),
        overview=draw(OPTIONAL_TEXTS),
        basis=draw(OPTIONAL_TEXTS),
        necessity=draw(OPTIONAL_TEXTS),
        safeguards=draw(OPTIONAL_TEXTS),
        plan=draw(OPTIONAL_TEXTS),
        overall_goal=draw(OPTIONAL_TEXTS),
        budgets=Budgets(draw(amounts), draw(amounts), draw(amounts), draw(amounts)),
        indicators=indicators,
    )


@st.composite
def _self_evaluation_funds(draw: st.DrawFn) -> tuple[FundRow, ...]:
    funds = []
    for index, name in enumerate(("年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金")):
        amounts = [draw(st.none() | AMOUNTS) if index else draw(AMOUNTS) for _ in range(3)]
        weight = draw(DASHES) if index else "10"
        rate = draw(RATES if index == 0 else st.none() | RATES)
        score = draw(st.none() | DASHES) if index else draw(POINTS)
        funds.append(
            FundRow(
                name,
                _place(4 + index),
                PrintedFund(*amounts, weight, rate, score),
                *(number(amount) for amount in amounts),
                weight=number(weight),
                execution_rate=number(rate),
                claimed_score=number(score),
            )
        )
    return tuple(funds)


@st.composite
def self_evaluations(
    draw: st.DrawFn, read_target: ReadTarget = words_as_target, read_actual: ReadActual = words_as_actual
) -> SelfEvaluation:
    """Draw a self-evaluation in the layout of Shanghai or of the Ministry of Finance."""

    def one(draw: st.DrawFn, level1: str, level2: str, cell: Cell) -> Indicator:
        target, actual, weight, score = draw(
            st.tuples(TARGET_TEXTS, st.none() | ACTUAL_TEXTS, POINTS, st.none() | POINTS)
        )
        deviation = draw(DEVIATIONS)
        return Indicator(
            level1,
            level2,
            draw(INDICATOR_NAMES),
            False,
            cell,
            PrintedIndicator(target, actual, weight, score, deviation),
            target=read_target(target),
            actual=None if actual is None else read_actual(actual),
            weight=number(weight),
            claimed_score=number(score),
            deviation=deviation,
        )

    layout, titles = draw(
        st.sampled_from(
            [
                ("shanghai-self-evaluation", ("财政项目支出绩效自评表", "财政项目支出绩效自我评价")),
                ("national-self-evaluation", ("项目支出绩效自评表",)),
            ]
        )
    )
    indicators, empty_rows = draw(_indicators(NATIONAL_LEVELS, one))
    return SelfEvaluation(
        source="生成的表",
        ordinal=1,
        layout=layout,
        title_printed=draw(st.sampled_from(titles)),
        year=draw(YEARS),
        project_name=draw(PROJECT_NAMES),
        money_unit_label=draw(st.sampled_from(["元", "万元"])),
        empty_rows=empty_rows,
        other_fields=draw(CONTACTS),
        supervising_department=draw(OPTIONAL_UNITS),
        implementing_unit=draw(UNITS),
        expected_goal=draw(OPTIONAL_TEXTS),
        actual_completion=draw(OPTIONAL_TEXTS),
        funds=draw(_self_evaluation_funds()),
        total_weight_printed=draw(st.sampled_from(["100", "100.00"])),
        total_score_printed=draw(st.sampled_from(["99.94", "85.58", "100"])),
        grade_printed=draw(st.none() | st.sampled_from(["优", "良", "中", "差"])),
        indicators=indicators,
    )


@st.composite
def national_targets(draw: st.DrawFn, read_target: ReadTarget = words_as_target) -> TargetTable:
    """Draw a national declaration: medium-term and annual twin columns, level weights sometimes inside the labels."""
    is_weighted = draw(st.booleans())

    def one(draw: st.DrawFn, level1: str, level2: str, cell: Cell) -> Indicator:
        target, long_term = draw(st.tuples(TARGET_TEXTS, st.none() | TARGET_TEXTS))
        return Indicator(
            level1,
            level2,
            draw(INDICATOR_NAMES),
            False,
            cell,
            PrintedIndicator(target=target),
            target=read_target(target),
            long_term_target=None if long_term is None else read_target(long_term),
            level1_weight={"产出指标": Decimal(50), "效益指标": Decimal(30), "满意度指标": Decimal(10)}[level1]
            if is_weighted
            else None,
        )

    def fund(row: int, name: str) -> FundRow:
        printed = draw(st.none() | AMOUNTS)
        return FundRow(name, _place(row), PrintedFund(annual_budget=printed), annual_budget=number(printed))

    names = ("中期资金总额", "其中：财政拨款", "其他资金", "年度资金总额", "其中：财政拨款", "其他资金")
    indicators, empty_rows = draw(_indicators(NATIONAL_LEVELS, one))
    return TargetTable(
        source="生成的表",
        ordinal=1,
        layout="national-target",
        title_printed="项目支出绩效目标申报表",
        year=draw(YEARS),
        project_name=draw(PROJECT_NAMES),
        money_unit_label="万元",
        empty_rows=empty_rows,
        other_fields=draw(CONTACTS),
        supervising_department=draw(OPTIONAL_UNITS),
        implementing_unit=draw(UNITS),
        project_category=draw(st.sampled_from(["新增项目", "延续项目"])),
        long_term_goal=draw(OPTIONAL_TEXTS),
        annual_goal=draw(OPTIONAL_TEXTS),
        funds=tuple(fund(row, name) for row, name in enumerate(names, start=4)),
        indicators=indicators,
    )


CAUSES: tuple[DeviationCause, ...] = ("funding", "institution", "staff", "hardware", "other")


@st.composite
def monitoring_tables(
    draw: st.DrawFn, read_target: ReadTarget = words_as_target, read_actual: ReadActual = words_as_actual
) -> MonitoringTable:
    """Draw a monitoring table of the Ministry of Finance."""

    def one(draw: st.DrawFn, level1: str, level2: str, cell: Cell) -> MonitoringIndicator:
        target, actual, projected = draw(st.tuples(TARGET_TEXTS, st.none() | ACTUAL_TEXTS, st.none() | ACTUAL_TEXTS))
        chosen = draw(st.sets(st.sampled_from(CAUSES), max_size=3))
        deviation = draw(DEVIATIONS)
        return MonitoringIndicator(
            level1,
            level2,
            draw(INDICATOR_NAMES),
            False,
            cell,
            PrintedIndicator(target=target, actual=actual, deviation=deviation),
            target=read_target(target),
            actual=None if actual is None else read_actual(actual),
            deviation=deviation,
            projected=None if projected is None else read_actual(projected),
            deviation_causes=tuple(cause for cause in CAUSES if cause in chosen),
            likelihood=draw(st.sampled_from([None, "certain", "possible", "impossible"])),
            remark=draw(st.none() | st.just("已约谈承办科室。")),
        )

    def fund(row: int, name: str) -> FundRow:
        budget, executed, projected = draw(st.tuples(AMOUNTS, AMOUNTS, st.none() | AMOUNTS))
        rate = draw(RATES)
        return FundRow(
            name,
            _place(row),
            PrintedFund(initial_budget=budget, executed=executed, execution_rate=rate, projected_executed=projected),
            initial_budget=number(budget),
            executed=number(executed),
            execution_rate=number(rate),
            projected_executed=number(projected),
        )

    indicators, empty_rows = draw(_indicators(NATIONAL_LEVELS, one))
    return MonitoringTable(
        source="生成的表",
        ordinal=1,
        layout="monitoring",
        title_printed="项目支出绩效目标执行监控表",
        year=draw(YEARS),
        project_name=draw(PROJECT_NAMES),
        money_unit_label="万元",
        empty_rows=empty_rows,
        supervising_department=draw(OPTIONAL_UNITS),
        implementing_unit=draw(UNITS),
        period_start_month=1,
        period_end_month=draw(st.integers(3, 11)),
        expected_goal=draw(OPTIONAL_TEXTS),
        funds=tuple(
            fund(row, name)
            for row, name in enumerate(("年度资金总额", "其中：本年一般公共预算拨款", "其他资金"), start=4)
        ),
        indicators=tuple(item for item in indicators if isinstance(item, MonitoringIndicator)),
    )


def whole_forms(
    *, read_target: ReadTarget = words_as_target, read_actual: ReadActual = words_as_actual
) -> st.SearchStrategy[Form]:
    """Draw any official form that every writer can hold."""
    return st.one_of(
        shanghai_targets(read_target),
        self_evaluations(read_target, read_actual),
        national_targets(read_target),
        monitoring_tables(read_target, read_actual),
    )
