"""The reference page of the audit rules, written from the registry so that it cannot go stale."""

from collections.abc import Iterable

from plumbline.audit.registry import GROUPS, Rule, all_rules
from plumbline.rulebooks import load_rulebook

_GROUP_TITLES = {
    "B": "基本信息 Basics",
    "U": "单位 Units",
    "F": "资金 Funds",
    "W": "权重 Weights",
    "I": "指标 Indicators",
    "S": "得分 Scores",
    "V": "佐证 Evidence",
    "M": "监控 Monitoring",
    "R": "复核 Review",
    "D": "公开 Disclosure",
}
_NEEDS = {
    "form": "一张表 one form",
    "pair": "两张表 two forms",
    "corpus": "一批表 several forms",
    "external": "表外资料 not in forms",
}
_SCOPES = {"target": "目标", "self_evaluation": "自评", "monitoring": "监控"}
_HEAD = """# 审核规则 Audit rules

Written from the code; do not edit. `python -m plumbline.audit.catalogue_page > docs/reference/audit-rules.md` writes it again.

Ids are those of the published catalogue and are never used twice. error: the form contradicts itself or a rule; warning: must be
explained; info: a hint. Each rule answers pass, fail, not applicable or undetermined for each thing that it ought to check. Thresholds
are the rulebook's (here: national-2020) and can be changed in a rulebook of your own; see [rulebooks](rulebooks.md).
"""


def catalogue_page() -> str:
    """Return the page as Markdown."""
    rules = all_rules()
    answered = sum(rule.check is not None for rule in rules)
    parts = [_HEAD, f"{len(rules)} rules, {answered} of them answered from forms.\n"]
    for group in GROUPS:
        members = [rule for rule in rules if rule.group == group]
        if members:
            parts.append(f"## {group} {_GROUP_TITLES[group]}\n\n{_table(members)}")
    return "\n".join(parts)


def _table(rules: Iterable[Rule]) -> str:
    head = "| 编号 | 级别 | 表 | 所需 | 规则 | 依据 | 阈值 |\n|---|---|---|---|---|---|---|\n"
    return head + "".join(_row(rule) for rule in rules)


def _row(rule: Rule) -> str:
    scope = "、".join(_SCOPES[kind] for kind in rule.scope)
    missing = f"<br>尚缺：{rule.missing_zh}<br>Missing: {rule.missing_en}" if rule.missing_zh else ""
    title = f"{rule.title_zh}<br>{rule.title_en}{missing}"
    source = f"{rule.source.sentence('zh')}<br>{rule.source.sentence('en')} ({rule.source.confidence})"
    book = load_rulebook("national-2020")
    thresholds = [one for one in book.audit.thresholds if one.id == rule.id or one.id.startswith(f"{rule.id}.")]
    limits = "<br>".join(f"{one.value} {one.unit}：{one.meaning_zh}" for one in thresholds)
    return f"| {rule.id} | {rule.severity} | {scope} | {_NEEDS[rule.needs]} | {title} | {source} | {limits} |\n"


if __name__ == "__main__":
    import sys

    sys.stdout.write(catalogue_page())
