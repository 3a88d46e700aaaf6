"""Every refusal as `application/problem+json` (RFC 9457): a stable code, and its sentence in both languages."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.exceptions import PermissionDenied as DjangoPermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from rest_framework import exceptions
from rest_framework.response import Response

from servicecloud.api.errors import InvalidBodyError, MalformedError, NoSuchMethodError, NotJsonError, ServerFaultError
from servicecloud.errors import DomainError, InvalidInputError, NotFoundError, NotPermittedError
from servicecloud.limits.errors import TooOftenError
from servicecloud.pages.errors import title_of

TYPE = "application/problem+json"
PREFIX = "/api/"


def document(error: DomainError, *, request_id: str = "", **extra: Any) -> dict[str, Any]:
    """Return the problem as plain data. `detail` is in the language asked for, `messages` in both."""
    body: dict[str, Any] = {
        "type": f"{settings.SITE_URL}/developers/#{error.code}",
        "title": title_of(error.status),
        "status": error.status,
        "code": error.code,
        "detail": str(error),
        "messages": {"zh": error.message("zh"), "en": error.message("en")},
        "request_id": request_id,
    }
    if isinstance(error, InvalidBodyError):
        body["errors"] = [{"field": name, "messages": sentences} for name, sentences in error.both.items()]
    elif isinstance(error, InvalidInputError) and error.fields:
        body["errors"] = [{"field": name, "messages": {"any": list(found)}} for name, found in error.fields.items()]
    return {**body, **extra}


def respond(error: DomainError, *, request: Any, **extra: Any) -> Response:
    """Return the problem as a response of the REST framework."""
    response = Response(
        document(error, request_id=getattr(request, "request_id", ""), **extra),
        status=error.status,
        content_type=TYPE,
    )
    if error.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    if isinstance(error, TooOftenError):
        response["Retry-After"] = str(error.data["seconds"])
    return response


def answer(raised: Exception, context: dict[str, Any]) -> Response | None:
    """Turn what a view lets rise into a problem; None for our own faults, which rise on to the log and the 500 page."""
    error = _as_domain_error(raised)
    if error is None:
        return None
    response = respond(error, request=context["request"])
    if isinstance(raised, exceptions.MethodNotAllowed):
        response["Allow"] = ", ".join(context["view"].allowed_methods)
    return response


def fault(request: HttpRequest, error: DomainError) -> JsonResponse:
    """Return the problem for what never reached a view: an unknown address, a fault of ours."""
    body = document(error, request_id=getattr(request, "request_id", ""))
    return JsonResponse(body, status=error.status, content_type=TYPE, json_dumps_params={"ensure_ascii": False})


def server_fault(request: HttpRequest) -> JsonResponse:
    """Return the problem for a fault of ours; the cause is in the log under the request's id."""
    return fault(request, ServerFaultError())


def _as_domain_error(raised: Exception) -> DomainError | None:
    if isinstance(raised, DomainError):
        return raised
    if isinstance(raised, ObjectDoesNotExist | Http404 | exceptions.NotFound):
        return NotFoundError()
    if isinstance(raised, exceptions.MethodNotAllowed):
        return NoSuchMethodError(method=raised.args[0] if raised.args else "")
    if isinstance(raised, exceptions.ParseError):
        return MalformedError()
    if isinstance(raised, exceptions.UnsupportedMediaType):
        return NotJsonError()
    if isinstance(raised, exceptions.PermissionDenied | DjangoPermissionDenied):
        return NotPermittedError()
    return None
