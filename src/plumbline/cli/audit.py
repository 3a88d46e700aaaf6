"""`plumbline audit`: every contradiction of the forms, at its place, by its root cause."""

import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

import click

from plumbline.cli.files import NamedFile, Unreadable, each_file, find_files
from plumbline.cli.language import Lang, say, some

if TYPE_CHECKING:
    from plumbline.audit.model import FormAudit
    from plumbline.cli.audit_run import Settings, Workers
    from plumbline.forms.model import Form

Result = TypeVar("Result")

ENGINES = ("processes", "ray")
PROGRESS_FROM = 20
"""Fewer files than this need no progress bar."""


def make_audit_command(lang: Lang) -> click.Command:
    """Make the command in one language."""
    return click.Command(
        "audit",
        help=say(
            lang,
            "审核文件或文件夹中的绩效目标表、自评表、监控表。退出码：0 没有达到 --fail-on 的问题，1 有，2 有文件无法读取或没有一张表。",
            "Audit target tables, self-evaluations and monitoring tables. "
            "Exit status: 0 no findings at --fail-on, 1 some, 2 a file is unreadable or there is no form at all.",
        ),
        params=_parameters(lang),
        callback=partial(_run, lang),
    )


def _parameters(lang: Lang) -> list[click.Parameter]:
    from plumbline.audit.reports import REPORTS

    def option(names: Sequence[str], zh: str, en: str, **settings: Any) -> click.Option:
        return click.Option(names, help=say(lang, zh, en), **settings)

    formats, severities = click.Choice(["table", *REPORTS]), click.Choice(["error", "warning"])
    return [
        click.Argument(["paths"], nargs=-1, required=True, type=click.Path(exists=True), metavar="FILE|DIR…"),
        option(["--rulebook"], "规则手册名称或 YAML 文件；不填则按表选择", "Rulebook: id or file; else by the form", metavar="ID|FILE"),
        option(["--format", "form"], "输出格式", "How to print the audit", type=formats, default="table", show_default=True),
        option(["--out"], "写入文件", "Write to a file", type=click.Path(dir_okay=False, writable=True)),
        option(
            ["--fail-on"], "有此级别或更重的问题时退出码为 1", "Exit with 1 on findings of this severity or worse",
            type=severities, default="error", show_default=True,
        ),
        option(["--jobs"], "并行进程数", "How many processes work at once", type=click.IntRange(1, 256), default=1, show_default=True),
        option(["--each"], "逐个文件审核，不做文件之间的对照", "Audit each file by itself, for huge folders", is_flag=True),
        option(["--brief"], "不输出逐项核对清单", "Leave the list of obligations out", is_flag=True),
        option(
            ["--resume"], "结果存入此文件夹；同一文件、规则和版本不再重做", "Store results here; what was done is not done again",
            type=click.Path(file_okay=False), metavar="DIR",
        ),
        option(
            ["--engine"], "在本机进程上，或在已有的 Ray 集群上运行", "Work in processes of this machine, or on an existing Ray cluster",
            type=click.Choice(ENGINES), default="processes", show_default=True,
        ),
        option(
            ["--ray-address"], "Ray 集群地址；不填则取 RAY_ADDRESS，再不然连接本机的集群",
            "Address of the cluster; RAY_ADDRESS when left out, else the cluster of this machine", metavar="HOST:PORT",
        ),
    ]  # fmt: skip


def _run(lang: Lang, **given: Any) -> None:
    from plumbline.audit.reports import REPORTS, Background
    from plumbline.cli.audit_run import Workers

    form, out, paths = given["form"], given["out"], given["paths"]
    unfinished = _unfinished(out, paths) if given["resume"] is None else None
    settings = _settings(given, given["resume"] or unfinished)
    if unfinished is not None and Path(unfinished).is_dir():
        zh, en = (
            f"上次的运行没有完成，从 {unfinished} 接着做。",
            f"The last run did not finish; going on from {unfinished}.",
        )
        click.echo(say(lang, zh, en), err=True)
    workers = Workers(given["jobs"], given["engine"], given["ray_address"])
    summary = AuditSummary(lang)
    # Who watches sees how far the run is, for which the files are listed first; otherwise they are found as they are needed.
    files = find_files(paths) if sys.stderr.isatty() else each_file(paths)
    forms: list[Form] = []
    audits = summary.watch(_audited(files, settings, summary, workers, together=None if given["each"] else forms))
    with _stream(out) as stream:
        if form == "table":
            from plumbline.cli.audit_tables import print_audits

            print_audits(audits, stream if out else None, lang)
        else:
            REPORTS[form](audits, stream, lang, Background(forms, settings.own_rulebooks))
    if unfinished is not None:
        shutil.rmtree(unfinished, ignore_errors=True)
    summary.print()
    sys.exit(summary.exit_status(given["fail_on"]))


def _settings(given: dict[str, Any], store: str | None) -> "Settings":
    from plumbline.cli.audit_run import Settings
    from plumbline.cli.stored import engine_digest

    return Settings(
        rulebook_source(given["rulebook"]),
        detailed=given["form"] != "table" and not given["brief"],
        store=store and str(Path(store).absolute()),
        engine=engine_digest() if store or given["engine"] == "ray" else "",
    )


