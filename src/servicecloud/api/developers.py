"""The description of the interface as a page that needs no script."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from servicecloud.api import schema
from servicecloud.errors import DomainError
from servicecloud.integrations.enums import ApiScope
from servicecloud.integrations.events import EVENTS

_BLANK = re.compile(r"%\(\w+\)[sd]")


@dataclass(frozen=True)
class Operation:
    """One address with one method."""

    id: str
    method: str
    path: str
    summary: str
    is_public: bool
    parameters: list[tuple[str, bool, str]]


@dataclass(frozen=True)
class Problem:
    """A reason to refuse; what differs from case to case stands as dots."""

    code: str
    status: int
    sentence: str


@login_not_required
@require_safe
def developers(request: HttpRequest) -> HttpResponse:
    """How other programs connect: tokens, addresses, refusals, webhooks."""
    context = {
        "operations": list(operations(schema.document())),
        "problems": problems(),
        "scopes": ApiScope.choices,
        "events": EVENTS.items(),
        "per_minute": settings.API_RATE_OF_TOKEN[0] * 60 // settings.API_RATE_OF_TOKEN[1],
        "per_minute_without": settings.API_RATE_OF_ADDRESS[0] * 60 // settings.API_RATE_OF_ADDRESS[1],
        "site_url": settings.SITE_URL,
    }
    return render(request, "api/developers.html", context)


def operations(document: dict[str, Any]) -> Iterator[Operation]:
    """Yield what the description offers, in its order."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield Operation(
                id=operation["operationId"],
                method=method.upper(),
                path=path,
                summary=operation["summary"],
                is_public={} in operation.get("security", []),
                parameters=[
                    (parameter["name"], parameter.get("required", False), parameter.get("description", ""))
                    for parameter in operation.get("parameters", ())
                    if parameter["in"] != "path"
                ],
            )


def problems() -> list[Problem]:
    """Return every refusal the site knows, by code; each code once."""
    by_code = {error.code: error for error in _below(DomainError)}
    return [
        Problem(code, by_code[code].status, _BLANK.sub("…", str(by_code[code].sentence))) for code in sorted(by_code)
    ]


def _below(error: type[DomainError]) -> Iterator[type[DomainError]]:
    for inner in error.__subclasses__():
        yield from _below(inner)
        if "code" in inner.__dict__:
            yield inner
