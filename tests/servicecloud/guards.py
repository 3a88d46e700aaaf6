"""A test client that makes reading pages safe: while a GET or HEAD is served, a write to the database is an error."""

import re
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client

_WRITE = re.compile(r'\s*(INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(?P<table>\w+)', re.IGNORECASE)
_BOOKKEEPING = {"django_session", "limits_counter"}
_SAFE = {"GET", "HEAD", "OPTIONS"}


class WriteDuringReadError(AssertionError):
    """A page that is only read changed the database."""


def refuse_writes(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """Let everything pass but writes outside the tables of sessions and of counted uses: neither is content."""
    found = _WRITE.match(sql)
    if found and found["table"] not in _BOOKKEEPING:
        raise WriteDuringReadError(sql[:200])
    return execute(sql, params, many, context)


class CarefulClient(Client):
    """Django's test client with the guard on every safe method."""

    def generic(self, method: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """Serve the request, guarded when the method promises not to change anything."""
        if method not in _SAFE:
            return super().generic(method, *args, **kwargs)
        with connection.execute_wrapper(refuse_writes):
            response = super().generic(method, *args, **kwargs)
            if response.streaming:
                response.content_of_stream = b"".join(response.streaming_content)
            return response
