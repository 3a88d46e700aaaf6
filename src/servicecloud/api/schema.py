"""The description of the interface as OpenAPI 3.1, made from the views themselves."""

import json
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework.renderers import JSONRenderer

ONCE = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description=_("同一个键与同一内容的请求只执行一次，24 小时内重复发送会得到同一个响应"),
)
IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description=_('所依据的版本，即读取时 ETag 的值，例如 "3"'),
)
_PROBLEM = {"$ref": "#/components/schemas/Problem"}
_SENTENCES = {
    "type": "object",
    "required": ["zh", "en"],
    "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
}
_LISTS = {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}}
_COMPONENT: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status", "code", "detail", "messages", "request_id"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "messages": _SENTENCES,
        "request_id": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "messages"],
                "properties": {"field": {"type": "string"}, "messages": _LISTS},
            },
        },
        "current_version": {"type": "integer"},
        "differences": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "current", "submitted"],
                "properties": {"field": {"type": "string"}, "current": {}, "submitted": {}},
            },
        },
    },
}
_ALWAYS = ("400", "401", "429", "500")
_WITH_BODY = ("403", "409", "413", "415", "422")


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How programs prove who they are."""

    target_class = "servicecloud.api.tokens.BearerToken"
    name = "token"

    def get_security_definition(self, _auto_schema: Any) -> dict[str, str]:
        """Describe the header."""
        return {"type": "http", "scheme": "bearer"}


class Schema(AutoSchema):
    """One operation: the group is the folder of its view."""

    def get_tags(self) -> list[str]:
        """Return the domain."""
        return [type(self.view).__module__.split(".")[-2]]

    def get_auth(self) -> list[dict[str, list[str]]]:
        """A public address may be asked without a token."""
        found = super().get_auth()
        return [{}, *found] if getattr(self.view, "is_public", False) else found


def describe(result: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
    """Add what every operation can answer besides success, and that bodies hold nothing but the known fields."""
    schemas = result["components"]["schemas"]
    schemas["Problem"] = _COMPONENT
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            for content in operation.get("requestBody", {}).get("content", {}).values():
                schemas[content["schema"]["$ref"].rpartition("/")[2]]["additionalProperties"] = False
            statuses = {*_ALWAYS}
            if method != "get":
                statuses |= {*_WITH_BODY}
            if "{" in path:
                statuses.add("404")
            if any(parameter["in"] == "query" for parameter in operation.get("parameters", ())):
                statuses.add("422")
            if {} not in operation.get("security", [{}]):
                statuses.add("403")
            if method == "patch":
                statuses.add("428")
            for status, response in operation["responses"].items():
                response["description"] = HTTPStatus(int(status)).phrase
            for status in sorted(statuses):
                operation["responses"][status] = {
                    "description": HTTPStatus(int(status)).phrase,
                    "content": {"application/problem+json": {"schema": _PROBLEM}},
                }
    return result


def document() -> dict[str, Any]:
    """Return the description as plain data in the active language. It is made once in each."""
    found: dict[str, Any] = json.loads(text())
    return found


def text() -> str:
    """Return the description as it is served and kept in the documentation."""
    return _text(get_language())


@lru_cache(maxsize=2)
def _text(_language: str | None) -> str:
    schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return json.dumps(json.loads(JSONRenderer().render(schema)), ensure_ascii=False, indent=1) + "\n"


@login_not_required
@require_safe
def openapi(_request: HttpRequest) -> HttpResponse:
    """The description itself."""
    return HttpResponse(text(), content_type="application/vnd.oai.openapi+json;version=3.1")
