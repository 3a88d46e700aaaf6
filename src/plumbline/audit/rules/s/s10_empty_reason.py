"""S-10 偏差原因空泛或与指标无关."""

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.wording import condensed, plain, points_en, shortened

if TYPE_CHECKING:
    from plumbline.audit.model import FindingKey

_GENERIC = re.compile(
    "进一步|有待|需要|需|应当|应|将|尚|还|可以|以便|持续|继续|不断|逐步|加大|加强|强化|优化|提高|提升|改进|改善|完善|增强|推进|深化|细"
    "化|沟通|努力|力度|"
    "水平|效益|效果|质量|空间|工作|方面|相关|情况|整体|后续|今后|下一步|明年|下年度|存在|不足|一定|较大|仍|有|的|了|等|和|并|后|度|年"
)
_SPECIFIC = 3
"""With fewer characters than this left, a reason says nothing that would not fit any indicator."""


@rule(
    "S-10",
    severity="warning",
    scope=("self_evaluation",),
    title_zh="偏差原因空泛",
    title_en="A reason that says nothing",
    source=cite(
        "review-practice", "自评表常见问题：偏差原因空泛或与指标无关", "Common faults: empty reasons", "well_known"
    ),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """A reason for lost points is not a few characters, and not only words that fit every indicator (有待进一步优化).

    The same words in several rows are one finding.
    """
    limit = int(form.limit("S-10"))
    first_with: dict[str, FindingKey] = {}
    for row in form.rows:
        reason = row.deviation
        if reason is None or row.claimed is None or row.weight is None or row.claimed >= row.weight:
            out.not_applicable(row.path, "没有扣分，或未填偏差原因", "no points lost, or no reason given")
            continue
        length = len(condensed(reason))
        if _specific(reason, row.name) < _SPECIFIC:
            why_zh, why_en = "没有说明具体原因，放在任何指标下都成立", "names no cause and would fit any indicator"
        elif length < limit:
            why_zh, why_en = (
                f"只有{length}个字，说不清原因和措施",
                f"has {length} characters: too few for a cause and measures",
            )
        else:
            out.passed(row.path)
            continue
        words = Words(
            f"“{row.name}”扣{plain(row.weight - row.claimed)}分，偏差原因“{shortened(reason)}”{why_zh}",
            f"“{row.name}” lost {points_en(row.weight - row.claimed)}, and the reason given, “{shortened(reason)}”, {why_en}",
            "请写明哪一环节、什么原因、影响多大，以及由谁、何时、怎样改进。",
            "Say what went wrong, why, how much it mattered, and who will do what by when.",
        )
        first = first_with.setdefault(condensed(reason), row.key("S-10", "deviation"))
        own = row.key("S-10", "deviation")
        out.failed(row.spot("deviation"), words, printed=reason, explained_by=() if first == own else [first])


@lru_cache(maxsize=4096)
def _specific(reason: str, name: str) -> int:
    """Count the characters that are neither generic nor taken from the indicator's own name."""
    own = set(condensed(name))
    return sum(1 for character in _GENERIC.sub("", condensed(reason)) if character not in own)
