"""Audits on the terminal: each form with its findings, as an auditor would write them down."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

from plumbline.cli.language import Lang, say
from plumbline.cli.tables import make_console, rounding_text

if TYPE_CHECKING:
    from rich.console import Console

    from plumbline.audit.model import Consequence, Finding, FormAudit

_KINDS = {
    "target": ("绩效目标表", "Target table"),
    "self_evaluation": ("绩效自评表", "Self-evaluation"),
    "monitoring": ("绩效运行监控表", "Monitoring table"),
}
_SEVERITY = {
    "error": ("错误", "error", "bold red"),
    "warning": ("须说明", "warning", "yellow"),
    "info": ("提示", "hint", "cyan"),
}


def print_audits(audits: "Iterable[FormAudit]", out: BinaryIO | None, lang: Lang) -> None:
    """Print audits to the terminal, or as plain text into a stream."""
    if out is None:
        console = make_console()
        for audit in audits:
            _print_audit(console, audit, lang)
        return
    import io

    from rich.console import Console

    with io.TextIOWrapper(out, encoding="utf-8", write_through=True) as text:
        console = Console(file=text, highlight=False, width=160, no_color=True)
        for audit in audits:
            _print_audit(console, audit, lang)


def _print_audit(console: "Console", audit: "FormAudit", lang: Lang) -> None:
    from rich.padding import Padding
    from rich.text import Text

    kind = say(lang, *_KINDS[audit.kind])
    console.print(Text(f"{audit.source} #{audit.ordinal}  {kind}  {audit.project_name or '—'}", style="bold"))
    console.print(Padding(Text(_facts(audit, lang), style="dim"), (0, 0, 0, 2), expand=False))
    for finding in audit.findings:
        for line, style, indent in _lines(finding, lang):
            console.print(Padding(Text(line, style=style), (0, 0, 0, indent), expand=False))
    counts = audit.obligations
    console.print(
        Padding(
            say(
                lang,
                f"相符 {counts.passed}，不符 {counts.fail}，不适用 {counts.not_applicable}，无法判断 {counts.undetermined}",
                f"{counts.passed} pass, {counts.fail} fail, {counts.not_applicable} not applicable, "
                f"{counts.undetermined} undetermined",
            ),
            (0, 0, 1, 2),
            expand=False,
        )
    )


def _facts(audit: "FormAudit", lang: Lang) -> str:
    facts = [say(lang, f"规则 {audit.rulebook}", f"rulebook {audit.rulebook}")]
    if audit.rulebook_use is not None and not audit.rulebook_use.certain:
        facts.append(say(lang, audit.rulebook_use.reason_zh, audit.rulebook_use.reason_en))
    if audit.rounding is not None:
        rounding = rounding_text(audit.rounding.used, audit.rounding.origin, lang)
        if audit.rounding.inferred == "mixed":
            rounding += say(lang, "，印出的数字前后不一", "; the printed figures are not consistent")
        facts.append(say(lang, f"取位 {rounding}", f"rounding {rounding}"))
    if audit.scores is not None:
        total = audit.scores.total
        computed = total.computed or f"{total.computed_low}–{total.computed_high}"
        facts.append(
            say(
                lang,
                f"总分 印为 {total.claimed or '—'}，应为 {computed}",
                f"total printed {total.claimed or '—'}, computed {computed}",
            )
        )
    return "  ".join(facts)


def _lines(finding: "Finding", lang: Lang) -> Iterable[tuple[str, str, int]]:
    from plumbline.audit.registry import rule_named

    zh, en, style = _SEVERITY[finding.severity]
    place = f"  [{finding.cell.part} R{finding.cell.row}C{finding.cell.column}]" if finding.cell else ""
    yield f"{say(lang, zh, en)} {finding.rule}  {finding.path}{place}", style, 2
    yield f"{say(lang, '问题：', 'Problem: ')}{say(lang, finding.message_zh, finding.message_en)}", "", 4
    known = rule_named(finding.rule)
    if known is not None:
        yield f"{say(lang, '依据：', 'Basis: ')}{known.source.sentence(lang)}", "dim", 4
    yield f"{say(lang, '建议：', 'Advice: ')}{say(lang, finding.advice_zh, finding.advice_en)}", "", 4
    for consequence in finding.consequences:
        yield f"{say(lang, '连带：', 'With it: ')}{consequence.rule} {_change(consequence, lang)}", "dim", 4


def _change(consequence: "Consequence", lang: Lang) -> str:
    if consequence.printed is not None and consequence.expected is not None:
        expected = say(lang, consequence.expected, consequence.expected_en or consequence.expected)
        return f"{consequence.path} {consequence.printed} → {expected}"
    return say(lang, consequence.message_zh, consequence.message_en)
