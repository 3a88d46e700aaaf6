"""`plumbline statistics`: what many self-evaluations tell together that none of them tells alone."""

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from plumbline.cli.files import Unreadable, find_files, read_all
from plumbline.cli.language import Lang, say

if TYPE_CHECKING:
    from plumbline.audit.corpus.statistics import CorpusStatistics
    from plumbline.forms.model import Form


def make_statistics_command(lang: Lang) -> click.Command:
    """Make the command in one language."""

    @click.command(
        "statistics",
        help=say(
            lang,
            "对一批自评表作整体统计：完成值恰好等于指标值、取整、满分、各单位总分、文字雷同。退出码：0 正常，1 有异常，2 有文件无法读取。",
            "Statistics of many self-evaluations: values that equal their target, round numbers, full marks, totals by unit, "
            "repeated texts. Exit status: 0 usual, 1 something is unusual, 2 unreadable.",
        ),
    )
    @click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True), metavar="FILE|DIR…")
    @click.option(
        "--format", "output", type=click.Choice(["table", "json"]), default="table", show_default=True,
        help=say(lang, "输出格式", "How to print the statistics"),
    )  # fmt: skip
    @click.option(
        "--jobs", type=click.IntRange(1, 256), default=1, show_default=True,
        help=say(lang, "并行进程数", "How many processes read at once"),
    )  # fmt: skip
    def statistics_command(paths: tuple[str, ...], output: str, jobs: int) -> None:
        from plumbline.audit.corpus.folder import folder_statistics

        forms = Forms(lang)
        found = folder_statistics(forms.of(paths, jobs=jobs))
        if output == "json":
            import msgspec

            click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
        else:
            _print(found, lang)
        sys.exit(2 if forms.unreadable else 1 if found.unusual else 0)

    return statistics_command


class Forms:
    """Reads forms one after the other; a file that cannot be read is said and remembered."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self.unreadable = 0

    def of(self, paths: Sequence[str], *, jobs: int = 1) -> "Iterator[Form]":
        """Return the forms of files and folders, in order."""
        for reading in read_all(find_files(paths), jobs=jobs):
            if isinstance(reading, Unreadable):
                self.unreadable += 1
                click.echo(f"{reading.name}: {say(self.lang, reading.message_zh, reading.message_en)}", err=True)
            else:
                yield from reading.forms


def _print(found: "CorpusStatistics", lang: Lang) -> None:
    from plumbline.audit.corpus.folder import NOTE, OUTCOMES, TITLES, chance_text, sentence
    from plumbline.cli.tables import make_console, plain_table

    console = make_console()
    console.print(say(lang, f"{found.forms} 张自评表", f"{found.forms} self-evaluations"), style="bold")
    heads = [
        say(lang, *pair)
        for pair in (("统计", "Statistic"), ("结果", "Result"), ("说明", "What it says"), ("偶然性", "Chance"))
    ]
    console.print(
        plain_table(
            heads,
            [
                [
                    say(lang, *TITLES[one.code]),
                    say(lang, *OUTCOMES[one.outcome]),
                    sentence(one, lang),
                    chance_text(one.chance),
                ]
                for one in found.statistics
            ],
        )
    )
    if found.units:
        heads = [
            say(lang, *pair)
            for pair in (
                ("单位", "Unit"),
                ("表数", "Forms"),
                ("最低", "Lowest"),
                ("中位数", "Median"),
                ("最高", "Highest"),
            )
        ]
        rows = [
            [one.unit, str(one.forms), f"{one.lowest:.2f}", f"{one.median:.2f}", f"{one.highest:.2f}"]
            for one in found.units
        ]
        console.print(plain_table(heads, rows))
    if found.quartiles:
        low, middle, high = found.quartiles
        console.print(
            say(
                lang,
                f"自评总分四分位数：{low:.2f}、{middle:.2f}、{high:.2f}",
                f"Quartiles of the totals: {low:.2f}, {middle:.2f}, {high:.2f}",
            )
        )
    console.print(say(lang, *NOTE), style="dim")
