"""Errors in the choice, the names and the targets of indicators."""

from collections.abc import Callable
from decimal import Decimal

from plumbline.benchmark.errors.registry import Places, Workbench, error_kind, place
from plumbline.benchmark.model import Draft, DraftRow, FormKind, Layout
from plumbline.benchmark.values import REACHED_LEVELS, chinese_percent, number

_BOTH: tuple[FormKind, ...] = ("self_evaluation", "target")
_UNWEIGHED: tuple[Layout, ...] = ("national-target",)
_VAGUE = ("显著提升", "进一步提高", "有效改善", "明显增强", "不断优化", "逐步提高")
_TASKS = ("建设应急指挥大厅一座", "编制五年发展规划一部", "翻新室外停车场两处", "承办全省技能大赛一届")
_COUNTING = ("数", "量", "次", "里程", "面积", "长度")
_GRANTED = ("补贴", "补助", "采购", "购置")
"""What is granted or bought is planned to the piece."""
_UNFORESEEN = ("人次", "家", "家次", "件", "单")
_PROCESS = (("召开工作会议次数", "次"), ("项目资金投入额", "万元"), ("举办业务培训次数", "次"), ("资金拨付笔数", "笔"))


def _is_count(row: DraftRow) -> bool:
    return row.nature == "count" and not row.is_short and row.deviation is None


def _set_target(row: DraftRow, text: str | None) -> None:
    row.target = text
    if row.long_term is not None:
        row.long_term = text


def _become(row: DraftRow, name: str, aimed: Decimal, unit: str, *, sign: str = "≥") -> None:
    """Turn a row into another indicator that reaches its target exactly or by a little."""
    is_evaluated = row.actual is not None
    row.name, row.aimed, row.unit, row.clause = name, aimed, unit, None
    row.is_short, row.deviation = False, None
    _set_target(row, f"{sign}{number(aimed)}{unit}")
    if is_evaluated:
        row.done = aimed if sign == "≤" or aimed >= 97 or aimed < 10 else aimed + 1
        row.actual = f"{number(row.done)}{unit}"


@error_kind(
    "operator-reversed", ("正向指标用了“≤”", "“At most” for something to be done"),
    rules=("I-07",), severity="warning", kinds=_BOTH,
)  # fmt: skip
def operator_reversed(bench: Workbench) -> Places:
    """Promise at most so many trainings."""
    index = bench.pick(_is_count)
    if index is None:
        return None
    row = bench.row(index)
    _set_target(row, f"≤{number(row.aimed or Decimal(0))}{row.unit}")
    row.clause = None
    if row.actual is not None:
        row.done = row.aimed
        row.actual = f"{number(row.aimed or Decimal(0))}{row.unit}"
    bench.retell()
    return (place(index),)


@error_kind(
    "failures-at-least", ("反向指标用了“≥”", "“At least” for failures"),
    rules=("I-07",), severity="warning", kinds=_BOTH,
)  # fmt: skip
def failures_at_least(bench: Workbench) -> Places:
    """Promise a rate of failures or complaints of at least so much."""
    index = bench.pick(lambda row: row.nature == "share" and row.level2 in ("质量指标", "质量") and not row.is_short)
    if index is None:
        return None
    name = bench.rng.choice(("设备故障率", "群众投诉率", "差错率", "安全事故发生率"))
    _become(bench.row(index), name, Decimal(bench.rng.choice((1, 2, 3, 5))), "%")
    bench.retell()
    return (place(index),)


@error_kind(
    "cost-at-least", ("成本指标用了“≥”", "“At least” for a cost"), rules=("I-06",), severity="warning", kinds=_BOTH
)
def cost_at_least(bench: Workbench) -> Places:
    """Promise a cost of at least so much."""
    index = bench.pick(lambda row: row.nature == "limit")
    if index is None:
        return None
    row = bench.row(index)
    _set_target(row, f"≥{number(row.aimed or Decimal(0))}{row.unit}")
    if row.actual is not None:
        row.done = row.aimed
        row.actual = f"{number(row.aimed or Decimal(0))}{row.unit}"
    return (place(index),)


@error_kind(
    "target-placeholder", ("指标值仍为占位符", "A placeholder as target"),
    rules=("I-05",), severity="error", kinds=("self_evaluation", "target", "monitoring"),
)  # fmt: skip
def target_placeholder(bench: Workbench) -> Places:
    """Leave a placeholder where the target belongs."""
    index = bench.pick(_is_count)
    if index is None:
        return None
    row = bench.row(index)
    _set_target(row, bench.rng.choice(("XX", f"XX{row.unit}", "待定", "***", f"≥**{row.unit}", "待补充")))
    return (place(index),)


