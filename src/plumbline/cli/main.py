"""The entry point `plumbline`: finds the language and the subcommand, and imports only what that subcommand needs."""

import importlib
import os
import sys
from collections.abc import Callable, Sequence

import click

from plumbline.cli.language import Lang, say, take_language
from plumbline.cli.words import speak
from plumbline.errors import PlumblineError

USAGE = 2
INTERRUPTED = 130

COMMANDS: dict[str, tuple[str, str, str, str]] = {
    "read": ("read", "make_read_command", "读取官方表格，输出结构化数据", "Read official forms into clean data"),
    "value": ("value", "make_value_command", "逐行解析指标值", "Read printed values, one a line"),
    "audit": (
        "audit",
        "make_audit_command",
        "审核表格，指出每处矛盾及其根源",
        "Audit forms: every contradiction by its root cause",
    ),
    "annotate": (
        "annotate",
        "make_annotate_command",
        "把问题批注到原文件的单元格上",
        "Write the findings into a copy of the file, at their cells",
    ),
    "statistics": (
        "statistics",
        "make_statistics_command",
        "一批自评表的整体统计",
        "What many self-evaluations tell together",
    ),
    "advise": (
        "advise",
        "make_advise_command",
        "对照往年自评，提示指标值是否合理",
        "Compare targets with earlier years' results",
    ),
    "rules": ("rules", "make_rules_command", "列出审核规则及其依据", "Print the audit rules and their sources"),
    "score": ("score", "make_score_command", "按规则手册重新计分", "Score forms again under a rulebook"),
    "write": ("write", "make_write_command", "把表格数据写成官方版式", "Write a form in the official layout"),
    "verify": ("verify", "make_verify_command", "离线核验台账导出文件", "Verify a ledger export offline"),
    "redraw": (
        "redraw",
        "make_redraw_command",
        "用公布的抽样框和种子重抽一遍，核对抽查名单",
        "Draw a published sample again from frame and seed",
    ),
    "verify-pack": (
        "verify_pack",
        "make_verify_pack_command",
        "离线核验证据包",
        "Verify an evidence pack offline",
    ),
    "benchmark": (
        "benchmark",
        "make_benchmark_command",
        "公开基准：生成带标注的表格，量出审核的精确率和召回率",
        "Open benchmark: forms with known errors, precision and recall",
    ),
    "layouts": ("layouts", "make_layouts_command", "列出可识别的表式", "List the layouts that are recognised"),
    "schema": ("schema", "make_schema_command", "输出表格的 JSON Schema", "Print the JSON Schema of forms"),
}
"""Name → module in this package, factory, help in Chinese and English."""


class ReaderGoneError(Exception):
    """The reader of our output went away (`plumbline read … | head`)."""


class PlumblineGroup(click.Group):
    """A group whose subcommands are imported when they are called."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        super().__init__(
            "plumbline",
            help=say(
                lang,
                "准绳：读取、计分、审核、生成财政项目支出绩效表格。",
                "Plumbline reads, scores, audits and writes the performance forms of fiscal projects.",
            ),
            context_settings={"help_option_names": ["-h", "--help"]},
            epilog=say(
                lang,
                "退出码：0 正常，1 数据有问题，2 无法读取或用法错误。语言：--lang zh|en",
                "Exit status: 0 good, 1 problems in the data, 2 unreadable or wrong usage. Language: --lang zh|en",
            ),
        )

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the subcommands in the order in which a reader meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and make one subcommand."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module = importlib.import_module(f"plumbline.cli.{entry[0]}")
        factory: Callable[[Lang], click.Command] = getattr(module, entry[1])
        return factory(self.lang)

    def invoke(self, ctx: click.Context) -> object:
        """Run the subcommand; a closed pipe gets a name of its own before click takes it for a failure."""
        try:
            result: object = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError as error:
            raise ReaderGoneError from error
        return result

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Print the list without importing what it lists."""
        with formatter.section(say(self.lang, "命令", "Commands")):
            formatter.write_dl([(name, say(self.lang, zh, en)) for name, (_, _, zh, en) in COMMANDS.items()])


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command; a refusal is one sentence on stderr and exit status 2, never a traceback."""
    lang, rest = take_language(list(sys.argv[1:] if arguments is None else arguments), os.environ)
    speak(lang)
    try:
        status = PlumblineGroup(lang).main(rest, prog_name="plumbline", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except PlumblineError as error:
        click.echo(error.message(lang), err=True)
        status = USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo(say(lang, "已中断。", "Interrupted."), err=True)
        status = INTERRUPTED
    except ReaderGoneError:
        # Nothing is wrong; what is still in the buffer must go somewhere when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    sys.exit(status if isinstance(status, int) else 0)
