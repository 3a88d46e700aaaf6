"""S-20 自评高分与监控红灯矛盾."""

import datetime as dt

from plumbline.audit import FormPair, Verdicts, Words, cite, rule
from plumbline.audit.name_facts import canonical
from plumbline.audit.wording import plain
from plumbline.forms.model import MonitoringIndicator


@rule(
    "S-20",
    severity="warning",
    scope=("self_evaluation",),
    needs="pair",
    title_zh="自评满分与运行监控结论矛盾",
    title_en="Full points after monitoring had given the target up",
    source=cite(
        "caiyu-2019-136",
        "监控结果作为绩效自评的重要参考",
        "Monitoring is a basis of self-evaluation",
        "probable",
    ),
    since=dt.date(2019, 7, 26),
)
def check(pair: FormPair, out: Verdicts) -> None:
    """A row that monitoring called impossible and that has all its points says how that came about."""
    if pair.relation != "monitoring_and_result":
        return
    monitored = {canonical(row.name): row.indicator for row in pair.earlier.rows}
    for row in pair.later.rows:
        before = monitored.get(canonical(row.name))
        if not isinstance(before, MonitoringIndicator) or before.likelihood is None or row.claimed is None:
            out.not_applicable(row.path, "监控表没有该指标的结论", "monitoring says nothing of this indicator")
        elif before.likelihood != "impossible" or row.weight is None or row.claimed < row.weight or row.deviation:
            out.passed(row.path)
        else:
            words = Words(
                f"“{row.name}”运行监控时判断“完全不可能”完成，自评得满分{plain(row.claimed)}分，没有说明",
                f"Monitoring called “{row.name}” impossible; here it has all {plain(row.claimed)} points without a word",
                "请说明监控后采取了什么措施、怎样完成，并附佐证；未完成的按实计分。",
                "Say what was done after monitoring and how it was reached, with evidence, or score what was reached.",
            )
            out.failed(row.spot("claimed_score"), words, printed=plain(row.claimed))
