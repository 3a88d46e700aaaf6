"""`plumbline rules`: the catalogue of audit rules, or one of them in full."""

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from plumbline.cli.language import Lang, say

if TYPE_CHECKING:
    from plumbline.audit.registry import Rule

_NEEDS = {
    "form": ("单张表", "one form"),
    "pair": ("同一项目的两张表", "two forms of one project"),
    "corpus": ("一批表", "several forms"),
    "external": ("表外资料", "things outside of forms"),
}
_SCOPES = {
    "target": ("目标表", "target"),
    "self_evaluation": ("自评表", "self-evaluation"),
    "monitoring": ("监控表", "monitoring"),
}
_SEVERITIES = {"error": ("错误", "error"), "warning": ("须说明", "warning"), "info": ("提示", "hint")}


def make_rules_command(lang: Lang) -> click.Command:
    """Make the command in one language."""

    @click.command(
        "rules",
        help=say(
            lang,
            "列出审核规则；给出编号则显示该规则全文。",
            "List the audit rules; with an id, show that rule in full.",
        ),
    )
    @click.argument("rule_ids", nargs=-1, metavar="[ID…]")
    @click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
    def rules(rule_ids: tuple[str, ...], form: str) -> None:
        from plumbline.audit.registry import all_rules, rule_named

        chosen = list(all_rules())
        if rule_ids:
            found = [(rule_id, rule_named(rule_id)) for rule_id in rule_ids]
            unknown = [rule_id for rule_id, rule in found if rule is None]
            if unknown:
                names = ", ".join(unknown)
                click.echo(
                    say(
                        lang,
                        f"没有编号为 {names} 的规则；plumbline rules 列出全部。",
                        f"No rule {names}; plumbline rules lists them all.",
                    ),
                    err=True,
                )
                sys.exit(2)
            chosen = [rule for _, rule in found if rule is not None]
        if form == "json":
            click.echo(json.dumps([_as_object(rule) for rule in chosen], ensure_ascii=False, indent=2))
        elif rule_ids:
            for rule in chosen:
                _print_rule(rule, lang)
        else:
            _print_list(chosen, lang)

    return rules


def _print_list(rules: "list[Rule]", lang: Lang) -> None:
    from plumbline.cli.tables import make_console, plain_table

    heads = (
        say(lang, "编号", "Id"),
        say(lang, "级别", "Severity"),
        say(lang, "表", "Forms"),
        say(lang, "所需", "Needs"),
        say(lang, "规则", "Rule"),
    )
    rows = [
        (
            rule.id,
            say(lang, *_SEVERITIES[rule.severity]),
            _scope(rule, lang),
            say(lang, *_NEEDS[rule.needs]),
            say(lang, rule.title_zh, rule.title_en),
        )
        for rule in rules
    ]
    make_console().print(plain_table(heads, rows))


def _print_rule(rule: "Rule", lang: Lang) -> None:
    lines = [
        f"{rule.id}  {say(lang, rule.title_zh, rule.title_en)}",
        f"  {say(lang, '级别', 'Severity')}: {say(lang, *_SEVERITIES[rule.severity])}",
        f"  {say(lang, '适用', 'Forms')}: {_scope(rule, lang)}",
        f"  {say(lang, '所需', 'Needs')}: {say(lang, *_NEEDS[rule.needs])}",
        f"  {say(lang, '依据', 'Source')}: {rule.source.sentence(lang)}",
        f"  {say(lang, '自', 'Since')}: {rule.since.isoformat()}",
    ]
    missing = say(lang, rule.missing_zh or "", rule.missing_en or "")
    if missing:
        lines.append(f"  {say(lang, '尚缺', 'Missing')}: {missing}")
    thresholds = _thresholds(rule.id)
    for name, value, unit, meaning in (
        (one.id, one.value, one.unit, say(lang, one.meaning_zh, one.meaning_en)) for one in thresholds
    ):
        lines.append(f"  {say(lang, '阈值', 'Threshold')} {name}: {value} {unit}  {meaning}")
    click.echo("\n".join(lines))


def _thresholds(rule_id: str) -> list[Any]:
    from plumbline.rulebooks import load_rulebook

    book = load_rulebook("national-2020")
    return [one for one in book.audit.thresholds if one.id == rule_id or one.id.startswith(f"{rule_id}.")]


def _scope(rule: "Rule", lang: Lang) -> str:
    return say(lang, "、", ", ").join(say(lang, *_SCOPES[kind]) for kind in rule.scope)


def _as_object(rule: "Rule") -> dict[str, Any]:
    return {
        "id": rule.id,
        "severity": rule.severity,
        "scope": list(rule.scope),
        "needs": rule.needs,
        "title_zh": rule.title_zh,
        "title_en": rule.title_en,
        "source_zh": rule.source.sentence("zh"),
        "source_en": rule.source.sentence("en"),
        "confidence": rule.source.confidence,
        "since": rule.since.isoformat(),
        "missing_zh": rule.missing_zh,
        "missing_en": rule.missing_en,
    }
