"""I-10 指标名称含目标值或为复合指标."""

import datetime as dt
import re
from functools import lru_cache

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.promised import lowered

_VALUE_IN_NAME = re.compile(
    r"[≥≤＞＜>=]\s*\d+(?:\.\d+)?%?|不(?:低于|少于|超过|高于|小于|大于)\s*\d+(?:\.\d+)?[%\u4e00-\u9fff]?|(?:达到?|增长|提高|下降|降低)\s*\d+(?:\.\d+)?%|"
    r"\d+(?:\.\d+)?%(?:以[上下内])?|(?<![\d第A-Za-z〔（(])\d+(?:\.\d+)?(?:万|亿)?(?:家次|人次|家|户|件|场|次|人|名|个|条|份|篇|期|单|套|册|所|座|处|台|辆|本|张|吨|亩|公里|平方米|万元|元|批次|课时|学时)$|\d{1,2}月(?:底|末|\d{1,2}日)(?:前|之前|以前)?|\d+[个家次人场]以[上下]"
)
_IN_BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)|“[^“”]*”|\"[^\"]*\"")
_JOINTS = re.compile(r"以及|、|和(?!谐)|(?<!参)与(?!会)|及(?![时格])|或")
_HEAD = re.compile(
    r"(?:次数|人数|人次|家数|户数|家次|户次|批次|数量|总量|(?:业务|办理|诉求|订单|服务|更新|访问|发放|处理|处置|检测|受理|外借|借阅|发布|推送)量|(?<![指系倍函参多少岁])数|里程|面积|长度|场次|期数|件数|篇数|金额|收入|利润|税收|[^概效]率|满意度|知晓度|会议?|大会|例会|论坛|会议室|》)$"
)
_NO_HEAD = re.compile(
    r"(?:效率|概率|机会|社会|协会|商会|学会|理事会|委员会|工会|联合会|妇联会|居委会|村委会|展览会|博览会|展会)$"
)


@rule(
    "I-10",
    severity="warning",
    scope=("target", "self_evaluation"),
    title_zh="指标名称含目标值或为复合指标",
    title_en="A name that holds the target, or two indicators in one",
    source=cite(
        "caiyu-2021-101",
        "末级指标的名称应重点突出、内涵明确、言简意赅",
        "Names of indicators are clear and short and mean one thing",
        "probable",
    ),
    since=dt.date(2021, 8, 18),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """A name says what is measured, once; how much is said by the target."""
    faulty = [(row, faults) for row in form.rows if (faults := _faults_of(row.name)) is not None]
    out.all_passed([row for row in form.rows if _faults_of(row.name) is None] if faulty else form.rows)
    for row, (value, heads) in faulty:
        if value is not None:
            what_zh, what_en = f"名称中含目标值“{value}”", f"has the target value “{value}” in its name"
            advice = (
                "请把目标值移到指标值一栏，名称只写测什么。",
                "Move the value to the target column; the name only says what is measured.",
            )
        else:
            joined = "、".join(heads or ())
            what_zh, what_en = (
                f"把{joined}合成一项，一个数值说不清各完成多少",
                f"combines {joined} in one indicator, so one figure cannot tell how much of each was done",
            )
            advice = (
                "请拆成单独的指标，各设指标值和分值。",
                "Make them separate indicators, each with its own target and points.",
            )
        words = Words(f"“{row.name}”{what_zh}", f"“{row.name}” {what_en}", *advice)
        out.failed(row.spot("level3"), words, printed=row.name, severity=lowered(form, "warning"))


@lru_cache(maxsize=8192)
def _faults_of(name: str) -> tuple[str | None, tuple[str, ...] | None] | None:
    """The value in a name, or its parts that can each be counted; None when it is in order."""
    found = _VALUE_IN_NAME.search(name)
    if found:
        return found[0], None
    heads = _heads_of(name)
    return (None, heads) if heads else None


def _heads_of(name: str) -> tuple[str, ...] | None:
    """Return the parts of a compound name that can each be counted, None when there are not two."""
    titles = re.findall("《[^《》]*》", name)
    if len(titles) >= 2 and name.endswith("》"):
        return tuple(titles)
    parts = [part for part in _JOINTS.split(_IN_BRACKETS.sub("", name)) if part]
    heads = tuple(part for part in parts if _HEAD.search(part) and not _NO_HEAD.search(part))
    return heads if len(heads) >= 2 and parts[-1] in heads else None
