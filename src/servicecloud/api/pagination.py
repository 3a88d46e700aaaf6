"""Pages by cursor: as fast on the last page as on the first, and no row twice while others are added."""

from typing import Any

from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response

from servicecloud.api.errors import InvalidBodyError
from servicecloud.api.queries import PageQuery


class ByCursor(CursorPagination):
    """Fifty rows a page, up to two hundred, in the order in which the rows came into being."""

    page_size = PageQuery.DEFAULT_LIMIT
    max_page_size = PageQuery.MOST
    page_size_query_param = "limit"
    ordering = ("pk",)

    def decode_cursor(self, request: Request) -> Any:
        """Read the cursor; one we did not make is refused."""
        try:
            return super().decode_cursor(request)
        except NotFound as error:
            raise InvalidBodyError(PageQuery.complaint_about_cursor()) from error

    def get_paginated_response(self, data: Any) -> Response:
        """Return the rows with the ways on and back."""
        return Response({"next": self.get_next_link(), "previous": self.get_previous_link(), "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Describe it."""
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }
