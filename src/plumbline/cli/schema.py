"""`plumbline schema`: the JSON Schema of a form."""

import json

import click

from plumbline.cli.language import Lang, say


def make_schema_command(lang: Lang) -> click.Command:
    """Make the command in one language."""

    @click.command(
        "schema",
        help=say(
            lang,
            "输出一张表格的 JSON Schema（2020-12 版），即 plumbline read 输出和 plumbline write 输入的结构。",
            "Print the JSON Schema (2020-12) of one form: what plumbline read prints and plumbline write takes.",
        ),
    )
    def schema() -> None:
        from plumbline.forms.serialisation import json_schema

        click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))

    return schema
