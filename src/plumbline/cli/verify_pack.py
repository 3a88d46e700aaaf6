"""`plumbline verify-pack`: check an evidence pack offline, against a published head."""

from pathlib import Path
from typing import Final

import click
import msgspec

from plumbline.cli.verify import clear_progress, progress_of
from plumbline.errors import Lang, PlumblineError
from plumbline.evidence.seal import Head

_TEXTS: Final[dict[str, tuple[str, str]]] = {
    "help": (
        "离线核对证据包：文件、记录、证明、合计、自评表、得分、资金。退出码：0 完好，1 有改动，2 无法读取。",
        "Check an evidence pack offline: files, entries, proofs, totals, form, scores, money. Exit 0 unaltered, 1 altered, 2 unreadable.",
    ),
    "head": ("公布的链首摘要（64 位十六进制）。", "The published head digest (64 hex digits)."),
    "count": ("公布的记录条数。", "The published number of entries."),
    "format": ("输出格式。", "Output format."),
    "both": ("--head 和 --count 须一起给出。", "Give --head and --count together."),
    "good": (
        "完好：{files} 个文件、{rows} 个数值、{entries:,} 条记录都与冻结时一致。",
        "Unaltered: {files} files, {rows} numbers and {entries:,} entries are as they were frozen.",
    ),
    "compare": (
        "请把所印链首与公布的比对：{digest}，共 {count:,} 条；也可以用 --head 和 --count 给出。",
        "Compare the printed head with the published one: {digest}, {count:,} entries; or give it with --head and --count.",
    ),
    "bad": ("不一致：共 {count} 处。", "Altered: {count} findings."),
    "progress": ("已核对 {count:,} 条", "{count:,} entries checked"),
}


def make_verify_pack_command(lang: Lang) -> click.Command:
    """Return the command with its texts in one language."""

    def text(key: str) -> str:
        return _TEXTS[key][0 if lang == "zh" else 1]

    @click.command("verify-pack", help=text("help"))
    @click.argument("pack", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--head", help=text("head"))
    @click.option("--count", type=click.IntRange(min=1), help=text("count"))
    @click.option("--format", "style", type=click.Choice(["table", "json"]), default="table", help=text("format"))
    @click.pass_context
    def verify_pack_command(
        context: click.Context, *, pack: Path, head: str | None, count: int | None, style: str
    ) -> None:
        from plumbline.packs import verify_pack

        if (head is None) != (count is None):
            raise click.UsageError(text("both"))
        published = Head(head.strip().lower(), count) if head is not None and count is not None else None
        try:
            report = verify_pack(pack, head=published, progress=progress_of(text("progress")))
        except PlumblineError as error:
            click.echo(error.message(lang), err=True)
            context.exit(2)
        clear_progress()
        if style == "json":
            click.echo(msgspec.json.encode(report))
            context.exit(0 if report.good else 1)
        if report.good:
            click.echo(text("good").format(files=report.files, rows=report.rows, entries=report.entries))
            if published is None and report.head is not None:
                click.echo(text("compare").format(digest=report.head.digest, count=report.head.count))
        else:
            click.echo(text("bad").format(count=len(report.findings)))
            for each in report.findings:
                click.echo(f"  {each.kind:<18}{each.message(lang)}")
        context.exit(0 if report.good else 1)

    return verify_pack_command