def _unfinished(out: str | None, paths: Sequence[str]) -> str | None:
    """Name the folder beside the report that holds what a run over folders has done until the report is whole."""
    if out is None or not any(Path(path).is_dir() for path in paths):
        return None
    return f"{out}.unfinished"


class AuditSummary:
    """Counts what went by, for the closing lines and the exit status."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self.files = 0
        self.forms = 0
        self.empty = 0
        self.severities: Counter[str] = Counter()
        self.outcomes: Counter[str] = Counter()
        self.unreadable: list[Unreadable] = []

    def refuse(self, file: Unreadable) -> None:
        """Note a file that cannot be read and say so at once."""
        self.unreadable.append(file)
        click.echo(f"{file.name}: {say(self.lang, file.message_zh, file.message_en)}", err=True)

    def note_empty(self, name: str) -> None:
        """Say that a file holds no form; silence would be taken for a pass."""
        self.empty += 1
        click.echo(
            f"{name}: {say(self.lang, '没有可识别的绩效表，未作审核', 'holds no performance form; nothing was audited')}",
            err=True,
        )

    def watch(self, audits: "Iterable[FormAudit]") -> "Iterator[FormAudit]":
        """Count audits and hand them on."""
        for audit in audits:
            self.forms += 1
            self.severities.update(finding.severity for finding in audit.findings)
            counts = audit.obligations
            self.outcomes.update(
                {
                    "pass": counts.passed,
                    "fail": counts.fail,
                    "not_applicable": counts.not_applicable,
                    "undetermined": counts.undetermined,
                }
            )
            yield audit

    def print(self) -> None:
        """Print the closing summary to stderr: the four outcomes, so that silence is not taken for a pass."""
        found, said = self.severities, self.outcomes
        click.echo(
            say(
                self.lang,
                f"{self.files} 个文件，{self.forms} 张表：{found['error']} 个错误，{found['warning']} 个须说明，{found['info']} 个提示。"
                f"核对 {sum(said.values())} 项：相符 {said['pass']}，不符 {said['fail']}，不适用 {said['not_applicable']}，"
                f"无法判断 {said['undetermined']}。{len(self.unreadable)} 个文件无法读取，{self.empty} 个文件没有绩效表。",
                f"{some(self.files, 'file')}, {some(self.forms, 'form')}: {some(found['error'], 'error')}, "
                f"{some(found['warning'], 'warning')}, {some(found['info'], 'hint')}. {some(sum(said.values()), 'check')}: "
                f"{said['pass']} pass, {said['fail']} fail, {said['not_applicable']} not applicable, "
                f"{said['undetermined']} undetermined. {some(len(self.unreadable), 'file')} unreadable, {self.empty} without a form.",
            ),
            err=True,
        )

    def exit_status(self, fail_on: str) -> int:
        """0 nothing at the asked severity, 1 findings, 2 something could not be read, or there was no form at all."""
        if self.unreadable or not self.forms:
            return 2
        serious = self.severities["error"] + (self.severities["warning"] if fail_on == "warning" else 0)
        return 1 if serious else 0


def _audited(
    files: Iterable[NamedFile],
    settings: "Settings",
    summary: AuditSummary,
    workers: "Workers",
    *,
    together: "list[Form] | None",
) -> "Iterator[FormAudit]":
    """Audit files by themselves, or `together` with the forms kept there for the report."""
    from plumbline.cli.audit_run import audit_each, audit_together, read_for_audit

    if together is None:
        for result in _with_progress(audit_each(files, settings, workers), files, summary.lang):
            if isinstance(result, Unreadable):
                summary.refuse(result)
            else:
                summary.files += 1
                if not result.audits:
                    summary.note_empty(result.name)
                yield from result.audits
        return
    for reading in _with_progress(read_for_audit(files, settings, workers), files, summary.lang):
        if isinstance(reading, Unreadable):
            summary.refuse(reading)
        else:
            summary.files += 1
            if not reading.forms:
                summary.note_empty(reading.file)
            together.extend(reading.forms)
    yield from audit_together(together, settings)


def _with_progress(results: Iterator[Result], files: Iterable[NamedFile], lang: Lang) -> Iterator[Result]:
    if not isinstance(files, list) or len(files) < PROGRESS_FROM or not sys.stderr.isatty():
        yield from results
        return
    label = say(lang, "审核", "Auditing")
    with click.progressbar(results, length=len(files), label=label, file=sys.stderr) as bar:
        yield from bar


def rulebook_source(name: str | None) -> str | None:
    """Return the id of a bundled rulebook, or the text of the user's file; a wrong one is refused before anything is read."""
    if name is None:
        return None
    from plumbline.rulebooks import BUNDLED_IDS, load_rulebook

    path = Path(name)
    source = path.read_text("utf-8-sig", errors="replace") if name not in BUNDLED_IDS and path.is_file() else name
    load_rulebook(source)
    return source


def _stream(out: str | None) -> BinaryIO:
    if out is None:
        return click.open_file("-", "wb")  # type: ignore[return-value]
    return Path(out).open("wb")