@error_kind(
    "target-missing", ("指标值为空", "No target"),
    rules=("I-05",), severity="error", kinds=("self_evaluation", "target"),
)  # fmt: skip
def target_missing(bench: Workbench) -> Places:
    """Leave a target out."""
    index = bench.pick(_is_count)
    if index is None or bench.draft.layout in ("shanghai-self-evaluation-yuan", "budget-target"):
        return None
    row = bench.row(index)
    row.target = None
    return (place(index),)


@error_kind("target-vague", ("定性指标值空泛", "A vague target"), rules=("I-08",), severity="warning", kinds=_BOTH)
def target_vague(bench: Workbench) -> Places:
    """Promise to improve."""
    index = bench.pick(lambda row: row.nature == "words" and not row.is_short)
    if index is None:
        return None
    row = bench.row(index)
    _set_target(row, bench.rng.choice(_VAGUE))
    if row.actual is not None:
        row.actual = bench.rng.choice(REACHED_LEVELS)
    return (place(index),)


@error_kind(
    "indicator-twice", ("三级指标重复", "The same indicator twice"),
    rules=("I-09",), severity="warning", kinds=("self_evaluation", "target", "monitoring"),
)  # fmt: skip
def indicator_twice(bench: Workbench) -> Places:
    """Name two rows alike."""
    chosen = bench.pick_some(_is_count, 2)
    if not chosen:
        return None
    first, second = (bench.row(index) for index in chosen)
    second.name, second.unit, first.clause, second.clause = first.name, first.unit, None, None
    _set_target(second, f"≥{number(second.aimed or Decimal(0))}{second.unit}")
    if second.done is not None:
        second.actual = f"{number(second.done)}{second.unit}"
    if second.projected is not None:
        second.projected = f"{number(max(second.aimed or Decimal(0), second.done or Decimal(0)))}{second.unit}"
    bench.retell()
    return tuple(place(index) for index in chosen)


@error_kind(
    "value-in-name",
    ("指标名称含指标值", "A name with the target in it"),
    rules=("I-10",),
    severity="warning",
    kinds=_BOTH,
)
def value_in_name(bench: Workbench) -> Places:
    """Write the target into the name."""
    index = bench.pick(_is_count)
    if index is None:
        return None
    row = bench.row(index)
    shown = f"{number(row.aimed or Decimal(0))}{row.unit}"
    row.name = bench.rng.choice((f"{row.name}不少于{shown}", f"{row.name}{shown}", f"{row.name}≥{shown}"))
    return (place(index),)


@error_kind(
    "compound-name",
    ("一个指标含多件事", "Two things in one indicator"),
    rules=("I-10",),
    severity="warning",
    kinds=_BOTH,
)
def compound_name(bench: Workbench) -> Places:
    """Join two indicators that can each be counted under one figure."""
    index = bench.pick(lambda row: _is_count(row) and row.name.endswith(_COUNTING))
    if index is None:
        return None
    row = bench.row(index)
    other = bench.rng.choice(("培训人次", "调研报告数量", "宣传活动次数", "设备采购数量"))
    row.name = f"{row.name}{bench.rng.choice('、和及')}{other}"
    return (place(index),)


@error_kind(
    "satisfaction-misfiled",
    ("满意度指标归入效益", "Satisfaction among the benefits"),
    rules=("I-11",),
    severity="warning",
    kinds=_BOTH,
)
def satisfaction_misfiled(bench: Workbench) -> Places:
    """Put a satisfaction among the social benefits."""
    index = bench.pick(lambda row: row.nature in ("scope", "words") and "社会效益" in row.level2 and not row.is_short)
    if index is None:
        return None
    row = bench.row(index)
    row.nature = "share"
    if row.actual is not None:
        row.done = Decimal(92)
    _become(row, "窗口服务满意度", Decimal(90), "%")
    bench.retell()
    return (place(index),)


@error_kind(
    "timeliness-misfiled",
    ("时效指标归入质量", "Timeliness among the qualities"),
    rules=("I-11",),
    severity="warning",
    kinds=_BOTH,
)
def timeliness_misfiled(bench: Workbench) -> Places:
    """Put a rate of punctuality among the qualities."""
    index = bench.pick(lambda row: row.nature == "share" and row.level2 in ("质量指标", "质量") and not row.is_short)
    if index is None:
        return None
    _become(
        bench.row(index), bench.rng.choice(("项目完成及时率", "任务按期完成率", "资料报送及时率")), Decimal(95), "%"
    )
    return (place(index),)


