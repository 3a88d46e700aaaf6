"""I-12 投入或工作过程作为效益指标."""

import datetime as dt
import re
from functools import lru_cache

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.promised import lowered

_PROCESS = re.compile(
    r"(?:(?:资金|经费)(?:投入|拨付|下达|到位|使用|支出)(?:额|率|量|金额|数|笔数|次数|批次|情况|进度)?|(?:投入|拨付)(?:金额|资金额?|率)|预算执行率?|支出进度|"
    r"(?:会议|培训|检查|调研|活动|宣传|巡查|走访|演练)(?:次数|场次|场数|期数|天数|人次|人数|数量)|会议|培训班|宣传方式|工作方式|宣传渠道)$"
)
_IS_RESULT = re.compile("带动|撬动|引导|吸引|社会资本|节约|减少|就业|受益|覆盖|采用|转化|增加|新增")


@rule(
    "I-12",
    severity="warning",
    scope=("target", "self_evaluation"),
    title_zh="投入或工作过程作为效益指标",
    title_en="Money spent or work done as a benefit",
    source=cite(
        "review-practice",
        "自评表常见问题：把投入、工作过程当效益",
        "Common faults: input and process as benefit",
        "well_known",
    ),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """A benefit is what changed for others, not that meetings were held or money was paid."""
    out.none_applicable(
        [row for row in form.rows if row.dimension != "benefit"], "不是效益指标", "no benefit indicator"
    )
    for row in form.rows:
        if row.dimension != "benefit":
            continue
        if not _is_process(row.name):
            out.passed(row.path)
        else:
            here = row.indicator.level2 or row.indicator.level1 or ""
            words = Words(
                f"“{row.name}”列在“{here}”下，反映的是投入或工作过程，不是项目带来的效果",
                f"“{row.name}” stands under “{here}”, but tells what was put in or done, not what came of it",
                "请移至产出指标，另设反映服务对象变化的效益指标。",
                "Move it to output, and add a benefit that tells what changed for those served.",
            )
            out.failed(row.spot("level3"), words, printed=row.name, severity=lowered(form, "warning"))


@lru_cache(maxsize=8192)
def _is_process(name: str) -> bool:
    return _PROCESS.search(name) is not None and _IS_RESULT.search(name) is None
