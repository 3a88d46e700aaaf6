"""`plumbline verify`: check an evidence export, or a single proof, against a published head."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import click
import msgspec

from plumbline.errors import Lang, PlumblineError
from plumbline.evidence.findings import Finding, Report
from plumbline.evidence.proof import ConsistencyProof, consistency_faults, inclusion_faults, read_proof
from plumbline.evidence.seal import Head
from plumbline.evidence.verify import verify_export

_TEXTS: Final[dict[str, tuple[str, str]]] = {
    "help": (
        "核对存证导出文件（或单份证明）与公布的链首是否一致。退出码：0 完好，1 有改动，2 无法读取。",
        "Check an evidence export, or one proof, against a published head. Exit 0 unaltered, 1 altered, 2 unreadable.",
    ),
    "head": ("公布的链首摘要（64 位十六进制）。", "The published head digest (64 hex digits)."),
    "count": ("公布的记录条数。", "The published number of entries."),
    "proof": ("改为核对这份证明文件。", "Check this proof file instead."),
    "old_head": ("连续性证明中较早的链首摘要。", "For a consistency proof: the earlier head."),
    "old_count": ("连续性证明中较早的记录条数。", "For a consistency proof: the earlier number of entries."),
    "public_key": (
        "要求每次封存都有此 Ed25519 公钥的签名。",
        "Require every seal to be signed with this Ed25519 public key.",
    ),
    "format": ("输出格式。", "Output format."),
    "one_source": (
        "请给出一个导出文件，或用 --proof 给出一份证明。",
        "Give either an export file or, with --proof, a proof.",
    ),
    "needs_old": (
        "连续性证明还需要 --old-head 和 --old-count。",
        "A consistency proof also needs --old-head and --old-count.",
    ),
    "not_hex": ("须为 64 位十六进制数字。", "must be 64 hex digits."),
    "progress": ("已核对 {count:,} 条", "{count:,} entries checked"),
    "good": (
        "完好：{proved:,} 条记录、{seals:,} 次封存与公布的链首一致。",
        "Unaltered: {proved:,} entries in {seals:,} seals agree with the published head.",
    ),
    "good_proof": ("证明成立。", "The proof holds."),
    "bad": ("不一致：共 {count:,} 处。", "Altered: {count:,} findings."),
    "beyond": (
        "另有 {count:,} 条在该链首之后封存：与之相衔接，但该链首不为其作证。",
        "{count:,} more entries were sealed after that head: they continue it, but it does not vouch for them.",
    ),
    "withheld": ("其中 {count:,} 条只列摘要、未列内容。", "Of these, {count:,} are shown by digest only."),
    "more": ("……另有 {count:,} 处未列出。", "… and {count:,} more."),
}


_FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)


def make_verify_command(lang: Lang) -> click.Command:
    """Return the command with its texts in one language."""

    def text(key: str) -> str:
        return _text(key, lang)

    def hexadecimal(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
        if value is None:
            return None
        value = value.strip().lower()
        if len(value) != 64 or not set(value) <= set("0123456789abcdef"):
            raise click.BadParameter(text("not_hex"))
        return value

    @click.command("verify", help=text("help"))
    @click.argument("export", type=_FILE, required=False)
    @click.option("--head", required=True, callback=hexadecimal, help=text("head"))
    @click.option("--count", required=True, type=click.IntRange(min=1), help=text("count"))
    @click.option("--proof", type=_FILE, help=text("proof"))
    @click.option("--old-head", callback=hexadecimal, help=text("old_head"))
    @click.option("--old-count", type=click.IntRange(min=1), help=text("old_count"))
    @click.option("--public-key", callback=hexadecimal, help=text("public_key"))
    @click.option("--format", "style", type=click.Choice(["table", "json"]), default="table", help=text("format"))
    @click.pass_context
    def verify(  # noqa: PLR0913 - one argument for each option
        context: click.Context,
        *,
        export: Path | None,
        head: str,
        count: int,
        proof: Path | None,
        old_head: str | None,
        old_count: int | None,
        public_key: str | None,
        style: str,
    ) -> None:
        published = Head(head, count)
        old = Head(old_head, old_count) if old_head and old_count else None
        try:
            if export is not None and proof is None:
                good = _check_export(export, head=published, public_key=public_key, style=style, lang=lang)
            elif proof is not None and export is None:
                good = _check_proof(proof, head=published, old=old, style=style, lang=lang)
            else:
                raise click.UsageError(text("one_source"))
        except PlumblineError as error:
            click.echo(error.message(lang), err=True)
            context.exit(2)
        context.exit(0 if good else 1)

    return verify


def _text(key: str, lang: Lang) -> str:
    return _TEXTS[key][0 if lang == "zh" else 1]


def _check_export(path: Path, *, head: Head, public_key: str | None, style: str, lang: Lang) -> bool:
    with path.open("rb") as lines:
        report = verify_export(lines, head=head, public_key=public_key, progress=progress_of(_text("progress", lang)))
    clear_progress()
    _show_report(report, style=style, lang=lang)
    return report.good


def _check_proof(path: Path, *, head: Head, old: Head | None, style: str, lang: Lang) -> bool:
    faults = _proof_faults(path.read_bytes(), head=head, old=old, needs_old=_text("needs_old", lang))
    _show_proof(faults, style=style, lang=lang)
    return not faults


def _proof_faults(data: bytes, *, head: Head, old: Head | None, needs_old: str) -> tuple[Finding, ...]:
    proof = read_proof(data)
    if not isinstance(proof, ConsistencyProof):
        return inclusion_faults(proof, head=head)
    if old is None:
        raise click.UsageError(needs_old)
    return consistency_faults(proof, old=old, new=head)


def progress_of(sentence: str) -> Callable[[int], None] | None:
    """Return what tells a terminal how far a check is; nothing where nobody watches."""
    if not sys.stderr.isatty():
        return None

    def show(count: int) -> None:
        click.echo(f"\r{sentence.format(count=count)}\x1b[K", err=True, nl=False)

    return show


def clear_progress() -> None:
    """Take the line of progress away."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)


def _show_proof(faults: tuple[Finding, ...], *, style: str, lang: Lang) -> None:
    if style == "json":
        click.echo(msgspec.json.encode({"good": not faults, "findings": faults}))
        return
    for fault in faults:
        click.echo(fault.message(lang))
    if not faults:
        click.echo(_text("good_proof", lang))


def _show_report(report: Report, *, style: str, lang: Lang) -> None:
    if style == "json":
        click.echo(msgspec.json.encode(report))
        return
    if report.good:
        proved = report.entries - report.beyond_head
        click.echo(_text("good", lang).format(proved=proved, seals=report.seals))
    else:
        total = sum(report.counts.values())
        click.echo(_text("bad", lang).format(count=total))
        for found in report.findings:
            click.echo(f"  {found.kind:<20}{found.message(lang)}")
        if total > len(report.findings):
            click.echo("  " + _text("more", lang).format(count=total - len(report.findings)))
    if report.withheld:
        click.echo(_text("withheld", lang).format(count=report.withheld))
    if report.good and report.beyond_head:
        click.echo(_text("beyond", lang).format(count=report.beyond_head))
