"""The way to the next page of entries."""

from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param


def next_link(request: Request, after: str) -> str | None:
    """Return the address of the next page; None on the last."""
    return str(replace_query_param(request.build_absolute_uri(), "cursor", after)) if after else None
