"""`plumbline advise`: targets beside what the project promised and reached in earlier years."""

import sys
from typing import TYPE_CHECKING, NamedTuple

import click

from plumbline.cli.language import Lang, say
from plumbline.cli.statistics import Forms

if TYPE_CHECKING:
    from plumbline.audit.advice import TargetAdvice
    from plumbline.forms.model import Form


class AdvisedForm(NamedTuple):
    """A form and what history says of its targets."""

    source: str
    ordinal: int
    project_name: str | None
    year: int | None
    rulebook: str
    advice: "tuple[TargetAdvice, ...]"


def make_advise_command(lang: Lang) -> click.Command:
    """Make the command in one language."""

    @click.command(
        "advise",
        help=say(
            lang,
            "把指标值与同一项目往年自评表对照：是否低于上年实际、从未未完成、从未完成，按历史推断的区间。"
            "退出码：0 无提醒，1 有提醒，2 有文件无法读取。",
            "Compare targets with earlier years' self-evaluations of the project: below last year's actual value, never missed, never "
            "met, and the interval that history suggests. Exit status: 0 no remark, 1 remarks, 2 unreadable.",
        ),
    )
    @click.argument("targets", nargs=-1, required=True, type=click.Path(exists=True), metavar="FILE|DIR…")
    @click.option(
        "--history", multiple=True, required=True, type=click.Path(exists=True), metavar="FILE|DIR",
        help=say(lang, "往年自评表的文件或文件夹，可多次给出", "Earlier years' self-evaluations; may be given several times"),
    )  # fmt: skip
    @click.option(
        "--rulebook", metavar="ID|FILE",
        help=say(lang, "规则手册名称或 YAML 文件；不填则按表选择", "Rulebook: id or file; else by the form"),
    )  # fmt: skip
    @click.option(
        "--format", "output", type=click.Choice(["table", "json"]), default="table", show_default=True,
        help=say(lang, "输出格式", "How to print the advice"),
    )  # fmt: skip
    def advise_command(targets: tuple[str, ...], history: tuple[str, ...], rulebook: str | None, output: str) -> None:
        from plumbline.cli.audit import rulebook_source

        source = rulebook_source(rulebook)
        reader = Forms(lang)
        past = list(reader.of(history))
        advised = _advised([form for form in reader.of(targets) if not form.is_blank_template], past, source)
        if output == "json":
            import msgspec

            objects = [one._asdict() for one in advised]
            click.echo(msgspec.json.format(msgspec.json.encode(objects), indent=2).decode())
        else:
            _print(advised, lang)
        sys.exit(2 if reader.unreadable else 1 if any(one.flags for form in advised for one in form.advice) else 0)

    return advise_command


def _advised(forms: "list[Form]", past: "list[Form]", source: str | None) -> list[AdvisedForm]:
    from plumbline.audit.advice import advise
    from plumbline.audit.choosing import AutomaticRulebooks
    from plumbline.rulebooks import load_rulebook

    named = load_rulebook(source) if source is not None else None
    choose = AutomaticRulebooks(forms)
    found = []
    for form in forms:
        book = named or choose(form)[0]
        found.append(
            AdvisedForm(form.source, form.ordinal, form.project_name, form.year, book.id, advise(form, past, book))
        )
    return found


def _print(advised: list[AdvisedForm], lang: Lang) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from plumbline.cli.tables import make_console

    console = make_console()
    for form in advised:
        year = f"（{form.year}）" if form.year else ""
        console.print(Text(f"{form.source} #{form.ordinal}  {form.project_name or '—'}{year}", style="bold"))
        if not form.advice:
            nothing = say(
                lang,
                "没有可对照的往年自评：项目名称、指标名称相同且年度更早的自评表才算。",
                "No earlier self-evaluation to compare with: it must have the same project and indicator and an earlier year.",
            )
            console.print(Padding(Text(nothing, style="dim"), (0, 0, 0, 2), expand=False))
        for one in form.advice:
            style = "yellow" if one.flags else ""
            sentence = say(lang, one.sentence_zh, one.sentence_en)
            console.print(
                Padding(Text(f"{'!' if one.flags else '·'} {sentence}", style=style), (0, 0, 0, 2), expand=False)
            )
        console.print()
