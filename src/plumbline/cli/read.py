"""`plumbline read`: forms out of files, as tables or as JSON."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from plumbline.cli.files import NamedFile, Unreadable, each_file, find_files, read_all
from plumbline.cli.language import Lang, say

if TYPE_CHECKING:
    from plumbline.forms.reading import Reading

PROGRESS_FROM = 20
"""Fewer files than this need no progress bar."""


def make_read_command(lang: Lang) -> click.Command:
    """Make the command in one language."""

    @click.command(
        "read",
        help=say(
            lang,
            "读取文件或文件夹中的绩效目标表、自评表、监控表；- 表示标准输入。结果输出到标准输出，问题和汇总输出到标准错误。",
            "Read target tables, self-evaluations and monitoring tables from files or folders; - is standard input. "
            "Results go to stdout, complaints to stderr.",
        ),
    )
    @click.argument(
        "paths", nargs=-1, required=True, type=click.Path(exists=True, allow_dash=True), metavar="FILE|DIR…"
    )
    @click.option(
        "--format", "form", type=click.Choice(["table", "json", "ndjson"]), default="table", show_default=True,
        help=say(lang, "输出格式", "How to print the forms"),
    )  # fmt: skip
    @click.option(
        "--jobs",
        type=click.IntRange(1, 256),
        default=1,
        show_default=True,
        help=say(lang, "并行进程数", "How many processes read at once"),
    )
    def read(paths: tuple[str, ...], form: str, jobs: int) -> None:
        files = find_files(paths) if sys.stderr.isatty() else each_file(paths)
        summary = Summary()
        results = summary.watch(_with_progress(read_all(files, jobs=jobs), files, lang), lang)
        if form == "table":
            from plumbline.cli.tables import print_forms

            print_forms(results, lang)
        else:
            print_json(results, as_list=form == "json")
        summary.print(lang)
        sys.exit(summary.exit_status)

    return read


class Summary:
    """Counts what went by, for the closing lines and the exit status."""

    def __init__(self) -> None:
        self.read = 0
        self.forms = 0
        self.problems: Counter[str] = Counter()
        self.unreadable: list[Unreadable] = []

    def watch(self, results: Iterable["Reading | Unreadable"], lang: Lang) -> Iterator["Reading"]:
        """Count results and hand on the readable ones; complaints are printed as they come."""
        for result in results:
            if isinstance(result, Unreadable):
                self.unreadable.append(result)
                click.echo(f"{result.name}: {say(lang, result.message_zh, result.message_en)}", err=True)
                continue
            self.read += 1
            self.forms += len(result.forms)
            for problem in (*result.problems, *(p for form in result.forms for p in form.problems)):
                self.problems[problem.code] += 1
            yield result

    def print(self, lang: Lang) -> None:
        """Print the closing summary to stderr."""
        count = sum(self.problems.values())
        click.echo(
            say(
                lang,
                f"共读取 {self.read} 个文件，{self.forms} 张表，{count} 处读取问题，{len(self.unreadable)} 个文件无法读取。",
                f"{self.read} files read, {self.forms} forms, {count} reading problems, {len(self.unreadable)} files unreadable.",
            ),
            err=True,
        )
        for code, number in Counter(item.code for item in self.unreadable).most_common():
            click.echo(f"  {code}: {number}", err=True)

    @property
    def exit_status(self) -> int:
        """0 good, 1 problems in the data, 2 something could not be read."""
        if self.unreadable:
            return 2
        return 1 if self.problems else 0


def print_json(readings: Iterable["Reading"], *, as_list: bool) -> None:
    """Print forms as a JSON list, or one object a line, while they come: nothing is collected first."""
    from plumbline.forms.serialisation import to_json

    out = sys.stdout.buffer
    first = True
    if as_list:
        out.write(b"[")
    for reading in readings:
        for form in reading.forms:
            if as_list:
                out.write(b"\n" if first else b",\n")
            out.write(to_json(form))
            if not as_list:
                out.write(b"\n")
            first = False
    if as_list:
        out.write(b"]\n" if first else b"\n]\n")
    out.flush()


def _with_progress(
    results: Iterator["Reading | Unreadable"], files: Iterable[NamedFile], lang: Lang
) -> Iterator["Reading | Unreadable"]:
    if not isinstance(files, list) or len(files) < PROGRESS_FROM or not sys.stderr.isatty():
        yield from results
        return
    label = say(lang, "读取", "Reading")
    with click.progressbar(results, length=len(files), label=label, file=sys.stderr) as bar:
        yield from bar
