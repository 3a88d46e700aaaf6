"""`plumbline write`: a form from JSON into its official layout."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from plumbline.cli.language import Lang, say
from plumbline.errors import PlumblineError

if TYPE_CHECKING:
    from plumbline.forms.model import Form
    from plumbline.forms.writers import Output

_KINDS = ("docx", "xlsx", "pdf", "html", "json")
_TEXT_KINDS = ("html", "json")


class WriteRefusedError(PlumblineError):
    """The command was asked for something it cannot do; `code` says what."""

    def __init__(self, code: str, message_zh: str, message_en: str) -> None:
        self.code = code
        super().__init__(message_zh, message_en)


def make_write_command(lang: Lang) -> click.Command:
    """Make the command in one language."""

    @click.command(
        "write",
        help=say(
            lang,
            "把表格数据写成官方版式。FORM.json 是一张表，或 plumbline read --format json 输出的列表；- 表示标准输入。",
            "Write a form in its official layout. FORM.json holds one form, or the list that plumbline read --format json prints; "
            "- is standard input.",
        ),
    )
    @click.argument("source", metavar="FORM.json")
    @click.option(
        "--to",
        "kind",
        type=click.Choice(_KINDS),
        help=say(lang, "文件类型；不写则按 --out 的扩展名", "File kind; by the suffix of --out when left out"),
    )
    @click.option(
        "--out",
        type=click.Path(dir_okay=False),
        metavar="FILE",
        default="-",
        help=say(lang, "写到哪个文件；不写则输出到标准输出", "File to write; standard output when left out"),
    )
    @click.option(
        "--ordinal",
        type=click.IntRange(min=1),
        metavar="N",
        help=say(lang, "取列表中的第几张表（从 1 数）", "Which form of the list, counted from 1"),
    )
    @click.option(
        "--footer",
        multiple=True,
        metavar="TEXT",
        help=say(lang, "印在表下的一行文字，可重复", "A line to print below the form; may be repeated"),
    )
    def write(source: str, kind: "Output | None", out: str, ordinal: int | None, footer: tuple[str, ...]) -> None:
        try:
            chosen = kind or _kind_of(out)
            form = _choose(_read(source), ordinal)
            from plumbline.forms.writers import write as write_form

            _deliver(write_form(form, to=chosen, footer=footer), out, chosen)
        except PlumblineError as error:
            click.echo(error.message(lang), err=True)
            sys.exit(2)

    return write


def _kind_of(out: str) -> "Output":
    from plumbline.forms.writers import Output

    suffix = Path(out).suffix.lower().removeprefix(".")
    for kind in get_args(Output):
        if suffix == kind:
            found: Output = kind
            return found
    raise WriteRefusedError(
        "no_output_kind",
        f"不知道要写成什么文件。请用 --to 指定：{'、'.join(_KINDS)}。",
        f"Cannot tell which file kind to write. Name it with --to: {', '.join(_KINDS)}.",
    )


def _read(source: str) -> "tuple[Form, ...]":
    from plumbline.forms.serialisation import forms_from_json

    try:
        data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except OSError as error:
        raise WriteRefusedError(
            "unreadable",
            f"无法读取 {source}：{error.strerror}。请检查路径和权限。",
            f"Cannot read {source}: {error.strerror}. Check the path and the permissions.",
        ) from error
    return forms_from_json(data)


def _choose(forms: "tuple[Form, ...]", ordinal: int | None) -> "Form":
    if not forms:
        raise WriteRefusedError("no_form", "列表中没有表格。", "The list holds no form.")
    if ordinal is None and len(forms) == 1:
        return forms[0]
    if ordinal is None or ordinal > len(forms):
        listed = "\n".join(f"  {n}  {form.source}  {form.project_name or ''}" for n, form in enumerate(forms, start=1))
        raise WriteRefusedError(
            "which_form",
            f"列表中有 {len(forms)} 张表，请用 --ordinal 指定其中一张：\n{listed}",
            f"The list holds {len(forms)} forms. Choose one with --ordinal:\n{listed}",
        )
    return forms[ordinal - 1]


def _deliver(data: bytes, out: str, kind: str) -> None:
    if out == "-":
        stdout = sys.stdout.buffer
        if kind not in _TEXT_KINDS and stdout.isatty():
            raise WriteRefusedError(
                "binary_to_terminal",
                f"{kind} 不能显示在终端上。请用 --out 指定文件。",
                f"A {kind} file cannot be shown on a terminal. Name a file with --out.",
            )
        stdout.write(data)
        stdout.flush()
        return
    try:
        Path(out).write_bytes(data)
    except OSError as error:
        raise WriteRefusedError(
            "unwritable",
            f"无法写入 {out}：{error.strerror}。请检查路径和权限。",
            f"Cannot write {out}: {error.strerror}. Check the path and the permissions.",
        ) from error
