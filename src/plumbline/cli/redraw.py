"""`plumbline redraw`: draw a published sample again from its frame and its seed."""

import csv
import io
from typing import BinaryIO

import click

from plumbline.cli.value import decode_lines
from plumbline.errors import Lang
from plumbline.sampling import ALGORITHMS, draw, read_frame

_HELP = {
    "zh": "用公布的抽样框（CSV）和种子重新抽取一遍，按层列出抽中的项目，供与公布的结果核对。",
    "en": "Draw a published sample again from its frame (CSV) and its seed; list what is drawn by stratum, to compare with the result.",
}
_SEED = {"zh": "公布的种子，一字不差。", "en": "The published seed, to the letter."}
_ALGORITHM = {"zh": "摘要算法。", "en": "Digest algorithm."}
_FILE = {"zh": "抽样框", "en": "FRAME"}


def make_redraw_command(lang: Lang) -> click.Command:
    """Return the command with its help in the language."""

    @click.command(name="redraw", help=_HELP[lang])
    @click.argument("frame", type=click.File("rb"), metavar=_FILE[lang])
    @click.option("--seed", required=True, help=_SEED[lang])
    @click.option(
        "--algorithm", type=click.Choice(ALGORITHMS), default="sha256", show_default=True, help=_ALGORITHM[lang]
    )
    def redraw_command(frame: BinaryIO, seed: str, algorithm: str) -> None:
        rows = read_frame(decode_lines(frame.read()))
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["stratum", "place", "key", "unit", "name", "number"])
        for each in draw(rows, seed=seed, algorithm=algorithm):
            row = each.row
            writer.writerow([row.stratum, each.place, row.key, row.unit, row.name, each.number])
        click.echo(out.getvalue(), nl=False)

    return redraw_command
