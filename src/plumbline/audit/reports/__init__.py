"""Reports: one writer for each format, imported when it is asked for.

A writer takes the audits of the forms in their order, a binary stream, a language, and what is known besides the audits. It loads
nothing from elsewhere and reads no clock, so the same audits give the same bytes. A new format is a module in this package and a line
in `REPORTS`.
"""

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import BinaryIO, NamedTuple, cast

from plumbline.audit.model import FormAudit
from plumbline.errors import Lang
from plumbline.forms.model import Form
from plumbline.rulebooks.model import Rulebook


class Background(NamedTuple):
    """What a report can say beyond the audits.

    `forms` are the audited forms in any order; without a form its report lacks the head and the sentences beside the scores.
    `rulebooks` are the user's own, which audits name by id; bundled ones are found without.
    """

    forms: Sequence[Form] = ()
    rulebooks: Sequence[Rulebook] = ()


ReportWriter = Callable[[Iterable[FormAudit], BinaryIO, Lang, Background], None]

_WRITERS = {
    "json": ("json_report", "write_json"),
    "html": ("html", "write_html"),
    "xlsx": ("xlsx", "write_xlsx"),
    "sarif": ("sarif", "write_sarif"),
}


def _writer(module: str, function: str) -> ReportWriter:
    def write(audits: Iterable[FormAudit], out: BinaryIO, lang: Lang, background: Background) -> None:
        found = cast("ReportWriter", getattr(import_module(f"{__name__}.{module}"), function))
        found(audits, out, lang, background)

    return write


REPORTS: dict[str, ReportWriter] = {name: _writer(*entry) for name, entry in _WRITERS.items()}
"""Format → writer. The table on the terminal belongs to the command and is not among them."""
