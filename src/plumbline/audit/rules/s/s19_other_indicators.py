"""S-19 自评指标与批复指标不一致."""

import datetime as dt

from plumbline.audit import FormPair, RowFacts, Verdicts, Words, cite, rule
from plumbline.audit.name_facts import canonical
from plumbline.audit.wording import shortened

_SHOWN = 3


@rule(
    "S-19",
    severity="error",
    scope=("self_evaluation",),
    needs="pair",
    title_zh="自评指标与批复指标不一致",
    title_en="The indicators are not the approved ones",
    source=cite(
        "caiyu-2020-10",
        "自评指标是预算批复时确定的绩效指标",
        "Self-evaluation uses the indicators approved with the budget",
        "well_known",
    ),
    since=dt.date(2020, 2, 25),
)
def check(pair: FormPair, out: Verdicts) -> None:
    """Every promised indicator comes back, and none is added. Shanghai's management rows are not part of a self-evaluation.

    A form that shares no indicator at all with its targets is one finding as well.
    """
    if pair.relation != "promise_and_result":
        return
    promised = {canonical(row.name): row for row in pair.earlier.rows if row.dimension != "management"}
    evaluated = {canonical(row.name): row for row in pair.later.rows}
    if not promised or not evaluated:
        out.not_applicable("indicators", "目标表或自评表没有指标", "one of the two forms has no indicators")
        return
    lost = [row for name, row in promised.items() if name not in evaluated]
    added = [row for name, row in evaluated.items() if name not in promised]
    if not lost and not added:
        out.passed("indicators")
        return
    parts_zh, parts_en = [], []
    if lost:
        parts_zh.append(f"目标表的{_names(lost)}{len(lost)}项未自评")
        parts_en.append(f"{len(lost)} approved ones are missing ({_names(lost)})")
    if added:
        parts_zh.append(f"自评新增{_names(added)}{len(added)}项")
        parts_en.append(f"{len(added)} were added ({_names(added)})")
    words = Words(
        f"自评指标与批复的绩效目标不一致：{'；'.join(parts_zh)}",
        f"The indicators are not the approved ones: {'; '.join(parts_en)}",
        "请按批复的指标自评；经批准调整的，附调整文件。",
        "Evaluate the approved indicators, or attach the approval of the change.",
    )
    out.failed(
        pair.later.spot("indicators"),
        words,
        printed=f"{len(evaluated)}项",
        expected=f"{len(promised)}项（与目标表一致）",
        expected_en=f"the {len(promised)} of the target table",
    )


def _names(rows: list[RowFacts]) -> str:
    shown = "、".join(f"“{shortened(row.name, 16)}”" for row in rows[:_SHOWN])
    return f"{shown}等" if len(rows) > _SHOWN else shown