@error_kind(
    "quality-misfiled",
    ("质量指标归入数量", "Quality among the quantities"),
    rules=("I-11",),
    severity="warning",
    kinds=_BOTH,
)
def quality_misfiled(bench: Workbench) -> Places:
    """Put a rate of passes among the quantities."""
    index = bench.pick(_is_count)
    if index is None:
        return None
    row = bench.row(index)
    row.nature = "share"
    _become(row, bench.rng.choice(("设备验收合格率", "人员考核合格率", "建设任务达标率")), Decimal(95), "%")
    bench.retell()
    return (place(index),)


@error_kind(
    "process-as-benefit", ("工作过程作为效益", "Input or process as a benefit"),
    rules=("I-12", "I-11"), severity="warning", kinds=_BOTH,
)  # fmt: skip
def process_as_benefit(bench: Workbench) -> Places:
    """Count meetings, trainings or money among the benefits."""
    index = bench.pick(lambda row: row.nature in ("scope", "money") and not row.is_short)
    if index is None:
        return None
    name, unit = bench.rng.choice(_PROCESS)
    _become(bench.row(index), name, Decimal(bench.rng.choice((4, 6, 8))), unit)
    bench.retell()
    return (place(index),)


@error_kind(
    "deadline-after-year", ("完成时限晚于年度", "A deadline after the end of the year"),
    rules=("I-13",), severity="error", kinds=("self_evaluation", "target", "monitoring"),
)  # fmt: skip
def deadline_after_year(bench: Workbench) -> Places:
    """Promise something for the next year."""
    index = bench.pick(lambda row: row.nature == "deadline")
    if index is None:
        return None
    year = bench.draft.year + 1
    row = bench.row(index)
    _set_target(row, bench.rng.choice((f"{year}年3月底前", f"{year}年1月31日前", f"{year}年6月30日前")))
    if row.projected is not None:
        row.projected = row.target
    return (place(index),)


@error_kind(
    "year-for-name", ("指标名称只有年度", "A year for a name"),
    rules=("I-20",), severity="warning", kinds=("self_evaluation", "target", "monitoring"),
)  # fmt: skip
def year_for_name(bench: Workbench) -> Places:
    """Name an indicator after the year."""
    index = bench.pick(lambda row: row.nature in ("share", "count") and not row.is_short and row.deviation is None)
    if index is None:
        return None
    row = bench.row(index)
    row.name, row.clause = f"{bench.draft.year}年度", None
    bench.retell()
    return (place(index),)


@error_kind(
    "exactly-for-at-least", ("“=”用于应为“≥”的指标", "“=” where more is just as good"),
    rules=("I-19",), severity="info", kinds=_BOTH,
)  # fmt: skip
def exactly_for_at_least(bench: Workbench) -> Places:
    """Promise exactly so many of what nobody can foresee: people, enterprises, cases, orders."""
    index = bench.pick(
        lambda row: (
            _is_count(row)
            and row.unit in _UNFORESEEN
            and (row.aimed or 0) >= 100
            and not any(word in row.name for word in _GRANTED)
        )
    )
    if index is None:
        return None
    row = bench.row(index)
    _set_target(row, f"={number(row.aimed or Decimal(0))}{row.unit}")
    return (place(index),)


@error_kind(
    "operator-missing",
    ("比率指标未写计算符号", "A rate without an operator"),
    rules=("I-19",),
    severity="info",
    kinds=_BOTH,
)
def operator_missing(bench: Workbench) -> Places:
    """Print 95% where at least 95% is meant; some repeat it in words."""
    index = bench.pick(lambda row: row.nature == "share" and not row.is_short and (row.aimed or 0) < 100)
    if index is None:
        return None
    row = bench.row(index)
    aimed = row.aimed or Decimal(0)
    words = chinese_percent(aimed) if aimed == aimed.to_integral_value() else ""
    _set_target(row, f"{number(aimed)}%{bench.rng.choice(('', words))}")
    return (place(index),)


@error_kind(
    "unit-of-target-missing", ("定量指标缺少计量单位", "A numeric target without a unit"),
    rules=("U-05",), severity="warning", kinds=("target",),
)  # fmt: skip
def unit_of_target_missing(bench: Workbench) -> Places:
    """Leave the unit out."""
    index = bench.pick(_is_count)
    if index is None:
        return None
    row = bench.row(index)
    _set_target(row, f"≥{number(row.aimed or Decimal(0))}")
    return (place(index),)


