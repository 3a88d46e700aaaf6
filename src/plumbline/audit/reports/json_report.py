"""The audit as JSON: a list, one object a form."""

from collections.abc import Iterable
from typing import BinaryIO

from plumbline.audit.model import FormAudit
from plumbline.audit.reports import Background
from plumbline.audit.serialisation import to_json
from plumbline.errors import Lang


def write_json(audits: Iterable[FormAudit], out: BinaryIO, _lang: Lang, _background: Background) -> None:
    """Write a JSON list while the audits come: nothing is collected first. It holds both languages."""
    out.write(b"[")
    first = True
    for audit in audits:
        out.write(b"\n" if first else b",\n")
        out.write(to_json(audit))
        first = False
    out.write(b"]\n" if first else b"\n]\n")
