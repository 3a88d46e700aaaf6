"""A number for every request, and a helpful page for every refused act."""

import re
import uuid
from collections.abc import Callable

import structlog
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed

from servicecloud.errors import DomainError
from servicecloud.pages.errors import error_page, not_allowed

Respond = Callable[[HttpRequest], HttpResponse]
_ACCEPTED = re.compile(r"[A-Za-z0-9-]{8,40}")


class RequestIdMiddleware:
    """Give each request an id, put it into every log line and into the answer."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Take over a well-formed id from the proxy, else make one."""
        given = request.headers.get("X-Request-Id", "")
        request_id = given if _ACCEPTED.fullmatch(given) else uuid.uuid4().hex
        request.request_id = request_id  # type: ignore[attr-defined]
        with structlog.contextvars.bound_contextvars(
            request_id=request_id, address=request.META.get("REMOTE_ADDR") or None
        ):
            response = self.respond(request)
        response["X-Request-Id"] = request_id
        return response


class DomainErrorMiddleware:
    """Turn what the views let rise into a page that says why and what to do."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do on the way in; on the way out an empty refusal of a method becomes a page."""
        response = self.respond(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            return not_allowed(request, response["Allow"])
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refused act gets its own status; a thing out of sight does not exist."""
        if isinstance(exception, DomainError):
            return error_page(request, status=exception.status, sentence=str(exception), code=exception.code)
        if isinstance(exception, ObjectDoesNotExist):
            raise Http404 from exception
        return None
