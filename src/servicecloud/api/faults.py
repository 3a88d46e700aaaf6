"""The last resort of every address: programs get a problem document, people a page."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from servicecloud.api import problems
from servicecloud.api.errors import MalformedError
from servicecloud.errors import NotFoundError, NotPermittedError
from servicecloud.pages import errors as pages


def _is_for_program(request: HttpRequest) -> bool:
    return request.path.startswith(problems.PREFIX)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """400."""
    if _is_for_program(request):
        return problems.fault(request, MalformedError())
    return pages.bad_request(request, exception)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """403."""
    if _is_for_program(request):
        return problems.fault(request, NotPermittedError())
    return pages.forbidden(request, exception)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """404."""
    if _is_for_program(request):
        return problems.fault(request, NotFoundError())
    return pages.not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """500."""
    return problems.server_fault(request) if _is_for_program(request) else pages.server_error(request)