@error_kind(
    "building-without-cost", ("购置修缮类未设成本和使用年限", "A purchase or building project without cost and service life"),
    rules=("I-03",), severity="warning", kinds=("target",), topics=("shape", "header"),
)  # fmt: skip
def building_without_cost(bench: Workbench) -> Places:
    """Make the project one of purchase or repair, and drop what it must have."""
    draft = bench.draft
    if any("年限" in row.name for row in draft.rows) or not _drop(bench, lambda row: row.nature == "limit"):
        return None
    draft.project = bench.rng.choice(("办公用房大型修缮项目", "信息化设备购置项目", "综合楼工程建设项目"))
    bench.also("service-life-missing", ("form",))
    return ("form",)


@error_kind(
    "service-life-missing", ("购置修缮类未明确使用年限", "A purchase or building project without a service life"),
    rules=("I-04",), severity="warning", kinds=("target",), topics=("shape", "header"),
)  # fmt: skip
def service_life_missing(bench: Workbench) -> Places:
    """Make the project one of purchase or repair; its cost is there, how long things will serve is not."""
    draft = bench.draft
    if not any(row.nature == "limit" for row in draft.rows) or any("年限" in row.name for row in draft.rows):
        return None
    draft.project = bench.rng.choice(("办公用房大型修缮项目", "信息化设备购置项目", "综合楼工程建设项目"))
    return ("form",)


def _drop(bench: Workbench, unwanted: Callable[[DraftRow], bool]) -> bool:
    """Drop rows before anything is known of their places; refused where rows carry points or errors."""
    draft = bench.draft
    kept = [row for row in draft.rows if not unwanted(row)]
    if len(kept) == len(draft.rows):
        return True
    if bench.used or any(row.weight is not None or row.level1_weight is not None for row in draft.rows):
        return False
    draft.rows = kept
    return True


def _without(bench: Workbench, unwanted: Callable[[DraftRow], bool]) -> Places:
    """Drop rows, and tell of none of them in the goal."""
    if not _is_unweighed(bench.draft) or not _drop(bench, unwanted):
        return None
    bench.retell()
    return ("form",)


@error_kind(
    "no-benefit", ("未设效益指标", "No benefit at all"),
    rules=("I-01",), severity="error", kinds=("target",), topics=("every row", "shape",), layouts=_UNWEIGHED,
)  # fmt: skip
def no_benefit(bench: Workbench) -> Places:
    """Drop the benefits."""
    return _without(bench, lambda row: row.level1 == "效益指标")


@error_kind(
    "satisfaction-missing",
    ("服务公众的项目未设满意度", "No satisfaction in a project that serves people"),
    rules=("I-01",),
    severity="warning",
    kinds=("target",),
    topics=(
        "every row",
        "shape",
    ),
    layouts=_UNWEIGHED,
)
def satisfaction_missing(bench: Workbench) -> Places:
    """Ask nobody."""
    if not bench.theme.serves:
        return None
    return _without(bench, lambda row: row.level1 == "满意度指标")


@error_kind(
    "no-quality", ("未设质量指标", "No quality at all"),
    rules=("I-02",), severity="warning", kinds=("target",), topics=("every row", "shape",), layouts=_UNWEIGHED,
)  # fmt: skip
def no_quality(bench: Workbench) -> Places:
    """Drop the qualities."""
    return _without(bench, lambda row: row.level2 == "质量指标")


def _is_unweighed(draft: Draft) -> bool:
    return all(row.level1_weight is None for row in draft.rows)


@error_kind(
    "too-few-indicators", ("指标数量过少", "Too few indicators"),
    rules=("I-15",), severity="warning", kinds=("target",), topics=("every row", "shape", "goal"), layouts=_UNWEIGHED,
)  # fmt: skip
def too_few_indicators(bench: Workbench) -> Places:
    """Keep one indicator each of quantity, quality, benefit and satisfaction."""
    draft = bench.draft
    if not _is_unweighed(draft) or bench.used:
        return None
    kept: dict[str, DraftRow] = {}
    for row in draft.rows:
        key = row.level1 if row.level1 != "产出指标" else row.level2
        if key in ("数量指标", "质量指标", "效益指标", "满意度指标"):
            kept.setdefault(key, row)
    draft.rows = list(kept.values())
    bench.used.update(range(len(draft.rows)))
    from plumbline.benchmark.phrases import goal

    draft.expected_goal = goal(bench.theme, draft.rows, bench.rng)
    return ("form",)


@error_kind(
    "task-without-indicator", ("目标中的任务没有对应指标", "A task of the goal without an indicator"),
    rules=("I-16",), severity="info", kinds=("target",), stage="texts", topics=("goal",),
)  # fmt: skip
def task_without_indicator(bench: Workbench) -> Places:
    """Promise something that nothing measures."""
    draft = bench.draft
    if draft.expected_goal is None:
        return None
    draft.expected_goal = f"{bench.rng.choice(_TASKS)}；{draft.expected_goal}"
    return ("form",)
