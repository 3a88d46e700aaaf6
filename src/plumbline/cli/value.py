"""`plumbline value`: printed values in, one a line; their meaning out, one JSON object a line."""

from typing import IO, Any, BinaryIO

import click
import msgspec

from plumbline.errors import Lang, UnreadableFileError
from plumbline.forms.value_grammar import parse_value
from plumbline.forms.values import PrintedValue

_HELP = {
    "zh": "读取打印的指标值（每行一个，UTF-8 或 GB18030），逐行输出 JSON：raw、operator、low、high、unit、kind；"
    "复合值另有 parts。空行不输出。",
    "en": "Read printed values (one a line, UTF-8 or GB18030) and write one JSON object a line: raw, operator, low, high, unit, kind; "
    "a compound also has parts. An empty line gives nothing.",
}
_FILE_HELP = {"zh": "文件", "en": "FILE"}


def make_value_command(lang: Lang) -> click.Command:
    """Return the command with its help in the language."""

    @click.command(name="value", help=_HELP[lang])
    @click.argument("file", type=click.File("rb"), default="-", metavar=f"[{_FILE_HELP[lang]}]")
    def value_command(file: BinaryIO) -> None:
        try:
            text = decode_lines(file.read())
        except UnreadableFileError as error:
            click.echo(error.message(lang), err=True)
            raise click.exceptions.Exit(2) from error
        with click.open_file("-", "wb") as stream:
            write_values(text, stream)

    return value_command


def decode_lines(content: bytes) -> str:
    """Decode UTF-8 (with or without BOM) or GB18030; raise UnreadableFileError for anything else."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFileError(
        "unknown_encoding",
        "输入既不是 UTF-8 也不是 GB18030 文本，请另存为 UTF-8 后重试。",
        "The input is neither UTF-8 nor GB18030 text. Save it as UTF-8 and try again.",
    )


def write_values(text: str, stream: IO[Any]) -> None:
    """Write one JSON object for each line that holds anything."""
    encode = msgspec.json.Encoder().encode
    for line in text.split("\n"):
        printed = line.removesuffix("\r")
        if printed:
            stream.write(encode(as_record(parse_value(printed))) + b"\n")
    stream.flush()


def as_record(value: PrintedValue) -> dict[str, Any]:
    """Return the documented keys in their order; `parts` only where there are any."""
    record: dict[str, Any] = {
        "raw": value.raw,
        "operator": value.operator,
        "low": value.low,
        "high": value.high,
        "unit": value.unit,
        "kind": value.kind,
    }
    if value.parts:
        record["parts"] = [as_record(part) for part in value.parts]
    return record
