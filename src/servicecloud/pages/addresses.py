"""Texts in addresses: what no person types and no database keeps leads nowhere, instead of to a fault."""

from django.http import HttpRequest
from django.urls import register_converter
from django.urls.converters import StringConverter


class PlainText(StringConverter):
    """Some text of a sensible length without a slash or a control character. Every address uses it in place of Django's `str`."""

    regex = r"[^/\x00-\x1f\x7f-\x9f\ud800-\udfff]{1,200}"


register_converter(PlainText, "text")


def asked(request: HttpRequest, name: str, *, longest: int) -> str:
    """Return a text of the query, without the room around it; blank for one that no person types. PostgreSQL cannot be asked for a NUL."""
    text = request.GET.get(name, "").strip()[:longest]
    return text if text.isprintable() else ""
