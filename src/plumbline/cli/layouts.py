"""`plumbline layouts`: what reading recognises."""

import json

import click

from plumbline.cli.language import Lang, say


def make_layouts_command(lang: Lang) -> click.Command:
    """Make the command in one language."""

    @click.command(
        "layouts", help=say(lang, "列出可识别的表式及其依据。", "List the recognised layouts and where they come from.")
    )
    @click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
    def layouts(form: str) -> None:
        from plumbline.forms.layouts.catalogue import layout_catalogue

        entries = layout_catalogue()
        if form == "json":
            click.echo(json.dumps([entry._asdict() for entry in entries], ensure_ascii=False, indent=2))
            return
        from plumbline.cli.tables import make_console, plain_table

        rows = [(entry.id, entry.kind, say(lang, entry.title_zh, entry.title_en), entry.source) for entry in entries]
        heads = ("id", say(lang, "类型", "Kind"), say(lang, "表式", "Layout"), say(lang, "依据", "Source"))
        make_console().print(plain_table(heads, rows))

    return layouts
