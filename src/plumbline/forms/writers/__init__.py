"""Form → file, in the official layout: docx, xlsx, pdf, html, json."""

from collections.abc import Sequence
from importlib import import_module
from typing import Literal, Protocol, cast, get_args

from plumbline.forms.model import Form
from plumbline.forms.serialisation import to_json
from plumbline.forms.writers.errors import UnknownOutputError
from plumbline.forms.writers.official import sheet_of
from plumbline.forms.writers.sheet import Sheet

Output = Literal["docx", "xlsx", "pdf", "html", "json"]
OUTPUTS: tuple[Output, ...] = get_args(Output)


class _Printer(Protocol):
    """What the module of each file kind offers."""

    def print_sheet(self, sheet: Sheet) -> bytes: ...


def write(form: Form, *, to: Output, footer: Sequence[str] = ()) -> bytes:
    """Print the form in its official layout; `footer` lines stand below it.

    The layout is the form's own (`form.layout`) when it is one of `official.LAYOUTS`, else the usual one of its kind. JSON is lossless and
    takes no footer. The same form always gives the same bytes. Raises `UnknownOutputError`, and `CellTooLongError` for a text that no
    Excel cell holds.
    """
    if to not in OUTPUTS:
        raise UnknownOutputError(to, OUTPUTS)
    if to == "json":
        return to_json(form, indent=2)
    return print_sheet(sheet_of(form, footer=footer), to=to)


def print_sheet(sheet: Sheet, *, to: Output) -> bytes:
    """Print a sheet that is laid out already. Raises `UnknownOutputError` for what is no kind of paper."""
    if to not in OUTPUTS or to == "json":
        raise UnknownOutputError(to, OUTPUTS)
    # Each file kind has its own heavy library, so its module is imported only when it is asked for.
    printer = cast("_Printer", import_module(f"{__name__}.{to}"))
    return printer.print_sheet(sheet)
